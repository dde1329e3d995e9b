// The thread that does all DTLS handshakes, so that no media thread spends milliseconds on a signature. Media threads
// hand it datagrams over lock-free lanes; it answers on the transport's socket itself, and tells the engine when SRTP
// can start or the association is gone. Owned by the Engine.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/threads/event_fd.hpp"
#include "media/dtls/certificate.hpp"
#include "media/dtls/handshake.hpp"
#include "media/transport/socket.hpp"
#include "media/worker/ring.hpp"

namespace tandem::media {

class DtlsThread {
 public:
  // Called on the handshake thread; must not block. The session, or why there is none (any more).
  using Done = std::function<void(Result<std::unique_ptr<SrtpSession>>)>;

  struct Packet {
    std::int64_t session = 0;
    std::vector<std::uint8_t> bytes;
    Address from;
    std::uint32_t local_ip = 0;
  };
  class Lane {  // of one media thread
   public:
    explicit Lane(DtlsThread& owner) : owner_(owner), ring_(1024) {}
    // Dropped when the queue is full: DTLS repeats.
    void receive(Packet&& packet);

   private:
    friend class DtlsThread;
    DtlsThread& owner_;
    SpscRing<Packet> ring_;
  };

  explicit DtlsThread(int lanes);
  ~DtlsThread();

  const DtlsIdentity& identity() const { return identity_; }
  Lane& lane(int index) { return *lanes_[static_cast<std::size_t>(index)]; }

  // From any thread. `session` numbers are the engine's, never used twice.
  void open(std::int64_t session, SocketPtr socket, Done done);
  void set_fingerprint(std::int64_t session, std::string fingerprint);
  void close(std::int64_t session);

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds handshake_limit{30};

  struct Session {
    SocketPtr socket;
    Done done;
    std::unique_ptr<DtlsHandshake> handshake;  // from the first datagram on
    Address peer;
    std::uint32_t local_ip = 0;
    std::string fingerprint;  // that the SDP told
    Clock::time_point started;
    bool keys_given = false;
    bool over = false;
  };
  struct Command {
    enum class Kind { open, fingerprint, close } kind;
    std::int64_t session;
    SocketPtr socket;
    Done done;
    std::string text;
  };

  void post(Command command);
  void run();
  void run_commands();
  bool run_packets();
  void receive(Packet& packet);
  void progress(Session& session);
  void end(Session& session, const std::string& why);
  void flush(Session& session);
  int wait_ms();
  void run_timers();

  const DtlsIdentity identity_;
  EventFd wakeup_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;  // of commands_ only; media threads never take it
  std::vector<Command> commands_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::unordered_map<std::int64_t, Session> sessions_;
  std::thread thread_;
};

}  // namespace tandem::media
