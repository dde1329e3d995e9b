// What the engine wants done with legs.
#include "base/log.hpp"
#include "channels/voice/control.hpp"

namespace tandem {

void VoiceControl::perform(const Effect& effect) {
  std::visit([this](const auto& one) { apply(one); }, effect);
}

void VoiceControl::overloaded(LegId id) {
  if (VoiceLeg* leg = find(id)) drop(*leg, EndCause::overload);
}

void VoiceControl::apply(const AnswerLeg& effect) {
  VoiceLeg* leg = find(effect.leg);
  if (!leg || leg->kind != VoiceLeg::Kind::caller || leg->answered) return;
  const auto sdp = leg->offer.empty() ? offer_rtp(*leg) : answer_rtp(*leg, leg->offer);
  if (!sdp) {
    log::warn("voice.not_answered leg={} why=\"{}\"", leg->id.value, sdp.error().detail);
    return drop(*leg, EndCause::failed);
  }
  leg->answered = true;
  stack_->answer(leg->call, *sdp);
}

void VoiceControl::apply(const RejectLeg& effect) { hang_up(effect.leg, effect.cause); }
void VoiceControl::apply(const HangUpLeg& effect) { hang_up(effect.leg, effect.cause); }

void VoiceControl::hang_up(LegId id, EndCause cause) {
  VoiceLeg* leg = find(id);
  if (!leg) return;
  const sip::CallId call = leg->call;
  tell_browser_closed(*leg, cause);
  forget(*leg);  // first, so that the end of the call is not taken for news
  if (call) stack_->hang_up(call, q850_of(cause));
}

// --- playing ---

void VoiceControl::with_sounds(VoiceLeg& leg, const std::vector<Prompt>& prompts,
                               std::function<void(VoiceLeg&, PromptLibrary::Sounds)> act) {
  const std::uint64_t doing = ++leg.doing;
  prompts_->prepare(prompts, [this, mailbox = mailbox_, id = leg.id, doing, act](PromptLibrary::Sounds sounds) {
    mailbox->post(
        [this, id, doing, act, sounds = std::move(sounds)]() mutable {
          VoiceLeg* found = find(id);
          if (found && found->doing == doing) act(*found, std::move(sounds));
        },
        true);
  });
}

void VoiceControl::when_media_flows(VoiceLeg& leg, std::function<void()> act) {
  stack_->timers().cancel(leg.wait_up);
  leg.when_up = nullptr;
  if (!leg.is_browser() || leg.media_up) return act();
  leg.when_up = std::move(act);
  leg.wait_up = stack_->timers().after(options_.browser_media_wait_ms, [this, id = leg.id] {
    VoiceLeg* found = find(id);
    if (!found) return;
    found->wait_up = 0;
    if (found->when_up) std::exchange(found->when_up, nullptr)();
  });
}

void VoiceControl::apply(const PlayPrompts& effect) {
  VoiceLeg* leg = find(effect.leg);
  if (!leg || !leg->in_media) return;
  leg->action = effect.action;
  with_sounds(*leg, effect.prompts, [this, action = effect.action](VoiceLeg& ready, PromptLibrary::Sounds sounds) {
    if (sounds.empty()) {
      ready.action = {};
      submit(PlaybackFinished{ready.id, action});
      return;
    }
    when_media_flows(ready, [this, id = ready.id, action, sounds = std::move(sounds)] {
      VoiceLeg* now = find(id);
      if (!now || now->action != action) return;
      check(media_->set_background(now->media_id(), nullptr), *now, "music");
      check(media_->play(now->media_id(), {action.value, sounds, false, false}), *now, "play");
    });
  });
}

void VoiceControl::apply(const CollectDigits& effect) {
  VoiceLeg* leg = find(effect.leg);
  if (!leg || !leg->in_media) return;
  leg->action = effect.action;
  media::CollectRequest request;
  request.request = effect.action.value;
  request.min_digits = effect.min;
  request.max_digits = effect.max;
  request.terminators = effect.terminators;
  request.first_digit_timeout_ms = effect.first_digit_ms;
  request.inter_digit_timeout_ms = effect.inter_digit_ms;
  request.secret = effect.secret;
  with_sounds(*leg, effect.prompts, [this, request](VoiceLeg& ready, PromptLibrary::Sounds sounds) mutable {
    request.sounds = std::move(sounds);
    when_media_flows(ready, [this, id = ready.id, request = std::move(request)] {
      VoiceLeg* now = find(id);
      if (!now || now->action.value != request.request) return;
      check(media_->set_background(now->media_id(), nullptr), *now, "music");
      check(media_->play_and_collect(now->media_id(), request), *now, "collect");
    });
  });
}

void VoiceControl::apply(const PlayMusic& effect) {
  VoiceLeg* leg = find(effect.leg);
  if (!leg || !leg->in_media) return;
  leg->action = {};
  leg->when_up = nullptr;
  const std::uint64_t doing = ++leg->doing;
  prompts_->music(effect.music, [this, mailbox = mailbox_, id = leg->id, doing](media::SoundPtr sound) {
    mailbox->post(
        [this, id, doing, sound] {
          VoiceLeg* found = find(id);
          if (!found || found->doing != doing) return;
          check(media_->stop_playing(found->media_id()), *found, "stop");
          check(media_->set_background(found->media_id(), sound), *found, "music");
        },
        true);
  });
}

void VoiceControl::quiet(VoiceLeg& leg) {
  leg.action = {};
  leg.when_up = nullptr;
  ++leg.doing;
  if (!leg.in_media) return;
  check(media_->stop_playing(leg.media_id()), leg, "stop");
  check(media_->set_background(leg.media_id(), nullptr), leg, "music");
}

void VoiceControl::apply(const StopPlayback& effect) {
  if (VoiceLeg* leg = find(effect.leg)) quiet(*leg);
}

// --- agents and bridges ---

void VoiceControl::apply(const DialAgent& effect) {
  if (find(effect.leg)) return;
  const bool browser = effect.phone == PhoneKind::browser;
  VoiceLeg& leg = add(effect.leg, browser ? VoiceLeg::Kind::agent_browser : VoiceLeg::Kind::phone);
  leg.agent = effect.agent;
  leg.conversation = effect.conversation;
  leg.reservation = effect.reservation;
  if (!browser) {
    if (!dial_phone(leg, effect)) end(leg, EndCause::unreachable);
    return;
  }
  // The leg is known to the media at once: it may be bridged before its browser has negotiated.
  if (auto added = media_->add_leg(leg.media_id(), effect.conversation.value); !added) {
    log::error("voice.no_media leg={} why=\"{}\"", leg.id.value, added.error().detail);
    return end(leg, EndCause::failed);
  }
  leg.in_media = true;
  if (listener_.wanted) listener_.wanted(effect.agent, effect.leg, effect.conversation, effect.reservation);
}

void VoiceControl::apply(const Bridge& effect) {
  VoiceLeg* customer = find(effect.customer);
  VoiceLeg* agent = find(effect.agent);
  if (!customer || !agent) return;
  quiet(*customer);
  quiet(*agent);
  customer->bridged = agent->bridged = true;
  check(media_->bridge(customer->media_id(), agent->media_id()), *customer, "bridge");
  for (VoiceLeg* leg : {customer, agent})
    if (leg->is_browser() && !leg->media_up) await_transport(*leg);
}

void VoiceControl::apply(const Unbridge& effect) {
  for (const LegId id : {effect.customer, effect.agent}) {
    VoiceLeg* leg = find(id);
    if (!leg || !leg->in_media) continue;
    leg->bridged = false;
    check(media_->hear(leg->media_id(), {}), *leg, "unbridge");
  }
}

void VoiceControl::apply(const HoldLeg& effect) {
  VoiceLeg* customer = find(effect.customer);
  if (!customer || !customer->in_media) return;
  const std::uint64_t doing = ++customer->doing;
  if (!effect.on) return check(media_->retrieve(customer->media_id()), *customer, "retrieve");
  prompts_->music(effect.music, [this, mailbox = mailbox_, id = customer->id, doing](media::SoundPtr sound) {
    mailbox->post(
        [this, id, doing, sound] {
          VoiceLeg* found = find(id);
          if (found && found->doing == doing) check(media_->hold(found->media_id(), sound), *found, "hold");
        },
        true);
  });
}

void VoiceControl::apply(const MuteLeg& effect) {
  VoiceLeg* leg = find(effect.leg);
  if (leg && leg->in_media) check(media_->set_muted(leg->media_id(), effect.on), *leg, "mute");
}

void VoiceControl::apply(const SendDigits& effect) {
  VoiceLeg* leg = find(effect.leg);
  if (leg && leg->in_media) check(media_->send_digits(leg->media_id(), effect.digits), *leg, "digits");
}

void VoiceControl::apply(const StartRecording& effect) {
  VoiceLeg* customer = find(effect.customer);
  if (!customer || !customer->in_media) return;
  media::RecordRequest request;
  request.recording = effect.recording.value;
  request.customer_side = {customer->media_id()};
  request.agent_side = {media::LegId{effect.agent.value}};
  recordings_[effect.recording] = effect.customer;
  check(media_->start_recording(customer->media_id(), request), *customer, "record");
}

void VoiceControl::apply(const StopRecording& effect) {
  const auto found = recordings_.find(effect.recording);
  if (found == recordings_.end()) return;
  VoiceLeg* leg = find(found->second);
  recordings_.erase(found);
  if (leg && leg->in_media) check(media_->stop_recording(leg->media_id()), *leg, "stop_recording");
}

}  // namespace tandem
