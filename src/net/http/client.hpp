// One HTTP exchange as a coroutine, for webhooks and tests: a connection of its own, TLS with the certificate and host
// name checked, one time limit over everything, a limit on the answer's size, no redirects. Runs on the caller's
// executor.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "net/http/message.hpp"
#include "net/tls.hpp"

namespace tandem::net {

struct ClientRequest {
  http::verb method = http::verb::get;
  std::string url;  // "http://…" or "https://…"
  std::vector<Parameter> headers;
  std::string body;
  std::chrono::milliseconds time_limit{10000};
  std::size_t answer_limit = 1 << 20;  // bytes of body
  std::size_t header_limit = 16 * 1024;
  std::shared_ptr<TlsContext> tls;  // none: the system's authorities
  std::string unix_path;            // not empty: connect there instead; the URL's host goes into Host
};

struct ClientResponse {
  unsigned status = 0;
  http::fields headers;
  std::string body;
};

// bad_url, cannot_resolve, cannot_connect, tls_failed, timed_out, too_large, bad_message; closed when the peer went
// away.
awaitable<Result<ClientResponse>> fetch(ClientRequest request);

// fetch() for programs without an io_context (command line, tests): blocks the calling thread.
Result<ClientResponse> fetch_blocking(ClientRequest request);

}  // namespace tandem::net
