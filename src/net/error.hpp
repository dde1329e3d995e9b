// What can go wrong in net/. `describe` gives the short text; what happened to which address stands in Failure::detail.
// problem_from (net/http/problem.hpp) gives each of them the HTTP status it has on the outside.
#pragma once

#include "base/result.hpp"

namespace tandem::net {

enum class errc {
  address_in_use = 1,
  bad_address,
  cannot_listen,
  bad_certificate,
  bad_url,
  cannot_resolve,
  cannot_connect,
  tls_failed,
  timed_out,
  too_large,
  bad_message,
  bad_json,
  not_json,
  busy,
  closed,
  refused,
  not_allowed,
  too_slow,
  cannot_read_file,
};

const char* describe(errc e);
TANDEM_ERROR_CATEGORY("net")

}  // namespace tandem::net

TANDEM_ERROR_ENUM(tandem::net::errc)
