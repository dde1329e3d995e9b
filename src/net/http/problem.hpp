// Problem details, RFC 9457: how every refusal looks on the outside. Values; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/http/message.hpp"

namespace tandem::net {

struct ProblemError {
  std::string pointer;  // JSON pointer into the body ("/email"), or the name of a parameter
  std::string detail;
};

struct Problem {
  http::status status = http::status::bad_request;
  std::string type = "about:blank";  // a URI, or a path of our own documentation
  std::string title;                 // empty: the status's own phrase
  std::string detail;                // one sentence for a person
  std::vector<ProblemError> errors;  // one per wrong field
};

Response problem_response(const Problem& problem);
Response problem(http::status status, std::string_view detail);
Response problem(http::status status, std::string_view type, std::string_view detail);

// A failure of net/ with its own status (bad_json 400, too_large 413, not_json 415, busy 503, timed_out 504, …);
// failures of other modules are 500 and their detail stays inside: map those yourself.
Response problem_from(const Failure& failure);

}  // namespace tandem::net
