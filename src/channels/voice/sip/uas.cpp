#include "channels/voice/sip/uas.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "channels/voice/sip/causes.hpp"

namespace tandem::sip {
namespace {

constexpr const char* sdp_type = "application/sdp";
constexpr std::size_t longest_party = 64;

bool scheme_served(const Message& request) {
  const auto colon = request.request_uri.find(':');
  const auto scheme = std::string_view(request.request_uri).substr(0, colon);
  return equals_ignoring_case(scheme, "sip") || equals_ignoring_case(scheme, "sips") ||
         equals_ignoring_case(scheme, "tel");
}

Headers unsupported_features(const Message& request) {
  std::string unsupported;
  for (const auto& feature : request.require)
    if (!equals_ignoring_case(feature, "timer")) unsupported += (unsupported.empty() ? "" : ", ") + feature;
  if (unsupported.empty()) return {};
  return {{"Unsupported", header_safe(unsupported)}};
}

bool accepts_sdp(const Message& request) {
  return request.accept.empty() || std::any_of(request.accept.begin(), request.accept.end(), [](const auto& type) {
           return equals_ignoring_case(type, sdp_type) || equals_ignoring_case(type, "application/*") || type == "*/*";
         });
}

// RFC 3261 §8.2.3 and 20.1; 0 when the body can be read.
int content_refusal(const Message& request, Headers& headers) {
  if (!request.content_encoding.empty() && !equals_ignoring_case(request.content_encoding, "identity")) {
    headers = {{"Accept-Encoding", "identity"}};
    return 415;
  }
  if (!request.body.empty() && !equals_ignoring_case(request.content_type, sdp_type)) {
    headers = {{"Accept", sdp_type}};
    return 415;
  }
  return accepts_sdp(request) ? 0 : 406;
}

// The target that ACKed requests would go to must be sip: (the Contact that killed other stacks was tel:). An INVITE
// of RFC 2543 may have none; then From takes its place.
bool target_usable(const Message& request) {
  if (request.contact_star || request.contacts.size() > 1) return false;
  const auto uri = parse_uri(request.contacts.empty() ? request.from.uri : request.contacts.front().uri);
  return uri && uri->is_sip();
}

std::string printable(std::string text) {
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (text.size() > longest_party) text.resize(longest_party);
  return text;
}

std::string party(const std::string& uri_text) {
  const auto uri = parse_uri(uri_text);
  if (!uri) return {};
  std::string user = uri->plain_user();
  user = printable(user.substr(0, user.find(';')));
  return user == "anonymous" || user == "unknown" ? std::string() : user;
}

}  // namespace

Parties parties_of(const Message& invite, bool trusted) {
  Parties out;
  out.dialled = party(invite.request_uri);
  out.caller = party(invite.from.uri);
  out.caller_name = printable(invite.from.display);
  if (!trusted) return out;
  for (const auto& value : invite.asserted_identity) {
    const auto identity = parse_name_addr(value);
    if (!identity || party(identity->uri).empty()) continue;
    out.caller = party(identity->uri);
    if (!identity->display.empty()) out.caller_name = printable(identity->display);
    break;
  }
  return out;
}

Uas::Uas(const StackOptions& options, SecretLookup lookup, Hooks hooks)
    : registrar_(options.registrar),
      throttle_(options.throttle),
      digest_({options.realm, options.nonce_lifetime_ms, 16'384}),
      lookup_(std::move(lookup)),
      hooks_(std::move(hooks)),
      max_lookups_(options.max_lookups) {}

void Uas::receive(ServerTransaction request) {
  const Message& message = request.request();
  const std::string& method = message.method;
  if (method == "ACK") return;
  const bool served = method == "INVITE" || method == "OPTIONS" || method == "REGISTER";
  if (!is_known_method(method)) return request.reply(501, {{{"Allow", allowed_methods}}, {}, {}});
  // RFC 3261 §12.2.2: a To tag names a dialog, and we have none like it.
  if (!message.to.tag.empty() || method == "BYE" || method == "CANCEL" || method == "INFO" || method == "PRACK")
    return request.reply(481);
  if (!served) return request.reply(405, {{{"Allow", allowed_methods}}, {}, {}});
  if (!scheme_served(message)) return request.reply(416);
  if (hooks_.is_ours(message.call_id)) return request.reply(482);  // our own request came back
  if (method == "REGISTER") return on_register(std::move(request));
  if (method == "INVITE") return on_invite(std::move(request));
  if (Headers unsupported = unsupported_features(message); !unsupported.empty())
    return request.reply(420, {std::move(unsupported), {}, {}});
  request.reply(200, {{{"Allow", allowed_methods}, {"Accept", sdp_type}, {"Supported", "timer"}}, {}, {}});
}

// --- authentication ---

void Uas::challenge(ServerTransaction& request, bool stale) {
  Content content;
  for (auto& value : digest_.challenges(request.request().source.ip, Timers::now_ms(), stale))
    content.headers.emplace_back("WWW-Authenticate", std::move(value));
  request.reply(401, content);
}

void Uas::authenticate(ServerTransaction request, Proven then) {
  const Message& message = request.request();
  const std::int64_t now = Timers::now_ms();
  if (throttle_.blocked(message.source.ip, now)) {
    log::warn("sip.auth_blocked source={}", message.source.ip);
    return request.reply(403);
  }
  auto claim = digest_.read(message.authorization, message.source.ip, now);
  if (claim.verdict == DigestVerdict::missing) claim = digest_.read(message.proxy_authorization, message.source.ip, now);
  if (claim.verdict != DigestVerdict::accepted) return challenge(request, claim.verdict == DigestVerdict::stale);
  if (waiting_.size() >= max_lookups_) return request.reply(503, {{{"Retry-After", "5"}}, {}, {}});
  const std::uint64_t ticket = ++last_ticket_;
  const std::string user = claim.user;
  waiting_.emplace(ticket, Waiting{std::move(request), std::move(claim), then});
  // The request stays here: it may only die on this thread, whatever becomes of the answer.
  lookup_(user, [this, ticket, post = hooks_.post](std::optional<DigestSecret> secret) {
    post([this, ticket, secret = std::move(secret)] { conclude(ticket, secret); });
  });
}

void Uas::conclude(std::uint64_t ticket, const std::optional<DigestSecret>& secret) {
  auto held = waiting_.extract(ticket);
  if (held.empty()) return;
  auto& [request, claim, then] = held.mapped();
  const Message& message = request.request();
  switch (digest_.prove(claim, secret, message.method)) {
    case DigestVerdict::accepted:
      throttle_.succeeded(message.source.ip);
      return (this->*then)(std::move(request), claim.user);
    case DigestVerdict::refused:
      throttle_.failed(message.source.ip, Timers::now_ms());
      log::warn("sip.auth_failed source={} method={}", message.source.ip, message.method);
      return request.reply(403);
    case DigestVerdict::missing:
    case DigestVerdict::stale:
      return challenge(request, true);
  }
}

// --- REGISTER ---

void Uas::on_register(ServerTransaction request) { authenticate(std::move(request), &Uas::on_proven_register); }

void Uas::on_proven_register(ServerTransaction request, const std::string& user) {
  const Message& message = request.request();
  if (Headers unsupported = unsupported_features(message); !unsupported.empty())
    return request.reply(420, {std::move(unsupported), {}, {}});
  const auto record = parse_uri(message.to.uri);
  if (!record || record->plain_user() != user) return request.reply(403);
  const auto answer = registrar_.handle(user, message, Timers::now_ms());
  request.reply(answer.status, {answer.headers, {}, {}});
  if (answer.reachable_changed)
    hooks_.reachable(user, !registrar_.bindings(user, Timers::now_ms()).empty());
}

// --- INVITE ---

void Uas::on_invite(ServerTransaction request) {
  if (const Trunk* trunk = trunk_of(trunks_, request.request().source.ip))
    return admit(std::move(request), trunk->name, {});
  authenticate(std::move(request), &Uas::on_proven_invite);
}

void Uas::on_proven_invite(ServerTransaction request, const std::string& user) {
  admit(std::move(request), {}, user);
}

void Uas::admit(ServerTransaction request, const std::string& trunk, const std::string& device) {
  const Message& message = request.request();
  if (Headers unsupported = unsupported_features(message); !unsupported.empty())
    return request.reply(420, {std::move(unsupported), {}, {}});
  Headers headers;
  if (const int status = content_refusal(message, headers); status != 0)
    return request.reply(status, {std::move(headers), {}, {}});
  if (!target_usable(message)) return request.reply(400);
  if (hooks_.full()) return request.reply(503, {{{"Retry-After", "5"}}, {}, {}});
  Parties parties = parties_of(message, !trunk.empty());
  if (!device.empty()) parties.caller = device;
  IncomingCall call{{},           trunk,        device, parties.caller, parties.caller_name, parties.dialled,
                    message.body, message.source};
  hooks_.invited(std::move(request), std::move(call));
}

}  // namespace tandem::sip
