// The control side of the engine: which legs there are, on which media thread each lives, and what ties them together.
// Every method may be called from any thread; all is under one mutex, which no media thread takes. Owned by the Engine.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "media/dtls/dtls_thread.hpp"
#include "media/engine.hpp"
#include "media/transport/socket.hpp"
#include "media/worker/courier.hpp"
#include "media/worker/shared.hpp"
#include "media/worker/worker.hpp"

namespace tandem::media {

class Switchboard {
 public:
  Switchboard(const EngineOptions& options, EventSink sink);
  ~Switchboard();
  Switchboard(const Switchboard&) = delete;
  Switchboard& operator=(const Switchboard&) = delete;

  Result<void> add(LegId leg, std::int64_t affinity);
  bool remove(LegId leg);
  bool has(LegId leg) const;
  std::size_t count() const;
  Result<LegStats> stats(LegId leg) const;

  Result<std::uint16_t> open_rtp(LegId leg, std::optional<std::uint16_t> port);
  Result<BrowserLocal> open_browser(LegId leg);
  Result<BrowserLocal> browser_local(LegId leg) const;
  Result<void> set_browser_peer(LegId leg, const BrowserPeer& peer);
  Result<void> close_transport(LegId leg);

  // Runs on the leg's media thread, after all that was posted for it before.
  Result<void> post(LegId leg, Worker::Action action);
  Result<void> hear(LegId listener, std::vector<LegId> sources);
  Result<void> isolate(LegId leg);
  Result<void> bring_together(const std::vector<LegId>& legs);
  // Remembers what a recording ties together and brings it to one thread.
  Result<void> tie_recording(LegId leg, const std::vector<LegId>& customer, const std::vector<LegId>& agent);

  std::uint64_t dropped() const { return courier_.dropped(); }
  const std::string& fingerprint() const { return dtls_.identity().fingerprint(); }
  std::string address_towards(const std::string& remote) const;

 private:
  struct Entry {
    std::size_t home = 0;
    std::shared_ptr<LegShared> shared;
    std::vector<LegId> hears;
    std::vector<LegId> recorded;
    std::optional<BrowserLocal> browser;
    std::int64_t dtls_session = 0;
  };

  Entry* find(LegId leg);
  const Entry* find(LegId leg) const;
  Result<void> hear_locked(LegId listener, std::vector<LegId> sources);
  bool post_locked(LegId leg, const Entry& entry, Worker::Action action, bool always = false);
  Result<void> bring_together_locked(const std::vector<LegId>& legs);
  std::unordered_set<LegId> tied_to(const std::vector<LegId>& legs) const;
  void end_dtls(Entry& entry);
  void srtp_done(LegId leg, std::int64_t session, Result<std::unique_ptr<SrtpSession>> srtp);
  std::vector<IceCandidate> candidates(std::uint16_t port) const;

  const EngineOptions options_;
  std::vector<std::uint32_t> media_addresses_;
  std::shared_ptr<PortPool> ports_;
  mutable std::mutex mutex_;
  std::unordered_map<LegId, Entry> legs_;
  std::int64_t next_session_ = 1;
  bool closing_ = false;
  // In the order of their making; the workers end first, then the handshakes, then the courier.
  Courier courier_;
  DtlsThread dtls_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace tandem::media
