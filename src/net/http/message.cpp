#include "net/http/message.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/json/serialize.hpp>
#include <cstring>

namespace tandem::net {

using boost::beast::iequals;

namespace {

std::string_view find_parameter(const std::vector<Parameter>& in, std::string_view name) {
  auto found = std::find_if(in.begin(), in.end(), [&](const Parameter& p) { return p.name == name; });
  return found == in.end() ? std::string_view() : std::string_view(found->value);
}

std::string printable(std::string_view value) {
  std::string out(value);
  std::erase_if(out, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
  return out;
}

bool is_json_type(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  if (iequals(type, "application/json")) return true;
  return type.size() > 17 && iequals(type.substr(0, 12), "application/") &&
         iequals(type.substr(type.size() - 5), "+json");
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->value());
}

std::string_view Request::header(http::field name) const {
  auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->value());
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  auto found = std::find_if(query.begin(), query.end(), [&](const Parameter& p) { return p.name == name; });
  if (found == query.end()) return std::nullopt;
  return found->value;
}

std::string_view Request::path_value(std::string_view name) const { return find_parameter(path_parameters, name); }

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header(http::field::cookie);
  while (!rest.empty()) {
    std::string_view one = rest.substr(0, rest.find(';'));
    rest = one.size() == rest.size() ? std::string_view() : rest.substr(one.size() + 1);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    const std::size_t equals = one.find('=');
    if (equals != std::string_view::npos && one.substr(0, equals) == name) return one.substr(equals + 1);
  }
  return {};
}

std::string_view Request::bearer_token() const {
  const std::string_view value = header(http::field::authorization);
  if (value.size() < 8 || !iequals(value.substr(0, 7), "Bearer ")) return {};
  return value.substr(7);
}

Result<boost::json::value> Request::json(const JsonLimits& limits) const {
  if (!is_json_type(header(http::field::content_type))) {
    return fail(errc::not_json, "send the body with Content-Type: application/json");
  }
  return parse_json(body, limits);
}

Response& Response::set(std::string_view name, std::string_view value) {
  auto found = std::find_if(headers.begin(), headers.end(), [&](const Parameter& h) { return iequals(h.name, name); });
  if (found == headers.end()) return add(name, value);
  found->value = printable(value);
  return *this;
}

Response& Response::add(std::string_view name, std::string_view value) {
  headers.push_back({std::string(name), printable(value)});
  return *this;
}

std::string_view Response::header(std::string_view name) const {
  auto found = std::find_if(headers.begin(), headers.end(), [&](const Parameter& h) { return iequals(h.name, name); });
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

std::uint64_t Response::body_size() const {
  if (auto* slice = std::get_if<FileSlice>(&body)) return slice->length;
  return text().size();
}

std::string_view Response::text() const {
  if (auto* own = std::get_if<std::string>(&body)) return *own;
  if (auto* shared = std::get_if<SharedBytes>(&body); shared && *shared) return **shared;
  return {};
}

Response json_response(const boost::json::value& value, http::status status) {
  return bytes_response(boost::json::serialize(value), "application/json", status);
}

Response bytes_response(std::string bytes, std::string_view content_type, http::status status) {
  Response response;
  response.status = status;
  response.body = std::move(bytes);
  response.add("Content-Type", content_type);
  return response;
}

Response shared_response(SharedBytes bytes, std::string_view content_type) {
  Response response;
  response.body = std::move(bytes);
  response.add("Content-Type", content_type);
  return response;
}

Response no_content() {
  Response response;
  response.status = http::status::no_content;
  return response;
}

Response redirect(std::string_view location, http::status status) {
  Response response;
  response.status = status;
  response.add("Location", location);
  return response;
}

Result<Response> file_response(const std::string& path, std::string_view content_type) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return fail(errc::cannot_read_file, fmt::format("{}: {}", path, std::strerror(errno)));
  std::shared_ptr<const int> file(new int(descriptor), [](const int* fd) {
    ::close(*fd);
    delete fd;
  });
  struct stat about {};
  if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
    return fail(errc::cannot_read_file, fmt::format("{}: not a plain file", path));
  }
  Response response;
  FileSlice slice;
  slice.file = std::move(file);
  slice.length = static_cast<std::uint64_t>(about.st_size);
  response.body = std::move(slice);
  response.ranges = true;
  response.add("Content-Type", content_type);
  response.add("ETag", fmt::format("\"{:x}-{:x}-{:x}{:08x}\"", about.st_ino, about.st_size, about.st_mtim.tv_sec,
                                   about.st_mtim.tv_nsec));
  return response;
}

std::string strong_etag(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  std::string tag = "\"";
  for (int i = 0; i < 16; ++i) fmt::format_to(std::back_inserter(tag), "{:02x}", digest[i]);
  return tag + '"';
}

}  // namespace tandem::net
