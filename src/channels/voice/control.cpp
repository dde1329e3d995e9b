#include "channels/voice/control.hpp"

#include "base/log.hpp"

namespace tandem {

VoiceControl::VoiceControl(VoiceOptions options, VoiceSurroundings around, std::shared_ptr<sip::Mailbox> mailbox)
    : options_(std::move(options)), around_(std::move(around)), mailbox_(std::move(mailbox)) {}

void VoiceControl::attach(sip::Stack& stack, media::Engine& media, PromptLibrary& prompts) {
  stack_ = &stack;
  media_ = &media;
  prompts_ = &prompts;
}

void VoiceControl::configure(ConfigurationPtr configuration) {
  std::vector<sip::Trunk> trunks;
  for (const auto& trunk : configuration->trunks) {
    sip::Trunk one{trunk.name, {}};
    for (const auto& range : trunk.from) {
      auto parsed = sip::Cidr::parse(range);
      if (parsed)
        one.from.push_back(*parsed);
      else
        log::error("voice.trunk_ignored trunk={} why=\"{}\"", trunk.name, parsed.error().detail);
    }
    trunks.push_back(std::move(one));
  }
  stack_->set_trunks(std::move(trunks));
  configuration_ = std::move(configuration);
}

VoiceLeg* VoiceControl::find(LegId leg) {
  const auto found = legs_.find(leg);
  return found == legs_.end() ? nullptr : &found->second;
}

VoiceLeg* VoiceControl::find(sip::CallId call) {
  const auto found = by_call_.find(call);
  return found == by_call_.end() ? nullptr : find(found->second);
}

VoiceLeg& VoiceControl::add(LegId id, VoiceLeg::Kind kind) {
  VoiceLeg leg;
  leg.id = id;
  leg.kind = kind;
  leg.rtp.session_id = static_cast<std::uint64_t>(id.value);
  leg_count_ = legs_.size() + 1;
  return legs_.insert_or_assign(id, std::move(leg)).first->second;
}

void VoiceControl::forget(VoiceLeg& leg) {
  const LegId id = leg.id;
  auto& timers = stack_->timers();
  timers.cancel(leg.reconnect);
  timers.cancel(leg.wait_up);
  timers.cancel(leg.announce);
  if (leg.in_media) media_->remove_leg(leg.media_id());
  if (leg.call) by_call_.erase(leg.call);
  std::erase_if(recordings_, [&](const auto& entry) { return entry.second == id; });
  announcing_.erase(id);
  legs_.erase(id);
  leg_count_ = legs_.size();
}

void VoiceControl::tell_browser_closed(const VoiceLeg& leg, EndCause cause) {
  if (leg.kind == VoiceLeg::Kind::agent_browser && listener_.closed) listener_.closed(leg.agent, leg.id, cause);
  if (leg.kind == VoiceLeg::Kind::visitor_browser && listener_.visitor_closed)
    listener_.visitor_closed(leg.contact, leg.id, cause);
}

void VoiceControl::end(VoiceLeg& leg, EndCause cause) {
  tell_browser_closed(leg, cause);
  const LegId id = leg.id;
  const bool announced = !announcing_.contains(id);
  forget(leg);
  if (announced) submit(LegEnded{id, cause});
}

void VoiceControl::drop(VoiceLeg& leg, EndCause cause) {
  const sip::CallId call = leg.call;
  end(leg, cause);
  if (call) stack_->hang_up(call, q850_of(cause));
}

bool VoiceControl::submit(Stimulus stimulus) { return around_.engine.submit(std::move(stimulus)); }

void VoiceControl::check(const Result<void>& result, const VoiceLeg& leg, const char* what) {
  if (!result) log::warn("voice.{} leg={} why=\"{}\"", what, leg.id.value, result.error().detail);
}

}  // namespace tandem
