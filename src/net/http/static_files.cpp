#include "net/http/static_files.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "net/http/problem.hpp"

namespace tandem::net {

namespace fs = std::filesystem;
using boost::beast::iequals;

namespace {

struct Mime {
  std::string_view extension;
  std::string_view type;
  bool compressible;
};
constexpr std::array mime_types{
    Mime{"html", "text/html; charset=utf-8", true},
    Mime{"js", "text/javascript; charset=utf-8", true},
    Mime{"mjs", "text/javascript; charset=utf-8", true},
    Mime{"css", "text/css; charset=utf-8", true},
    Mime{"json", "application/json", true},
    Mime{"map", "application/json", true},
    Mime{"webmanifest", "application/manifest+json", true},
    Mime{"svg", "image/svg+xml", true},
    Mime{"txt", "text/plain; charset=utf-8", true},
    Mime{"xml", "application/xml", true},
    Mime{"wasm", "application/wasm", true},
    Mime{"ttf", "font/ttf", true},
    Mime{"woff", "font/woff", false},
    Mime{"woff2", "font/woff2", false},
    Mime{"png", "image/png", false},
    Mime{"jpg", "image/jpeg", false},
    Mime{"jpeg", "image/jpeg", false},
    Mime{"gif", "image/gif", false},
    Mime{"webp", "image/webp", false},
    Mime{"avif", "image/avif", false},
    Mime{"ico", "image/x-icon", false},
    Mime{"mp3", "audio/mpeg", false},
    Mime{"ogg", "audio/ogg", false},
    Mime{"wav", "audio/wav", false},
    Mime{"mp4", "video/mp4", false},
    Mime{"webm", "video/webm", false},
    Mime{"pdf", "application/pdf", false},
};

std::string_view extension_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

const Mime* find_mime(std::string_view path) {
  const std::string_view extension = extension_of(path);
  auto found = std::find_if(mime_types.begin(), mime_types.end(),
                            [&](const Mime& m) { return iequals(m.extension, extension); });
  return found == mime_types.end() ? nullptr : &*found;
}

// "assets/index-B3xk9_Zq.js": bundlers put at least eight characters of hash behind a dash or a dot.
bool is_hashed_name(std::string_view path) {
  if (path.find("/assets/") == std::string_view::npos) return false;
  std::string_view stem = path.substr(path.rfind('/') + 1);
  stem = stem.substr(0, stem.rfind('.'));
  const std::size_t mark = stem.find_first_of("-.");
  return mark != std::string_view::npos && stem.size() - mark > 8;
}

// Empty where zlib fails or nothing is gained.
std::string gzipped(std::string_view bytes) {
  z_stream z{};
  constexpr int gzip_window = 15 + 16;
  if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 9, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&z, bytes.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return done == Z_STREAM_END && out.size() + out.size() / 16 < bytes.size() ? out : std::string();
}

bool accepts_gzip(std::string_view accept) {
  while (!accept.empty()) {
    std::string_view one = accept.substr(0, accept.find(','));
    accept = one.size() == accept.size() ? std::string_view() : accept.substr(one.size() + 1);
    std::string item(one);
    std::erase(item, ' ');
    const std::string_view coding = std::string_view(item).substr(0, item.find(';'));
    if (!iequals(coding, "gzip") && coding != "*") continue;
    const std::size_t weight = item.find(";q=");
    return weight == std::string::npos || item.find_first_not_of("0.", weight + 3) != std::string::npos;
  }
  return false;
}

Result<std::string> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return fail(errc::cannot_read_file, fmt::format("{} cannot be read", path.string()));
  return bytes;
}

}  // namespace

std::string_view mime_type(std::string_view path) {
  const Mime* mime = find_mime(path);
  return mime ? mime->type : "application/octet-stream";
}

Result<StaticFiles> StaticFiles::load(const std::string& folder, StaticOptions options) {
  StaticFiles files;
  files.options_ = std::move(options);
  std::error_code error;
  fs::recursive_directory_iterator it(folder, error);
  if (error) return fail(errc::cannot_read_file, fmt::format("the folder {}: {}", folder, error.message()));
  std::size_t total = 0;
  for (const auto& entry : it) {
    if (entry.is_symlink(error) || !entry.is_regular_file(error)) continue;
    total += entry.file_size(error);
    if (error || total > files.options_.max_total_bytes) {
      return fail(errc::too_large, fmt::format("the folder {} holds more than {} bytes to keep in memory", folder,
                                               files.options_.max_total_bytes));
    }
    auto bytes = read_file(entry.path());
    if (!bytes) return bytes.error();
    files.add('/' + fs::relative(entry.path(), folder, error).generic_string(), std::move(*bytes));
  }
  return files;
}

void StaticFiles::add(std::string path, std::string bytes) {
  File file;
  const Mime* mime = find_mime(path);
  file.content_type = mime_type(path);
  file.etag = strong_etag(bytes);
  file.immutable = is_hashed_name(path);
  if (mime && mime->compressible && bytes.size() >= 512) {
    if (std::string small = gzipped(bytes); !small.empty()) {
      file.gzip_etag = strong_etag(small);
      file.gzip = std::make_shared<const std::string>(std::move(small));
    }
  }
  file.bytes = std::make_shared<const std::string>(std::move(bytes));
  files_.insert_or_assign(std::move(path), std::move(file));
}

const StaticFiles::File* StaticFiles::find(const Request& request, std::string_view path) const {
  if (auto found = files_.find(path); found != files_.end()) return &found->second;
  std::string index = fmt::format("{}{}{}", path, path.ends_with('/') ? "" : "/", options_.index);
  if (auto found = files_.find(index); found != files_.end()) return &found->second;
  if (!options_.single_page || !extension_of(path).empty()) return nullptr;
  for (const std::string& prefix : options_.not_pages) {
    if (request.path.starts_with(prefix)) return nullptr;
  }
  auto found = files_.find('/' + options_.index);
  return found == files_.end() ? nullptr : &found->second;
}

Response StaticFiles::serve(const Request& request, std::string_view path) const {
  const File* file = find(request, path);
  if (!file) return problem(http::status::not_found, "there is nothing at this address");
  const bool zipped = file->gzip && accepts_gzip(request.header(http::field::accept_encoding));
  Response response = shared_response(zipped ? file->gzip : file->bytes, file->content_type);
  response.add("ETag", zipped ? file->gzip_etag : file->etag);
  response.add("Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (file->gzip) response.add("Vary", "Accept-Encoding");
  if (zipped) response.add("Content-Encoding", "gzip");
  if (options_.embeddable) response.add("Cross-Origin-Resource-Policy", "cross-origin");
  response.ranges = !zipped;
  if (!options_.content_security_policy.empty() && file->content_type.starts_with("text/html")) {
    response.add("Content-Security-Policy", options_.content_security_policy);
  }
  return response;
}

Handler StaticFiles::handler(std::shared_ptr<const StaticFiles> files) {
  return [files = std::move(files)](Request request) -> awaitable<Response> {
    // In a "{rest...}" route the files are below the mount point.
    std::string path = request.path;
    if (request.route.ends_with("...}") && !request.path_parameters.empty()) {
      path = '/' + request.path_parameters.back().value;
    }
    co_return files->serve(request, path);
  };
}

}  // namespace tandem::net
