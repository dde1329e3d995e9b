// The inside of a TlsContext, for stream.cpp and tls.cpp alone.
#pragma once

#include <boost/asio/ssl/context.hpp>

#include "net/tls.hpp"

namespace tandem::net {

class TlsContext {
 public:
  explicit TlsContext(boost::asio::ssl::context::method method) : context(method) {}
  boost::asio::ssl::context context;
};

}  // namespace tandem::net
