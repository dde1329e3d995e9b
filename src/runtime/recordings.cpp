#include "runtime/recordings.hpp"

#include <cstdio>

#include "base/log.hpp"
#include "base/threads/thread_name.hpp"

namespace tandem {

RecordingWriter::RecordingWriter(Blobs& blobs, RecordingOptions options)
    : blobs_(blobs), options_(options), thread_([this] { run(); }) {}

RecordingWriter::~RecordingWriter() { stop(); }

void RecordingWriter::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool RecordingWriter::put(RecordingId recording, int number, std::string chunk) {
  auto key = recording_chunk_key(recording, number);
  {
    std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.size() < options_.queue_limit) {
      queue_.push_back({std::move(key), std::move(chunk), {}});
      arrived_.notify_one();
      return true;
    }
  }
  if (lost_++ == 0) log::error("recording.chunk_lost key={} why=\"too many chunks wait for the disk\"", key);
  return false;
}

void RecordingWriter::flush(std::function<void()> done) {
  {
    std::lock_guard lock(mutex_);
    if (!stopping_) {
      queue_.push_back({{}, {}, std::move(done)});
      arrived_.notify_one();
      return;
    }
  }
  done();  // stop() has written everything, or is about to
}

void RecordingWriter::run() {
  name_thread("recordings");
  while (true) {
    Item item;
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      item = std::move(queue_.front());
      queue_.pop_front();
    }
    if (item.done) {
      item.done();
      continue;
    }
    auto written = blobs_.put(item.key, item.chunk, options_.durable);
    if (written)
      ++written_;
    else if (lost_++ % 100 == 0)
      log::error("recording.chunk_lost key={} why=\"{}\"", item.key, written.error().detail);
  }
}

std::string recording_chunk_key(RecordingId recording, int number) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "%06d", number);
  return "recordings/" + recording.text() + "/" + digits;
}

Result<std::vector<std::string>> recording_chunks(Blobs& blobs, RecordingId recording) {
  auto keys = blobs.list("recordings/" + recording.text() + "/");
  if (!keys) return keys.error();
  std::vector<std::string> chunks;
  chunks.reserve(keys->size());
  for (const auto& key : *keys) {
    auto chunk = blobs.get(key);
    if (!chunk) return chunk.error();
    chunks.push_back(std::move(*chunk));
  }
  return chunks;
}

}  // namespace tandem
