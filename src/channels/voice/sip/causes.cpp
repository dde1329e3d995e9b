#include "channels/voice/sip/causes.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "channels/voice/sip/wire/message.hpp"

namespace tandem::sip {
namespace {

struct Pair {
  int status;
  int cause;
};

constexpr std::array<Pair, 20> by_status{{{400, 41}, {401, 21}, {402, 21}, {403, 21}, {404, 1},   {405, 63}, {406, 79},
                                          {407, 21}, {408, 19}, {410, 22}, {413, 127}, {415, 79}, {480, 19}, {481, 41},
                                          {483, 25}, {484, 28}, {486, 17}, {488, 88}, {503, 41}, {600, 17}}};

bool is_digit(char c) { return (c >= '0' && c <= '9') || c == '*' || c == '#' || (c >= 'A' && c <= 'D'); }

}  // namespace

int q850_of_status(int status) {
  for (const auto& pair : by_status)
    if (pair.status == status) return pair.cause;
  if (status == 487) return 16;
  if (status == 603) return 21;
  if (status == 604) return 1;
  return status >= 500 ? 41 : 127;
}

int status_of_q850(int cause) {
  switch (cause) {
    case 1: return 404;
    case 17: return 486;
    case 19: return 480;
    case 21: return 603;
    case 28: return 484;
    case 34:
    case 38:
    case 41:
    case 42: return 503;
    case 79:
    case 88: return 488;
    default: return 480;
  }
}

int q850_of_reason(std::string_view reason) {
  if (!equals_ignoring_case(reason.substr(0, reason.find(';')), "Q.850")) return 0;
  const auto at = reason.find("cause=");
  if (at == std::string_view::npos) return 0;
  int cause = 0;
  std::from_chars(reason.data() + at + 6, reason.data() + reason.size(), cause);
  return cause > 0 && cause < 128 ? cause : 0;
}

bool is_known_method(std::string_view method) {
  static constexpr std::array<std::string_view, 14> known{"INVITE",  "ACK",       "BYE",    "CANCEL", "OPTIONS",
                                                          "REGISTER", "INFO",     "PRACK",  "UPDATE", "MESSAGE",
                                                          "SUBSCRIBE", "NOTIFY",  "REFER",  "PUBLISH"};
  return std::find(known.begin(), known.end(), method) != known.end();
}

char digit_of_info(std::string_view body, bool relay) {
  if (relay) {
    const auto at = body.find("Signal");
    if (at == std::string_view::npos) return 0;
    body = body.substr(at + 6);
  }
  const auto first = body.find_first_not_of(" \t=");
  if (first == std::string_view::npos || !is_digit(body[first])) return 0;
  return body[first];
}

}  // namespace tandem::sip
