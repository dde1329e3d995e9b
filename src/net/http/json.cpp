#include "net/http/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/stream_parser.hpp>

#include "net/error.hpp"

namespace tandem::net {

namespace {

std::string where(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n');
  const std::size_t column = start == std::string_view::npos ? before.size() : before.size() - start - 1;
  return fmt::format("line {}, column {}", lines + 1, column + 1);
}

}  // namespace

Result<boost::json::value> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return fail(errc::too_large, fmt::format("the JSON text has {} bytes, {} are allowed", text.size(), limits.bytes));
  }
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  unsigned char first_block[4096];
  boost::json::stream_parser parser(boost::json::storage_ptr(), options, first_block, sizeof first_block);
  boost::system::error_code error;
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  std::size_t at = read;
  if (!error && read < text.size()) {
    const std::size_t more = text.find_first_not_of(" \t\r\n", read);
    if (more != std::string_view::npos) {
      return fail(errc::bad_json, fmt::format("{}: something follows the end of the value", where(text, more)));
    }
  }
  if (!error) {
    parser.finish(error);
    at = text.size();
  }
  if (error) return fail(errc::bad_json, fmt::format("{}: {}", where(text, at), error.message()));
  return parser.release();
}

bool is_utf8(std::string_view bytes) {
  const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* end = p + bytes.size();
  while (p != end) {
    if (*p < 0x80) {
      ++p;
      continue;
    }
    int more = 0;
    unsigned low = 0x80;
    unsigned high = 0xbf;
    if (*p >= 0xc2 && *p <= 0xdf) {
      more = 1;
    } else if (*p >= 0xe0 && *p <= 0xef) {
      more = 2;
      if (*p == 0xe0) low = 0xa0;   // overlong
      if (*p == 0xed) high = 0x9f;  // surrogates
    } else if (*p >= 0xf0 && *p <= 0xf4) {
      more = 3;
      if (*p == 0xf0) low = 0x90;
      if (*p == 0xf4) high = 0x8f;  // past U+10FFFF
    } else {
      return false;
    }
    if (end - p <= more) return false;
    ++p;
    if (*p < low || *p > high) return false;
    ++p;
    for (int i = 1; i < more; ++i, ++p) {
      if (*p < 0x80 || *p > 0xbf) return false;
    }
  }
  return true;
}

}  // namespace tandem::net
