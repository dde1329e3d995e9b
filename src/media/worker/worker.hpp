// One media thread: an epoll loop over its legs' sockets, a command queue and the 20 ms clock (an absolute timerfd, so
// that it never drifts). Owned by the Engine; only post() may be called from other threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/threads/event_fd.hpp"
#include "media/transport/socket.hpp"
#include "media/worker/leg.hpp"
#include "media/worker/ring.hpp"

namespace tandem::media {

class Worker {
 public:
  // Runs on the media thread with the leg it is for.
  using Action = std::function<void(Worker&, Leg&)>;

  struct Command {
    enum class Kind {
      run,     // action on the leg
      arrive,  // `moved` lives here from now on (new, or from another media thread)
      expect,  // `leg` will arrive: keep its commands until then
      depart,  // give `leg` to `to`
      remove,
    };
    Kind kind = Kind::run;
    LegId leg;
    Action action;
    std::shared_ptr<Leg> moved;
    Worker* to = nullptr;
  };

  Worker(int index, std::size_t command_queue, std::size_t most_legs, int rtp_timeout_ms, Courier::Lane& courier,
         DtlsThread::Lane& dtls);
  ~Worker();

  // False when the queue is full. `always`: uses the part of the queue that is kept for what must not be refused.
  bool post(Command command, bool always = false);

  // --- on the media thread ---
  Context& context() { return context_; }
  void attach(Leg& leg, std::unique_ptr<Transport> transport);
  // Its row of the hearing matrix or the sides of its recording changed.
  void wire(Leg& leg);
  Leg* find(LegId id);

 private:
  struct Watch {
    Leg* leg = nullptr;
    int fd = -1;
  };
  struct Entry {
    std::shared_ptr<Leg> leg;
    std::array<Watch, 2> watches;
  };

  void run();
  void stamp();
  void run_commands();
  void execute(Command& command);
  void depart(LegId id, Worker& to);
  void remove(LegId id);
  void watch(Entry& entry);
  void unwatch(Entry& entry);
  // Takes it out of everything here.
  std::shared_ptr<Leg> take_out(LegId id);
  void ticks();
  void tick();
  void read(const Watch& watch);

  const int index_;
  const std::size_t headroom_;
  int epoll_ = -1;
  int timer_ = -1;
  EventFd wakeup_;
  std::mutex producers_;  // between those who post; the media thread does not take it to read
  SpscRing<Command> commands_;
  std::atomic<bool> stopping_{false};
  Context context_;
  ReceiveBatch batch_;
  std::unordered_map<LegId, Entry> legs_;
  std::vector<Leg*> order_;
  std::unordered_map<LegId, std::vector<Command>> parked_;
  std::thread thread_;
};

}  // namespace tandem::media
