// The one thread that events leave on: it encodes recording chunks, calls the EventSink, and frees what media threads
// have done with (legs, sounds, sockets). Each media thread has a lane of its own into it. Owned by the Engine.
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "base/threads/event_fd.hpp"
#include "media/actions.hpp"
#include "media/events.hpp"
#include "media/worker/ring.hpp"

namespace tandem::media {

// A second of recording before it is encoded.
struct RawChunk {
  LegId leg;
  std::int64_t recording = 0;
  RecordingFormat format = RecordingFormat::alaw;
  std::uint32_t sequence = 0;
  std::int64_t start_sample = 0;
  std::vector<std::int16_t> customer;
  std::vector<std::int16_t> agent;
};

class Courier {
 public:
  // One media thread's way to the courier; every method belongs to that thread and never waits.
  class Lane {
   public:
    explicit Lane(Courier& owner) : owner_(owner), ring_(8192) {}
    // False when the queue was full and the event is lost (it is counted).
    bool report(Event&& event);
    // False when too many chunks wait to be encoded; the chunk is dropped.
    bool record(std::unique_ptr<RawChunk>&& chunk);
    // Has it destroyed on the courier's thread (here, when the queue is full).
    void dispose(std::shared_ptr<void>&& garbage);

   private:
    friend class Courier;
    struct Item {
      Event event;
      std::unique_ptr<RawChunk> chunk;
      std::shared_ptr<void> garbage;
      bool is_event = false;
    };
    bool push(Item&& item);
    Courier& owner_;
    SpscRing<Item> ring_;
  };

  Courier(int lanes, EventSink sink);
  // Delivers what is queued, then stops. The media threads must have ended.
  ~Courier();

  Lane& lane(int index) { return *lanes_[static_cast<std::size_t>(index)]; }
  std::uint64_t dropped() const { return dropped_; }

 private:
  static constexpr int max_waiting_chunks = 1024;  // 32 kB each
  void run();
  bool drain();
  void deliver(Lane::Item& item);

  const EventSink sink_;
  EventFd wakeup_;
  std::atomic<std::uint64_t> dropped_{0};
  std::atomic<int> waiting_chunks_{0};
  std::atomic<bool> stopping_{false};
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::thread thread_;
};

}  // namespace tandem::media
