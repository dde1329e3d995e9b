#include "net/tls.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>

#include "net/error.hpp"
#include "net/tls_context.hpp"

namespace tandem::net {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

namespace {

Failure bad(std::string_view what, const error_code& error) {
  return fail(errc::bad_certificate, fmt::format("{}: {}", what, error.message()));
}

std::shared_ptr<TlsContext> make_context(ssl::context::method method) {
  auto made = std::make_shared<TlsContext>(method);
  made->context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                            ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 | ssl::context::single_dh_use);
  SSL_CTX_set_options(made->context.native_handle(), SSL_OP_NO_RENEGOTIATION);
  return made;
}

// Clients that offer ALPN get http/1.1 or, when they offer only others, no protocol at all (RFC 7301 section 3.2).
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in, unsigned in_size,
                    void*) {
  static const unsigned char ours[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, ours, sizeof ours - 1, in, in_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

Result<std::shared_ptr<TlsContext>> server_ready(std::shared_ptr<TlsContext> made, std::string_view named) {
  if (SSL_CTX_check_private_key(made->context.native_handle()) != 1) {
    return fail(errc::bad_certificate, fmt::format("{}: the key does not belong to the certificate", named));
  }
  SSL_CTX_set_alpn_select_cb(made->context.native_handle(), &choose_protocol, nullptr);
  return made;
}

}  // namespace

Result<std::shared_ptr<TlsContext>> tls_server_from_files(const std::string& certificate, const std::string& key) {
  auto made = make_context(ssl::context::tls_server);
  error_code error;
  made->context.use_certificate_chain_file(certificate, error);
  if (error) return bad(certificate, error);
  made->context.use_private_key_file(key, ssl::context::pem, error);
  if (error) return bad(key, error);
  return server_ready(std::move(made), certificate);
}

Result<std::shared_ptr<TlsContext>> tls_server_from_pem(const std::string& certificate, const std::string& key) {
  auto made = make_context(ssl::context::tls_server);
  error_code error;
  made->context.use_certificate_chain(boost::asio::buffer(certificate), error);
  if (error) return bad("certificate", error);
  made->context.use_private_key(boost::asio::buffer(key), ssl::context::pem, error);
  if (error) return bad("private key", error);
  return server_ready(std::move(made), "certificate");
}

Result<std::shared_ptr<TlsContext>> tls_client(const std::string& authorities_pem) {
  auto made = make_context(ssl::context::tls_client);
  error_code error;
  if (authorities_pem.empty()) {
    made->context.set_default_verify_paths(error);
  } else {
    made->context.add_certificate_authority(boost::asio::buffer(authorities_pem), error);
  }
  if (error) return bad("authorities", error);
  made->context.set_verify_mode(ssl::verify_peer);
  return made;
}

}  // namespace tandem::net
