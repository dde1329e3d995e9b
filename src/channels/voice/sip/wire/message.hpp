// A SIP message as plain values, copied out of the SIP library's heap, so that dialogs, registrar and digest know
// nothing of that library. Values are hostile input: only syntax was checked. Pure values, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace tandem::sip {

using Headers = std::vector<std::pair<std::string, std::string>>;

// A sip:, sips: or tel: URI (RFC 3261 §19.1, RFC 3966). `params` keeps its leading ';', `headers` its leading '?'.
struct Uri {
  std::string scheme;  // lower case
  std::string user;    // still %-escaped; for tel: the number
  std::string host;    // IPv6 in brackets
  std::uint16_t port = 0;
  std::string params;
  std::string headers;

  // Whether requests can be sent to it. Everything that comes from a Contact passes through here before it is used.
  bool is_sip() const { return (scheme == "sip" || scheme == "sips") && !host.empty(); }
  std::string text() const;
  std::string param(std::string_view name) const;  // lower-cased value, empty when absent
  std::string plain_user() const;                  // %-escapes undone once
  bool operator==(const Uri&) const = default;
};

// Reads at most 1,024 bytes; refuses white space, control characters and escapes that are none.
Result<Uri> parse_uri(std::string_view text);

struct NameAddr {
  std::string display;  // without quotes
  std::string uri;
  std::string tag;
};

// Reads `"display" <uri>;tag=…` or a bare URI, as P-Asserted-Identity carries them.
Result<NameAddr> parse_name_addr(std::string_view text);

struct ContactValue {
  std::string uri;
  std::optional<std::uint32_t> expires_s;
  std::string q;
};

// One Authorization or Proxy-Authorization header; values without their quotes.
struct Credentials {
  std::string scheme;
  std::vector<std::pair<std::string, std::string>> params;
  std::string param(std::string_view name) const;
};

struct SessionExpires {
  std::uint32_t seconds = 0;
  std::string refresher;  // "uac", "uas" or empty
};

// Where a message came from, as the socket saw it.
struct Source {
  std::string ip;  // without brackets
  std::uint16_t port = 0;
  std::string transport;  // "udp" or "tcp"
  bool operator==(const Source&) const = default;
};

struct Message {
  std::string method;  // of the request, or CSeq's in a response
  int status = 0;      // 0 in a request
  std::string phrase;
  std::string request_uri;
  NameAddr from;
  NameAddr to;
  std::string call_id;
  std::uint32_t cseq = 0;
  std::vector<ContactValue> contacts;
  bool contact_star = false;
  std::vector<std::string> record_route;
  std::vector<std::string> require;
  std::vector<std::string> supported;
  std::vector<std::string> accept;  // "type/subtype"
  std::vector<Credentials> authorization;
  std::vector<Credentials> proxy_authorization;
  std::optional<std::uint32_t> expires_s;
  std::optional<std::uint32_t> max_forwards;
  std::optional<SessionExpires> session_expires;
  std::optional<std::uint32_t> min_se_s;
  std::optional<std::uint32_t> retry_after_s;
  std::vector<std::string> asserted_identity;  // raw P-Asserted-Identity values
  std::string reason;                          // "Q.850;cause=16", raw
  std::string content_type;
  std::string content_encoding;
  std::string body;
  Source source;

  bool supports(std::string_view feature) const;
};

// Where requests to `contact` go on the wire when that is not the contact itself: a TCP peer is reached over the
// connection it made, and a UDP peer behind a NAT (another address than it wrote) the way its request came. Empty: the
// contact's own way.
std::string return_route(const std::string& contact, const Source& source);

// Text that may stand in a header we send: control characters are taken out and the length is bounded.
std::string header_safe(std::string_view text, std::size_t longest = 256);

bool equals_ignoring_case(std::string_view a, std::string_view b);

}  // namespace tandem::sip
