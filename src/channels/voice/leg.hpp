// One leg of a call as the voice channel keeps it: which kind of end it is, its session, and what it is doing. Lives in
// VoiceControl, on the SIP thread.
#pragma once

#include <functional>
#include <string>

#include "channels/voice/sip/observer.hpp"
#include "channels/voice/sip/timers.hpp"
#include "media/sdp.hpp"
#include "model/effect.hpp"

namespace tandem {

struct VoiceLeg {
  enum class Kind { caller, phone, agent_browser, visitor_browser };

  LegId id;
  Kind kind = Kind::caller;
  sip::CallId call;       // caller, phone
  std::string peer_ip;    // caller, phone
  std::string offer;      // the caller's, until it is answered
  AgentId agent;          // phone, agent_browser
  ConversationId conversation;
  ReservationId reservation;
  Private contact;        // caller, visitor_browser

  bool in_media = false;  // the media engine knows it
  bool answered = false;  // by us (caller), or reported as LegAnswered
  bool media_up = false;
  bool bridged = false;
  media::sdp::RtpLocal rtp;
  std::uint64_t browser_version = 0;  // of our session descriptions
  std::string descriptor;

  ActionId action;            // the prompt or collection that runs; its end is reported
  std::uint64_t doing = 0;    // counts what it was told to play, so that sounds that come late are dropped
  std::function<void()> when_up;  // browser: waits for the sound to flow
  sip::Timers::Handle reconnect = 0, wait_up = 0, announce = 0;

  bool is_browser() const { return kind == Kind::agent_browser || kind == Kind::visitor_browser; }
  media::LegId media_id() const { return media::LegId{id.value}; }
};

// Q.850 cause that a hang-up for this reason carries.
int q850_of(EndCause cause);
// Why a SIP call ended, in the model's words. `answered`: it had been up.
EndCause cause_of(const sip::Ended& ended, bool answered);

}  // namespace tandem
