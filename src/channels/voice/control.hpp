// The legs and what is done with them: turns effects into SIP and media actions, and what SIP, browsers and media report
// into stimuli. Everything here runs on the SIP thread, unless it says otherwise; it never waits for anything. Owned by
// VoiceChannel. Its functions are spread over effects.cpp, sip_side.cpp, browser_side.cpp and media_side.cpp.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "channels/voice/leg.hpp"
#include "channels/voice/voice_channel.hpp"

namespace tandem {

class VoiceControl final : public sip::Observer {
 public:
  VoiceControl(VoiceOptions options, VoiceSurroundings around, std::shared_ptr<sip::Mailbox> mailbox);

  // Before the SIP thread runs tasks.
  void attach(sip::Stack& stack, media::Engine& media, PromptLibrary& prompts);
  void set_listener(Telephony::BrowserListener listener) { listener_ = std::move(listener); }
  void configure(ConfigurationPtr configuration);
  std::size_t leg_count() const { return leg_count_; }  // any thread
  // Any thread: the digest's question for a device's secret.
  void find_secret(const std::string& user, sip::SecretDone done);
  // The media engine's courier thread.
  void receive(media::Event&& event);

  // --- effects ---
  void perform(const Effect& effect);
  // An effect that found the queue full.
  void overloaded(LegId leg);

  // --- browsers ---
  Result<std::string> agent_offer(AgentId agent, LegId leg, const std::string& sdp);
  Result<std::pair<LegId, std::string>> visitor_call(const BrowserCall& call, const std::string& sdp);
  Result<std::string> visitor_offer(const Private& contact, LegId leg, const std::string& sdp);
  void visitor_hang_up(const Private& contact, LegId leg);
  void visitor_digits(const Private& contact, LegId leg, const std::string& digits);

  // --- sip::Observer ---
  void on_incoming(const sip::IncomingCall& call) override;
  void on_ringing(sip::CallId call, const std::string& early_sdp) override;
  void on_answered(sip::CallId call, const std::string& sdp) override;
  void on_confirmed(sip::CallId call, const std::string& sdp) override;
  std::optional<std::string> on_offer(sip::CallId call, const std::string& sdp) override;
  void on_offer_answered(sip::CallId call, const std::string& sdp) override;
  void on_digit(sip::CallId call, char digit) override;
  void on_described(sip::CallId call, const sip::DialogDescription& dialog) override;
  void on_ended(sip::CallId call, const sip::Ended& why) override;
  void on_reachable(const std::string& device, bool reachable) override;

 private:
  // control.cpp
  VoiceLeg* find(LegId leg);
  VoiceLeg* find(sip::CallId call);
  VoiceLeg& add(LegId id, VoiceLeg::Kind kind);
  void forget(VoiceLeg& leg);  // ends its media and takes it out; nothing is reported
  // Reports LegEnded and forgets it; a browser is told.
  void end(VoiceLeg& leg, EndCause cause);
  // The same, and the far end is hung up.
  void drop(VoiceLeg& leg, EndCause cause);
  void tell_browser_closed(const VoiceLeg& leg, EndCause cause);
  bool submit(Stimulus stimulus);
  void check(const Result<void>& result, const VoiceLeg& leg, const char* what);

  // effects.cpp
  void apply(const AnswerLeg& effect);
  void apply(const RejectLeg& effect);
  void apply(const HangUpLeg& effect);
  void apply(const PlayPrompts& effect);
  void apply(const CollectDigits& effect);
  void apply(const PlayMusic& effect);
  void apply(const StopPlayback& effect);
  void apply(const DialAgent& effect);
  void apply(const Bridge& effect);
  void apply(const Unbridge& effect);
  void apply(const HoldLeg& effect);
  void apply(const MuteLeg& effect);
  void apply(const SendDigits& effect);
  void apply(const StartRecording& effect);
  void apply(const StopRecording& effect);
  void apply(const LookUp&) {}
  void apply(const CompleteWrapUp&) {}
  void hang_up(LegId leg, EndCause cause);
  // Makes the sounds and then calls `act` with them, unless the leg has been told something else meanwhile.
  void with_sounds(VoiceLeg& leg, const std::vector<Prompt>& prompts,
                   std::function<void(VoiceLeg&, PromptLibrary::Sounds)> act);
  void when_media_flows(VoiceLeg& leg, std::function<void()> act);
  void quiet(VoiceLeg& leg);  // stops prompts and music

  // sip_side.cpp
  const Number* number_of(const std::string& dialled) const;
  void look_caller_up(LegId leg, const std::string& e164);
  void announce(LegId leg, CallArrived arrived);
  bool dial_phone(VoiceLeg& leg, const DialAgent& effect);
  Result<std::string> answer_rtp(VoiceLeg& leg, const std::string& offer);
  Result<std::string> offer_rtp(VoiceLeg& leg);
  Result<void> accept_rtp(VoiceLeg& leg, const std::string& answer);
  Result<void> open_rtp(VoiceLeg& leg);
  const std::string& media_address(const std::string& peer_ip);

  // browser_side.cpp
  Result<std::string> negotiate(VoiceLeg& leg, const std::string& sdp);
  void await_transport(VoiceLeg& leg);
  Failure refused(telephony_errc code, std::string detail) const;

  // media_side.cpp
  void handle(const media::PlayFinished& event);
  void handle(const media::DigitsCollected& event);
  void handle(const media::MediaUp& event);
  void handle(const media::MediaLost& event);
  void handle(const media::TransportFailed& event);
  void handle(const media::RecordingFinished& event);
  template <class Other>
  void handle(const Other&) {}

  const VoiceOptions options_;
  VoiceSurroundings around_;
  const std::shared_ptr<sip::Mailbox> mailbox_;
  sip::Stack* stack_ = nullptr;
  media::Engine* media_ = nullptr;
  PromptLibrary* prompts_ = nullptr;
  ConfigurationPtr configuration_ = std::make_shared<const Configuration>();
  Telephony::BrowserListener listener_;
  std::unordered_map<LegId, VoiceLeg> legs_;
  std::unordered_map<sip::CallId, LegId> by_call_;
  std::unordered_map<RecordingId, LegId> recordings_;
  std::unordered_map<LegId, CallArrived> announcing_;  // callers whose name is being looked up
  std::atomic<std::size_t> leg_count_{0};
  // Our address towards a peer is asked of the kernel, which costs system calls; it is kept for a while.
  std::unordered_map<std::string, std::pair<std::string, std::int64_t>> addresses_;
};

}  // namespace tandem
