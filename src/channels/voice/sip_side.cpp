// Calls over SIP: callers, agents' phones, and their sessions.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "base/log.hpp"
#include "base/phone.hpp"
#include "base/places/china.hpp"
#include "channels/voice/control.hpp"

namespace tandem {
namespace {

namespace asio = boost::asio;

using KnownDone = std::function<void(std::optional<KnownCustomer>)>;
using DeviceDone = std::function<void(std::optional<DeviceSecret>)>;

asio::awaitable<void> ask_directory(Directory& directory, std::string e164, KnownDone done) {
  auto answer = co_await directory.find_by_phone(std::move(e164));
  if (!answer) log::warn("voice.directory why=\"{}\"", answer.error().detail);
  done(answer ? std::move(*answer) : std::nullopt);
}

asio::awaitable<void> ask_devices(DeviceDirectory& devices, std::string user, DeviceDone done) {
  auto answer = co_await devices.find_device(std::move(user));
  if (!answer) log::warn("voice.devices why=\"{}\"", answer.error().detail);
  done(answer ? std::move(*answer) : std::nullopt);
}

template <class Done>
auto or_nothing(Done done) {
  return [done](std::exception_ptr failed) {
    if (failed) done(std::nullopt);
  };
}

// Whether we could answer this offer; nothing is opened.
bool can_answer(const std::string& offer) {
  if (offer.empty()) return true;
  const auto parsed = media::sdp::parse(offer);
  media::sdp::RtpLocal local;
  local.address = "127.0.0.1";
  local.port = 9;
  return parsed && media::sdp::rtp_answer(*parsed, local);
}

}  // namespace

void VoiceControl::find_secret(const std::string& user, sip::SecretDone done) {
  DeviceDone found = [done](std::optional<DeviceSecret> device) {
    if (!device) return done(std::nullopt);
    done(sip::DigestSecret{device->secret, {}, {}});
  };
  asio::co_spawn(around_.executor, ask_devices(around_.devices, user, found), or_nothing(found));
}

const Number* VoiceControl::number_of(const std::string& dialled) const {
  const auto same = [&](const Number& number) {
    return number.number == dialled || "+" + number.number == dialled || number.number == "+" + dialled;
  };
  const auto found = std::find_if(configuration_->numbers.begin(), configuration_->numbers.end(), same);
  return found == configuration_->numbers.end() ? nullptr : &*found;
}

void VoiceControl::on_incoming(const sip::IncomingCall& call) {
  const Number* number = number_of(call.dialled);
  if (!number) return stack_->reject(call.call, 404);
  if (legs_.size() >= options_.max_legs) return stack_->reject(call.call, 503, {{"Retry-After", "5"}});
  if (!can_answer(call.offer)) return stack_->reject(call.call, 488);
  VoiceLeg& leg = add(around_.ids.next<LegId>(), VoiceLeg::Kind::caller);
  leg.call = call.call;
  leg.peer_ip = call.source.ip;
  leg.offer = call.offer;
  by_call_[call.call] = leg.id;
  const auto phone = parse_phone(call.caller, configuration_->default_region);
  leg.contact.text = phone ? phone->e164 : call.caller;
  CallArrived arrived;
  arrived.leg = leg.id;
  arrived.number = number->id;
  for (const auto& trunk : configuration_->trunks)
    if (trunk.name == call.trunk) arrived.trunk = trunk.id;
  arrived.contact = leg.contact;
  if (phone) arrived.traits.region = region_of_number(phone->e164);
  log::info("voice.call_arrived leg={} number={} from={}", leg.id.value, number->number, log::masked(leg.contact.text));
  announcing_[leg.id] = std::move(arrived);
  if (!phone) return announce(leg.id, announcing_[leg.id]);
  look_caller_up(leg.id, phone->e164);
}

void VoiceControl::look_caller_up(LegId id, const std::string& e164) {
  // Whoever is first, the answer or the clock, announces the call.
  find(id)->announce = stack_->timers().after(options_.directory_timeout_ms, [this, id] {
    if (VoiceLeg* leg = find(id)) leg->announce = 0;
    if (const auto waiting = announcing_.find(id); waiting != announcing_.end()) announce(id, waiting->second);
  });
  KnownDone known = [this, mailbox = mailbox_, id](std::optional<KnownCustomer> customer) {
    mailbox->post(
        [this, id, customer = std::move(customer)] {
          const auto waiting = announcing_.find(id);
          if (waiting == announcing_.end()) return;
          CallArrived arrived = waiting->second;
          if (customer) {
            arrived.customer = customer->customer;
            arrived.tier = customer->tier;
            arrived.language = customer->language;
            auto region = std::move(arrived.traits.region);
            arrived.traits = customer->traits;
            if (arrived.traits.region.empty()) arrived.traits.region = std::move(region);
          }
          announce(id, std::move(arrived));
        },
        true);
  };
  asio::co_spawn(around_.executor, ask_directory(around_.directory, e164, known), or_nothing(known));
}

void VoiceControl::announce(LegId id, CallArrived arrived) {
  announcing_.erase(id);
  VoiceLeg* leg = find(id);
  if (!leg) return;
  stack_->timers().cancel(leg->announce);
  if (submit(std::move(arrived))) return;
  const sip::CallId call = leg->call;
  forget(*leg);
  stack_->reject(call, 503, {{"Retry-After", "5"}});
}

// --- agents' phones ---

bool VoiceControl::dial_phone(VoiceLeg& leg, const DialAgent& effect) {
  sip::Dial dial;
  dial.uri = effect.contact;
  dial.from = effect.caller.text;
  dial.auto_answer = effect.auto_answer;
  if (dial.uri.empty()) {
    const auto bindings = stack_->bindings(effect.device);
    if (bindings.empty()) return false;
    dial.uri = bindings.front().contact;
    dial.route = sip::return_route(bindings.front().contact, bindings.front().source);
    leg.peer_ip = bindings.front().source.ip;
  } else if (const auto uri = sip::parse_uri(dial.uri)) {
    leg.peer_ip = uri->host;
  }
  auto offer = offer_rtp(leg);
  if (!offer) {
    log::error("voice.no_media leg={} why=\"{}\"", leg.id.value, offer.error().detail);
    return false;
  }
  dial.offer = std::move(*offer);
  const auto call = stack_->dial(std::move(dial));
  if (!call) {
    log::warn("voice.not_dialled agent={} why=\"{}\"", effect.agent.value, call.error().detail);
    return false;
  }
  leg.call = *call;
  by_call_[*call] = leg.id;
  return true;
}

void VoiceControl::on_ringing(sip::CallId call, const std::string&) {
  if (const VoiceLeg* leg = find(call)) submit(LegRinging{leg->id});
}

void VoiceControl::on_answered(sip::CallId call, const std::string& sdp) {
  VoiceLeg* leg = find(call);
  if (!leg) return stack_->hang_up(call, 16);
  if (auto accepted = accept_rtp(*leg, sdp); !accepted) {
    log::warn("voice.bad_answer leg={} why=\"{}\"", leg->id.value, accepted.error().detail);
    return drop(*leg, EndCause::failed);
  }
  leg->answered = true;
  if (!submit(LegAnswered{leg->id, leg->descriptor})) drop(*leg, EndCause::overload);
}

void VoiceControl::on_confirmed(sip::CallId call, const std::string& sdp) {
  VoiceLeg* leg = find(call);
  if (!leg || !leg->offer.empty()) return;  // its offer came with the INVITE
  if (auto accepted = accept_rtp(*leg, sdp); !accepted) drop(*leg, EndCause::failed);
}

std::optional<std::string> VoiceControl::on_offer(sip::CallId call, const std::string& sdp) {
  VoiceLeg* leg = find(call);
  if (!leg) return std::nullopt;
  ++leg->rtp.session_version;
  auto answer = answer_rtp(*leg, sdp);
  if (answer) return std::move(*answer);
  log::warn("voice.offer_refused leg={} why=\"{}\"", leg->id.value, answer.error().detail);
  return std::nullopt;
}

void VoiceControl::on_offer_answered(sip::CallId call, const std::string& sdp) {
  VoiceLeg* leg = find(call);
  if (!leg || sdp.empty()) return;
  check(accept_rtp(*leg, sdp), *leg, "offer_answer");
}

void VoiceControl::on_digit(sip::CallId call, char digit) {
  VoiceLeg* leg = find(call);
  if (leg && leg->in_media) check(media_->press_digits(leg->media_id(), std::string(1, digit)), *leg, "press");
}

void VoiceControl::on_described(sip::CallId call, const sip::DialogDescription& dialog) {
  VoiceLeg* leg = find(call);
  if (!leg) return;
  leg->descriptor = dialog.text();
  // Of a phone that is being picked up, LegAnswered carries it.
  if (leg->answered) submit(LegDescribed{leg->id, leg->descriptor});
}

void VoiceControl::on_ended(sip::CallId call, const sip::Ended& why) {
  VoiceLeg* leg = find(call);
  if (!leg) return;
  leg->call = {};
  by_call_.erase(call);
  end(*leg, cause_of(why, leg->answered));
}

void VoiceControl::on_reachable(const std::string& device, bool reachable) {
  log::info("voice.device device={} reachable={}", device, reachable);
}

// --- sessions ---

Result<void> VoiceControl::open_rtp(VoiceLeg& leg) {
  if (leg.in_media) return {};
  const std::int64_t affinity = leg.conversation ? leg.conversation.value : leg.id.value;
  if (auto added = media_->add_leg(leg.media_id(), affinity); !added) return added.error();
  leg.in_media = true;
  auto port = media_->open_rtp(leg.media_id());
  if (!port) return port.error();
  leg.rtp.port = *port;
  leg.rtp.address = media_address(leg.peer_ip);
  return {};
}

const std::string& VoiceControl::media_address(const std::string& peer_ip) {
  constexpr std::int64_t kept_ms = 10'000;
  constexpr std::size_t most = 1000;
  const std::int64_t now = sip::Timers::now_ms();
  const auto found = addresses_.find(peer_ip);
  if (found != addresses_.end() && now - found->second.second < kept_ms) return found->second.first;
  if (addresses_.size() >= most) addresses_.clear();
  return (addresses_[peer_ip] = {media_->address_towards(peer_ip), now}).first;
}

Result<std::string> VoiceControl::answer_rtp(VoiceLeg& leg, const std::string& offer) {
  const auto parsed = media::sdp::parse(offer);
  if (!parsed) return parsed.error();
  if (auto opened = open_rtp(leg); !opened) return opened.error();
  auto answer = media::sdp::rtp_answer(*parsed, leg.rtp);
  if (!answer) return answer.error();
  if (auto set = media_->set_rtp_peer(leg.media_id(), answer->peer); !set) return set.error();
  return std::move(answer->text);
}

Result<std::string> VoiceControl::offer_rtp(VoiceLeg& leg) {
  if (auto opened = open_rtp(leg); !opened) return opened.error();
  return media::sdp::rtp_offer(leg.rtp);
}

Result<void> VoiceControl::accept_rtp(VoiceLeg& leg, const std::string& answer) {
  const auto parsed = media::sdp::parse(answer);
  if (!parsed) return parsed.error();
  const auto peer = media::sdp::rtp_accept(leg.rtp, *parsed);
  if (!peer) return peer.error();
  return media_->set_rtp_peer(leg.media_id(), *peer);
}

}  // namespace tandem
