// The SIP side of the voice channel: UDP and TCP on one address, calls in and out, the registrar, and who is let in.
// One thread of its own runs everything; post() is the way onto it, and all functions marked so may be called there
// only (from a posted task or an Observer function). Owned by VoiceChannel.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "channels/voice/sip/access/admission.hpp"
#include "channels/voice/sip/call.hpp"
#include "channels/voice/sip/access/digest.hpp"
#include "channels/voice/sip/mailbox.hpp"
#include "channels/voice/sip/observer.hpp"
#include "channels/voice/sip/access/registrar.hpp"

namespace tandem::sip {

// Looks a device's secret up by user name. Called on the SIP thread and must not wait; `done` may be called from any
// thread, at once or later, exactly once.
using SecretDone = std::function<void(std::optional<DigestSecret>)>;
using SecretLookup = std::function<void(const std::string& user, SecretDone done)>;

struct StackOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 5060;  // 0: any free one
  std::string realm = "tandem";
  std::string advertised_host;  // in Contact, when phones reach us under another address; empty: the local one
  bool draining = false;          // start by refusing calls, until set_draining(false)
  std::size_t max_calls = 4000;
  std::size_t max_lookups = 256;  // secrets being looked up at one time
  std::size_t queue = 16'384;     // tasks posted and not yet run
  std::int64_t nonce_lifetime_ms = 300'000;
  Registrar::Options registrar;
  Throttle::Options throttle;
};

class Stack {
 public:
  // Opens the port and starts the thread. Fails with a sentence for the operator. `mailbox`: the way onto the thread,
  // where somebody needs it before; none: one of its own.
  static Result<std::unique_ptr<Stack>> start(StackOptions options, Observer& observer, SecretLookup lookup,
                                              std::shared_ptr<Mailbox> mailbox = nullptr);
  // Says BYE to every call and stops the thread. No Observer function runs afterwards.
  ~Stack();
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  std::uint16_t port() const;

  // Any thread. False: the queue is full and the task was not taken.
  bool post(std::function<void()> task);
  // Any thread, never refused: for hang-ups, which are bounded by the calls there are.
  void post_always(std::function<void()> task);

  // --- on the SIP thread ---
  void set_trunks(std::vector<Trunk> trunks);
  void set_draining(bool draining);  // new calls are refused with 503
  Timers& timers();
  // "sip:…" addresses where this device is registered, the newest first.
  std::vector<Binding> bindings(const std::string& device);
  Result<CallId> dial(Dial dial);
  void ring(CallId call, const std::string& early_sdp = {});
  void answer(CallId call, const std::string& sdp);
  void reject(CallId call, int status, const Headers& headers = {});
  void hang_up(CallId call, int q850, const std::string& text = {});
  void offer(CallId call, const std::string& sdp);
  std::size_t calls() const;
  // Our address as a peer at `ip` sees it, for session descriptions and From headers.
  std::string host_towards(const std::string& ip) const;

 private:
  class Impl;
  explicit Stack(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tandem::sip
