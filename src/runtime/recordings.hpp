// Recordings on their way to the blobs: one-second chunks come from media's encoder, wait in a bounded queue and are
// written by a thread of this object's own, so that no media thread touches a file. Each chunk stands for itself: after
// a crash everything up to the last written second plays. Owned by the application.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "model/ids.hpp"
#include "ports/blobs.hpp"

namespace tandem {

struct RecordingOptions {
  std::size_t queue_limit = 4096;  // chunks waiting: more are dropped and counted
  bool durable = false;            // fsync each chunk: also survives a power cut, at one fsync per call and second
};

class RecordingWriter {
 public:
  explicit RecordingWriter(Blobs& blobs, RecordingOptions options = {});
  ~RecordingWriter();  // writes what is queued, then ends

  // Any thread, never blocks. `number` counts seconds from 0. False: the queue is full and the second is lost.
  bool put(RecordingId recording, int number, std::string chunk);
  // Calls `done` on the writer's thread after everything put before is written.
  void flush(std::function<void()> done);
  void stop();

  std::uint64_t written() const { return written_; }
  std::uint64_t lost() const { return lost_; }  // queue full or the disk refused

 private:
  struct Item {
    std::string key, chunk;
    std::function<void()> done;
  };
  void run();

  Blobs& blobs_;
  const RecordingOptions options_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Item> queue_;
  bool stopping_ = false;
  std::atomic<std::uint64_t> written_{0}, lost_{0};
  std::thread thread_;
};

// "recordings/42/000017"
std::string recording_chunk_key(RecordingId recording, int number);
// The chunks that there are, in order of time. A gap is left out: chunks say which second they are.
Result<std::vector<std::string>> recording_chunks(Blobs& blobs, RecordingId recording);

}  // namespace tandem
