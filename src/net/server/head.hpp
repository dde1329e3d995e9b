// Writes the head of an HTTP/1.1 answer: what the handler set, plus what every answer of ours has. Pure but for the
// date; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "net/http/message.hpp"
#include "net/http/server.hpp"

namespace tandem::net {

struct HeadFacts {
  const SecurityHeaders* security = nullptr;
  std::string_view request_id;
  bool keep_alive = true;
  bool secure = false;
};

std::string response_head(const Response& response, const HeadFacts& facts);

}  // namespace tandem::net
