#include "channels/voice/sip/wire/message.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace tandem::sip {
namespace {

constexpr std::size_t longest_uri = 1024;

Failure bad(const char* why) { return fail(make_error_code(boost::system::errc::invalid_argument), why); }

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool clean(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c <= 0x20 || c >= 0x7f || c == '<' || c == '>' || c == '"') return false;
    if (c == '%' && (i + 2 >= text.size() || hex_digit(text[i + 1]) < 0 || hex_digit(text[i + 2]) < 0)) return false;
  }
  return true;
}

bool host_ok(std::string_view host) {
  if (host.empty() || host.size() > 255) return false;
  if (host.front() == '[') {
    return host.back() == ']' && host.size() > 3 &&
           std::all_of(host.begin() + 1, host.end() - 1,
                       [](char c) { return hex_digit(c) >= 0 || c == ':' || c == '.'; });
  }
  return std::all_of(host.begin(), host.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '_';
  });
}

bool read_host_port(std::string_view text, Uri& uri) {
  std::size_t colon = std::string_view::npos;
  if (!text.empty() && text.front() == '[') {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return false;
    if (close + 1 < text.size()) colon = close + 1;
  } else {
    colon = text.find(':');
  }
  if (colon != std::string_view::npos) {
    const auto digits = text.substr(colon + 1);
    if (text[colon] != ':') return false;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), uri.port);
    if (error != std::errc{} || end != digits.data() + digits.size()) return false;
    text = text.substr(0, colon);
  }
  uri.host = std::string(text);
  return host_ok(text);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string Uri::text() const {
  std::string out = scheme + ":";
  if (scheme == "tel") return out + user + params;
  if (!user.empty()) out += user + "@";
  out += host;
  if (port != 0) out += ":" + std::to_string(port);
  return out + params + headers;
}

std::string Uri::param(std::string_view name) const {
  std::string_view rest = params;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto part = rest.substr(0, rest.find(';'));
    rest.remove_prefix(part.size());
    const auto equal = part.find('=');
    if (!equals_ignoring_case(part.substr(0, equal), name)) continue;
    std::string value(equal == std::string_view::npos ? std::string_view{} : part.substr(equal + 1));
    std::transform(value.begin(), value.end(), value.begin(), lower);
    return value;
  }
  return {};
}

std::string Uri::plain_user() const {
  std::string out;
  for (std::size_t i = 0; i < user.size(); ++i) {
    if (user[i] == '%' && i + 2 < user.size()) {
      out += static_cast<char>(hex_digit(user[i + 1]) * 16 + hex_digit(user[i + 2]));
      i += 2;
    } else {
      out += user[i];
    }
  }
  return out;
}

Result<Uri> parse_uri(std::string_view text) {
  if (text.size() > longest_uri) return bad("the URI is too long");
  if (!clean(text)) return bad("the URI has characters that may not stand in one");
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return bad("the URI has no scheme");
  Uri uri;
  uri.scheme = std::string(text.substr(0, colon));
  std::transform(uri.scheme.begin(), uri.scheme.end(), uri.scheme.begin(), lower);
  text.remove_prefix(colon + 1);
  if (uri.scheme == "tel") {
    const auto semicolon = std::min(text.find(';'), text.size());
    uri.user = std::string(text.substr(0, semicolon));
    uri.params = std::string(text.substr(semicolon));
    if (uri.user.empty()) return bad("the tel: URI has no number");
    return uri;
  }
  if (uri.scheme != "sip" && uri.scheme != "sips") return bad("the URI's scheme is not sip, sips or tel");
  // The user part may hold ';' and '?' (§19.1.1), so the '@' comes first; an '@' in the headers is escaped there.
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    auto user = text.substr(0, at);
    user = user.substr(0, user.find(':'));  // a password in a URI is never used
    uri.user = std::string(user);
    if (uri.user.empty()) return bad("the URI has an empty user");
    text.remove_prefix(at + 1);
  }
  const auto question = std::min(text.find('?'), text.size());
  uri.headers = std::string(text.substr(question));
  text = text.substr(0, question);
  const auto semicolon = std::min(text.find(';'), text.size());
  uri.params = std::string(text.substr(semicolon));
  if (!read_host_port(text.substr(0, semicolon), uri)) return bad("the URI's host or port is wrong");
  return uri;
}

Result<NameAddr> parse_name_addr(std::string_view text) {
  text = trimmed(text.substr(0, 2 * longest_uri));
  NameAddr out;
  if (!text.empty() && text.front() == '"') {
    std::size_t i = 1;
    for (; i < text.size() && text[i] != '"'; ++i) {
      if (text[i] == '\\' && i + 1 < text.size()) ++i;
      out.display += text[i];
    }
    if (i >= text.size()) return bad("the display name has no closing quote");
    text = trimmed(text.substr(i + 1));
    if (text.empty() || text.front() != '<') return bad("a quoted name needs <uri> behind it");
  }
  const auto open = text.find('<');
  if (open == std::string_view::npos) {
    out.uri = std::string(trimmed(text.substr(0, text.find_first_of(",;"))));
  } else {
    if (out.display.empty()) out.display = std::string(trimmed(text.substr(0, open)));
    const auto close = text.find('>', open);
    if (close == std::string_view::npos) return bad("the URI has no closing '>'");
    out.uri = std::string(text.substr(open + 1, close - open - 1));
  }
  auto uri = parse_uri(out.uri);
  if (!uri) return uri.error();
  return out;
}

std::string Credentials::param(std::string_view name) const {
  for (const auto& [key, value] : params)
    if (equals_ignoring_case(key, name)) return value;
  return {};
}

bool Message::supports(std::string_view feature) const {
  const auto has = [&](const std::string& item) { return equals_ignoring_case(item, feature); };
  return std::any_of(supported.begin(), supported.end(), has) || std::any_of(require.begin(), require.end(), has);
}

std::string return_route(const std::string& contact, const Source& source) {
  const auto uri = parse_uri(contact);
  if (!uri || source.ip.empty()) return {};
  if (source.transport != "tcp" && equals_ignoring_case(uri->host, source.ip)) return {};
  const std::string host = source.ip.find(':') == std::string::npos ? source.ip : "[" + source.ip + "]";
  return "sip:" + host + ":" + std::to_string(source.port) + ";transport=" + source.transport;
}

std::string header_safe(std::string_view text, std::size_t longest) {
  std::string out;
  for (const char c : text) {
    if (out.size() >= longest) break;
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) out += c;
  }
  return out;
}

}  // namespace tandem::sip
