// The telephone of Tandem: stands behind the telephony port with SIP (sip/stack.hpp) and the media engine. All decisions
// about legs are made on the SIP thread (control.hpp); what comes from the engine, sockets or media is posted there.
// Owned by the application, which passes it the engine's effects and the configuration.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>

#include "base/id_source.hpp"
#include "channels/voice/prompts/prompt_library.hpp"
#include "channels/voice/sip/stack.hpp"
#include "media/engine.hpp"
#include "ports/directory.hpp"
#include "ports/engine.hpp"
#include "ports/speech.hpp"
#include "ports/telephony.hpp"

namespace tandem {

struct VoiceOptions {
  sip::StackOptions sip;
  media::EngineOptions media;
  PromptOptions prompts;
  int reconnect_ms = 30'000;         // how long a browser leg lives without a transport
  int directory_timeout_ms = 800;    // a caller is announced without a name after this
  int browser_media_wait_ms = 3'000; // how long a prompt waits for a browser's sound
  std::size_t max_legs = 8'000;
};

// What the channel stands on; all of it outlives the channel.
struct VoiceSurroundings {
  EnginePort& engine;
  Directory& directory;
  DeviceDirectory& devices;
  Speech& speech;
  IdSource& ids;
  boost::asio::any_io_executor executor;  // for look-ups
  // One second of a recording; any thread, must not block (runtime/recordings.hpp). `number` counts from 0.
  std::function<bool(RecordingId recording, int number, std::string chunk)> record;
};

class VoiceControl;

class VoiceChannel final : public Telephony {
 public:
  // Opens SIP and starts the threads. Fails with a sentence for the operator.
  static Result<std::unique_ptr<VoiceChannel>> start(VoiceOptions options, VoiceSurroundings around);
  ~VoiceChannel() override;  // hangs up whatever is up

  // Numbers, trunks and regions to go by from now on. Any thread.
  void configure(ConfigurationPtr configuration);
  // New calls are refused with 503. Any thread.
  void set_draining(bool draining);
  std::uint16_t sip_port() const;
  std::size_t legs() const;  // live now; any thread

  void perform(const Effect& effect) override;
  void agent_offer(AgentId agent, LegId leg, std::string sdp, SdpDone done) override;
  void visitor_call(BrowserCall call, std::string sdp, CallDone done) override;
  void visitor_offer(const Private& contact, LegId leg, std::string sdp, SdpDone done) override;
  void visitor_hang_up(const Private& contact, LegId leg) override;
  void visitor_digits(const Private& contact, LegId leg, std::string digits) override;
  void set_browser_listener(BrowserListener listener) override;

 private:
  explicit VoiceChannel(std::shared_ptr<sip::Mailbox> mailbox);
  std::shared_ptr<sip::Mailbox> mailbox_;
  // Ends in this order: SIP thread, media threads, prompts, control.
  std::unique_ptr<VoiceControl> control_;
  std::unique_ptr<PromptLibrary> prompts_;
  std::unique_ptr<media::Engine> media_;
  std::unique_ptr<sip::Stack> stack_;
};

}  // namespace tandem
