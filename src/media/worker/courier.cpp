#include "media/worker/courier.hpp"

#include <poll.h>

#include "base/threads/thread_name.hpp"
#include "media/recording/chunk.hpp"

namespace tandem::media {

bool Courier::Lane::push(Item&& item) {
  if (!ring_.push(std::move(item))) return false;
  owner_.wakeup_.wake();
  return true;
}

bool Courier::Lane::report(Event&& event) {
  Item item;
  item.event = std::move(event);
  item.is_event = true;
  if (push(std::move(item))) return true;
  ++owner_.dropped_;
  return false;
}

bool Courier::Lane::record(std::unique_ptr<RawChunk>&& chunk) {
  if (owner_.waiting_chunks_.load(std::memory_order_relaxed) >= max_waiting_chunks) return false;
  Item item;
  item.chunk = std::move(chunk);
  ++owner_.waiting_chunks_;
  if (push(std::move(item))) return true;
  --owner_.waiting_chunks_;
  return false;
}

void Courier::Lane::dispose(std::shared_ptr<void>&& garbage) {
  if (!garbage) return;
  Item item;
  item.garbage = std::move(garbage);
  push(std::move(item));
}

Courier::Courier(int lanes, EventSink sink) : sink_(std::move(sink)) {
  for (int i = 0; i < lanes; ++i) lanes_.push_back(std::make_unique<Lane>(*this));
  thread_ = std::thread([this] { run(); });
}

Courier::~Courier() {
  stopping_ = true;
  wakeup_.wake();
  thread_.join();
}

void Courier::run() {
  name_thread("media-events");
  for (;;) {
    wakeup_.clear();
    const bool last = stopping_;  // after clear(): a wake-up from now on ends the poll
    if (drain()) continue;
    if (last) return;
    pollfd waiting{wakeup_.fd(), POLLIN, 0};
    poll(&waiting, 1, -1);
  }
}

bool Courier::drain() {
  bool any = false;
  for (auto& lane : lanes_) {
    Lane::Item item;
    while (lane->ring_.pop(item)) {
      any = true;
      deliver(item);
    }
  }
  return any;
}

void Courier::deliver(Lane::Item& item) {
  if (item.is_event) sink_(std::move(item.event));
  if (item.chunk) {
    const auto& raw = *item.chunk;
    RecordingChunk out;
    out.leg = raw.leg;
    out.recording = raw.recording;
    out.sequence = raw.sequence;
    out.start_sample = raw.start_sample;
    out.samples = static_cast<std::uint32_t>(raw.customer.size());
    out.bytes = encode_chunk(raw.format, raw.sequence, raw.start_sample, raw.customer, raw.agent);
    --waiting_chunks_;
    sink_(std::move(out));
  }
  item.garbage.reset();
}

}  // namespace tandem::media
