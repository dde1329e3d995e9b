// Legs whose far end is a browser: its SDP comes over the person's own socket.
#include "base/log.hpp"
#include "channels/voice/control.hpp"

namespace tandem {
namespace {

constexpr std::size_t longest_sdp = 64 * 1024;
constexpr const char* browser_descriptor = R"({"version":1,"kind":"browser"})";

}  // namespace

Failure VoiceControl::refused(telephony_errc code, std::string detail) const {
  return fail(make_error_code(code), std::move(detail));
}

// The offer is tried on paper first: one that cannot be answered must not cost a live leg its transport.
Result<std::string> VoiceControl::negotiate(VoiceLeg& leg, const std::string& sdp) {
  if (sdp.size() > longest_sdp) return refused(telephony_errc::bad_sdp, "the session description is too long");
  const auto offer = media::sdp::parse(sdp);
  if (!offer) return refused(telephony_errc::bad_sdp, offer.error().detail);
  media::sdp::BrowserSession session;
  session.session_id = static_cast<std::uint64_t>(leg.id.value);
  session.session_version = ++leg.browser_version;
  session.local = {"user", "password-of-no-transport", media_->fingerprint(), {}};
  if (auto possible = media::sdp::browser_answer(*offer, session); !possible)
    return refused(telephony_errc::bad_sdp, possible.error().detail);
  leg.media_up = false;
  auto local = media_->open_browser(leg.media_id());
  if (!local) return refused(telephony_errc::unavailable, local.error().detail);
  session.local = std::move(*local);
  auto answer = media::sdp::browser_answer(*offer, session);
  if (!answer) return refused(telephony_errc::bad_sdp, answer.error().detail);
  if (auto set = media_->set_browser_peer(leg.media_id(), answer->peer); !set)
    return refused(telephony_errc::overloaded, set.error().detail);
  leg.descriptor = browser_descriptor;
  if (leg.answered || leg.bridged) await_transport(leg);
  return std::move(answer->text);
}

void VoiceControl::await_transport(VoiceLeg& leg) {
  if (leg.reconnect != 0) return;
  leg.reconnect = stack_->timers().after(options_.reconnect_ms, [this, id = leg.id] {
    VoiceLeg* found = find(id);
    if (!found) return;
    found->reconnect = 0;
    log::info("voice.browser_lost leg={}", id.value);
    end(*found, EndCause::connection_lost);
  });
}

Result<std::string> VoiceControl::agent_offer(AgentId agent, LegId id, const std::string& sdp) {
  VoiceLeg* leg = find(id);
  if (!leg) return refused(telephony_errc::unknown_leg, "this call is over");
  if (leg->kind != VoiceLeg::Kind::agent_browser || leg->agent != agent)
    return refused(telephony_errc::wrong_owner, "this call belongs to somebody else");
  return negotiate(*leg, sdp);
}

Result<std::pair<LegId, std::string>> VoiceControl::visitor_call(const BrowserCall& call, const std::string& sdp) {
  if (legs_.size() >= options_.max_legs) return refused(telephony_errc::overloaded, "too many calls");
  if (!find_by_id(configuration_->numbers, call.number))
    return refused(telephony_errc::unavailable, "this site has no number to call");
  VoiceLeg& leg = add(around_.ids.next<LegId>(), VoiceLeg::Kind::visitor_browser);
  leg.contact = call.contact;
  leg.answered = true;
  const auto added = media_->add_leg(leg.media_id(), leg.id.value);
  leg.in_media = added.has_value();
  auto answer = added ? negotiate(leg, sdp)
                      : Result<std::string>(refused(telephony_errc::overloaded, added.error().detail));
  if (!answer) {
    forget(leg);
    return answer.error();
  }
  CallArrived arrived;
  arrived.leg = leg.id;
  arrived.number = call.number;
  arrived.site = call.site;
  arrived.contact = call.contact;
  arrived.customer = call.customer;
  arrived.tier = call.tier;
  arrived.language = call.language;
  arrived.traits = call.traits;
  arrived.descriptor = leg.descriptor;
  const LegId id = leg.id;
  if (!submit(std::move(arrived))) {
    forget(leg);
    return refused(telephony_errc::overloaded, "too many calls");
  }
  log::info("voice.visitor_call leg={} site={}", id.value, call.site.value);
  return std::pair(id, std::move(*answer));
}

Result<std::string> VoiceControl::visitor_offer(const Private& contact, LegId id, const std::string& sdp) {
  VoiceLeg* leg = find(id);
  if (!leg) return refused(telephony_errc::unknown_leg, "this call is over");
  if (leg->kind != VoiceLeg::Kind::visitor_browser || leg->contact.text != contact.text)
    return refused(telephony_errc::wrong_owner, "this call belongs to somebody else");
  return negotiate(*leg, sdp);
}

void VoiceControl::visitor_hang_up(const Private& contact, LegId id) {
  VoiceLeg* leg = find(id);
  if (leg && leg->kind == VoiceLeg::Kind::visitor_browser && leg->contact.text == contact.text)
    end(*leg, EndCause::hang_up);
}

void VoiceControl::visitor_digits(const Private& contact, LegId id, const std::string& digits) {
  VoiceLeg* leg = find(id);
  if (!leg || leg->kind != VoiceLeg::Kind::visitor_browser || leg->contact.text != contact.text) return;
  check(media_->press_digits(leg->media_id(), digits), *leg, "press");
}

}  // namespace tandem
