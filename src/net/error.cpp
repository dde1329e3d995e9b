#include "net/error.hpp"

namespace tandem::net {

const char* describe(errc e) {
  switch (e) {
    case errc::address_in_use:
      return "the address is already in use";
    case errc::bad_address:
      return "not an address";
    case errc::cannot_listen:
      return "cannot listen";
    case errc::bad_certificate:
      return "the certificate or its key cannot be used";
    case errc::bad_url:
      return "not a URL this client understands";
    case errc::cannot_resolve:
      return "the host name has no address";
    case errc::cannot_connect:
      return "cannot connect";
    case errc::tls_failed:
      return "the TLS handshake failed";
    case errc::timed_out:
      return "took too long";
    case errc::too_large:
      return "larger than allowed";
    case errc::bad_message:
      return "malformed message";
    case errc::bad_json:
      return "malformed JSON";
    case errc::not_json:
      return "the content type is not JSON";
    case errc::busy:
      return "too busy";
    case errc::closed:
      return "the connection is closed";
    case errc::refused:
      return "the other side refused";
    case errc::not_allowed:
      return "not allowed";
    case errc::too_slow:
      return "the reader is too slow";
    case errc::cannot_read_file:
      return "the file cannot be read";
  }
  return "unknown network error";
}

}  // namespace tandem::net
