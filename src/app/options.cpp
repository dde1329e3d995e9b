#include "app/options.hpp"

#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace tandem::app {
namespace {

Failure bad(std::string detail) {
  return fail(make_error_code(boost::system::errc::invalid_argument), std::move(detail));
}

bool parse_port(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

Result<Endpoint> parse_endpoint(const std::string& text, const std::string& flag) {
  const auto colon = text.rfind(':');
  Endpoint endpoint;
  if (colon == std::string::npos || !parse_port(std::string_view(text).substr(colon + 1), endpoint.port))
    return bad(flag + " '" + text + "' is not HOST:PORT, as in 127.0.0.1:8080");
  endpoint.host = text.substr(0, colon);
  if (endpoint.host.starts_with('[') && endpoint.host.ends_with(']'))
    endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
  if (endpoint.host == "localhost") endpoint.host = "127.0.0.1";
  boost::system::error_code error;
  boost::asio::ip::make_address(endpoint.host, error);
  if (error) return bad(flag + " '" + text + "': the host must be an address of this machine, as in 0.0.0.0");
  return endpoint;
}

bool is_loopback(const std::string& host) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  return !error && address.is_loopback();
}

Result<CheckedOptions> check_options(ServeOptions options) {
  CheckedOptions checked;
  if (options.data.empty()) return bad("--data DIR is needed: the folder that holds everything Tandem keeps");
  auto http = parse_endpoint(options.http, "--http");
  if (!http) return http.error();
  auto sip = parse_endpoint(options.sip, "--sip");
  if (!sip) return sip.error();
  const auto dash = options.media_ports.find('-');
  const bool ports = dash != std::string::npos &&
                     parse_port(std::string_view(options.media_ports).substr(0, dash), checked.media_low) &&
                     parse_port(std::string_view(options.media_ports).substr(dash + 1), checked.media_high);
  if (!ports || checked.media_low < 1024 || checked.media_low + 9 > checked.media_high)
    return bad("--media-ports '" + options.media_ports + "' is not LOW-HIGH with at least ten ports above 1023");
  if (options.tls_certificate.empty() != options.tls_key.empty())
    return bad("--tls-cert and --tls-key belong together: give both or none");
  if (options.role != "all") return bad("--role '" + options.role + "': this version runs all roles in one program");
  for (const char c : options.tenant)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
      return bad("--tenant '" + options.tenant + "': a name of a-z, 0-9 and _");
  if (options.tenant.empty()) return bad("--tenant is empty");
  checked.given = std::move(options);
  checked.http = *http;
  checked.sip = *sip;
  return checked;
}

}  // namespace tandem::app
