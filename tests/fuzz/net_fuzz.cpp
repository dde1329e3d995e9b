// Everything of net/ that takes bytes from strangers and is not Beast's or OpenSSL's: request targets, ranges, ETag
// lists, JSON, UTF-8, URLs, form of Accept-Encoding and cookies. The first byte chooses.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "net/connect.hpp"
#include "net/http/json.hpp"
#include "net/http/static_files.hpp"
#include "net/server/conditional.hpp"
#include "net/server/target.hpp"

namespace {

using namespace tandem::net;

void check(bool holds) {
  if (!holds) std::abort();
}

void fuzz_target(std::string_view text) {
  const auto target = parse_target(text);
  if (!target) return;
  check(target->path.starts_with('/') && is_utf8(target->path));
  for (const std::string& segment : target->segments) {
    check(segment != ".." && segment != "." && segment.find_first_of("/\\") == std::string::npos);
  }
}

void fuzz_range(std::string_view text) {
  for (std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, ~std::uint64_t{0}}) {
    const auto range = parse_range(text, size);
    if (range && range->length != 0) check(range->first < size && range->length <= size - range->first);
  }
  matches_etag(text, "\"v1\"");
}

void fuzz_headers(std::string_view text) {
  static const StaticFiles files = [] {
    StaticFiles made;
    made.add("/a.js", std::string(5000, 'a'));
    return made;
  }();
  Request request;
  request.path = "/a.js";
  if (text.size() > 8192) return;
  request.headers.set(http::field::accept_encoding, text);
  request.headers.set(http::field::cookie, text);
  request.headers.set(http::field::authorization, text);
  request.cookie("session");
  request.bearer_token();
  check(files.serve(request).status == http::status::ok);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 5) {
    case 0:
      fuzz_target(text);
      break;
    case 1:
      fuzz_range(text);
      break;
    case 2:
      if (parse_json(text)) check(is_utf8(text));
      break;
    case 3:
      fuzz_headers(text);
      break;
    default:
      (void)parse_url(text, "http");
  }
  return 0;
}
