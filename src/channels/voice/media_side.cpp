// What the media engine reports.
#include "base/log.hpp"
#include "channels/voice/control.hpp"

namespace tandem {
namespace {

CollectEnd end_of(media::CollectEnd why) {
  switch (why) {
    case media::CollectEnd::enough:
    case media::CollectEnd::terminated:
    case media::CollectEnd::timed_out: return CollectEnd::complete;
    case media::CollectEnd::too_few: return CollectEnd::too_short;
    case media::CollectEnd::no_input: return CollectEnd::no_input;
    case media::CollectEnd::stopped:
    case media::CollectEnd::leg_removed: return CollectEnd::stopped;
  }
  return CollectEnd::stopped;
}

}  // namespace

// On the courier thread. Seconds of recordings go straight to their writer; everything else to the SIP thread.
void VoiceControl::receive(media::Event&& event) {
  if (const auto* chunk = std::get_if<media::RecordingChunk>(&event)) {
    std::string bytes(chunk->bytes.begin(), chunk->bytes.end());
    if (!around_.record(RecordingId{chunk->recording}, static_cast<int>(chunk->sequence), std::move(bytes)))
      log::error("voice.recording_second_lost recording={} second={}", chunk->recording, chunk->sequence);
    return;
  }
  mailbox_->post([this, event = std::move(event)] { std::visit([this](const auto& one) { handle(one); }, event); }, true);
}

void VoiceControl::handle(const media::PlayFinished& event) {
  VoiceLeg* leg = find(LegId{event.leg.value});
  if (!leg || leg->action.value != event.request) return;
  if (event.why != media::PlayEnd::finished && event.why != media::PlayEnd::barged_in) return;
  const ActionId action = std::exchange(leg->action, {});
  submit(PlaybackFinished{leg->id, action});
}

void VoiceControl::handle(const media::DigitsCollected& event) {
  VoiceLeg* leg = find(LegId{event.leg.value});
  if (!leg || leg->action.value != event.request) return;
  const ActionId action = std::exchange(leg->action, {});
  DigitsCollected collected;
  collected.leg = leg->id;
  collected.action = action;
  collected.digits.text = event.digits.value;
  collected.end = end_of(event.why);
  submit(std::move(collected));
}

void VoiceControl::handle(const media::MediaUp& event) {
  VoiceLeg* leg = find(LegId{event.leg.value});
  if (!leg) return;
  leg->media_up = true;
  stack_->timers().cancel(leg->reconnect);
  if (leg->kind == VoiceLeg::Kind::agent_browser) {
    const bool first = !std::exchange(leg->answered, true);
    const bool taken = first ? submit(LegAnswered{leg->id, leg->descriptor})
                             : event.resumed || submit(LegDescribed{leg->id, leg->descriptor});
    if (!taken && first) return drop(*leg, EndCause::overload);
  }
  stack_->timers().cancel(leg->wait_up);
  if (leg->when_up) std::exchange(leg->when_up, nullptr)();
}

// A caller who never sent anything (a test, a one-way phone) may stay; one who was heard and fell silent is gone.
void VoiceControl::handle(const media::MediaLost& event) {
  VoiceLeg* leg = find(LegId{event.leg.value});
  if (!leg || !leg->media_up) return;
  leg->media_up = false;
  log::info("voice.media_silent leg={} for_ms={}", leg->id.value, event.silent_ms);
  if (!leg->is_browser()) return drop(*leg, EndCause::media_timeout);
  await_transport(*leg);
}

// The page was reloaded or lost its network: it has a while to negotiate this leg again.
void VoiceControl::handle(const media::TransportFailed& event) {
  VoiceLeg* leg = find(LegId{event.leg.value});
  if (!leg || !leg->is_browser()) return;
  leg->media_up = false;
  log::info("voice.transport_lost leg={} why=\"{}\"", leg->id.value, event.reason);
  await_transport(*leg);
  if (leg->kind == VoiceLeg::Kind::agent_browser && listener_.wanted)
    listener_.wanted(leg->agent, leg->id, leg->conversation, leg->reservation);
}

void VoiceControl::handle(const media::RecordingFinished& event) {
  if (event.chunks_dropped > 0)
    log::error("voice.recording_gaps recording={} seconds={}", event.recording, event.chunks_dropped);
}

}  // namespace tandem
