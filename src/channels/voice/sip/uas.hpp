// What happens to requests that belong to no dialog: which are understood, who may send them, what a REGISTER or an
// INVITE becomes (RFC 3261 §8.2). Owned by sip::Stack, on its thread.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "channels/voice/sip/access/admission.hpp"
#include "channels/voice/sip/wire/agent.hpp"
#include "channels/voice/sip/access/digest.hpp"
#include "channels/voice/sip/observer.hpp"
#include "channels/voice/sip/access/registrar.hpp"
#include "channels/voice/sip/stack.hpp"

namespace tandem::sip {

class Uas {
 public:
  struct Hooks {
    std::function<bool(const std::string& call_id)> is_ours;  // a call that we make has this Call-ID
    std::function<bool()> full;                               // no more calls now
    // An INVITE that may come in.
    std::function<void(ServerTransaction, IncomingCall)> invited;
    // Back onto the SIP thread, from anywhere and at any time; false when that thread is gone.
    std::function<bool(std::function<void()>)> post;
    std::function<void(const std::string& device, bool reachable)> reachable;
  };

  Uas(const StackOptions& options, SecretLookup lookup, Hooks hooks);

  void receive(ServerTransaction request);
  void set_trunks(std::vector<Trunk> trunks) { trunks_ = std::move(trunks); }
  Registrar& registrar() { return registrar_; }

 private:
  using Proven = void (Uas::*)(ServerTransaction, const std::string& user);

  void on_register(ServerTransaction request);
  void on_invite(ServerTransaction request);
  void on_proven_register(ServerTransaction request, const std::string& user);
  void on_proven_invite(ServerTransaction request, const std::string& user);
  void admit(ServerTransaction request, const std::string& trunk, const std::string& device);
  // Runs `then` once the sender has proven to be a device; answers 401 or 403 otherwise.
  void authenticate(ServerTransaction request, Proven then);
  void conclude(std::uint64_t ticket, const std::optional<DigestSecret>& secret);
  void challenge(ServerTransaction& request, bool stale);

  Registrar registrar_;
  Throttle throttle_;
  DigestAuth digest_;
  SecretLookup lookup_;
  Hooks hooks_;
  std::vector<Trunk> trunks_;
  // Requests whose sender's secret is being looked up.
  struct Waiting {
    ServerTransaction request;
    DigestAuth::Claim claim;
    Proven then;
  };
  std::unordered_map<std::uint64_t, Waiting> waiting_;
  std::uint64_t last_ticket_ = 0;
  std::size_t max_lookups_;
};

// Who calls and what was dialled, in plain text. From a trunk P-Asserted-Identity wins over From (RFC 3325).
struct Parties {
  std::string caller, caller_name, dialled;
};
Parties parties_of(const Message& invite, bool trusted);

}  // namespace tandem::sip
