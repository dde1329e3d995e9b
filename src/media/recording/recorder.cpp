#include "media/recording/recorder.hpp"

#include "media/recording/chunk.hpp"

namespace tandem::media {

void Recorder::set_sides(std::vector<LegId> customer, std::vector<LegId> agent) {
  request_.customer_side = std::move(customer);
  request_.agent_side = std::move(agent);
}

void Recorder::frame(std::span<const std::int16_t, frame_samples> customer,
                     std::span<const std::int16_t, frame_samples> agent, Courier::Lane& lane) {
  if (position_ + frame_samples > max_recording_samples) return;
  if (!paused_) {
    if (customer_.empty()) {
      start_ = position_;
      customer_.reserve(sample_rate);
      agent_.reserve(sample_rate);
    }
    customer_.insert(customer_.end(), customer.begin(), customer.end());
    agent_.insert(agent_.end(), agent.begin(), agent.end());
  }
  position_ += frame_samples;
  if (customer_.size() >= sample_rate) flush(lane);
}

void Recorder::pause(bool paused, Courier::Lane& lane) {
  if (paused && !paused_) flush(lane);
  paused_ = paused;
}

void Recorder::flush(Courier::Lane& lane) {
  if (customer_.empty()) return;
  auto chunk = std::make_unique<RawChunk>();
  chunk->leg = leg_;
  chunk->recording = request_.recording;
  chunk->format = request_.format;
  chunk->sequence = sequence_++;
  chunk->start_sample = start_;
  chunk->customer = std::exchange(customer_, {});
  chunk->agent = std::exchange(agent_, {});
  if (!lane.record(std::move(chunk))) ++dropped_;
}

void Recorder::finish(Courier::Lane& lane) {
  flush(lane);
  RecordingFinished finished;
  finished.leg = leg_;
  finished.recording = request_.recording;
  finished.chunks = sequence_;
  finished.chunks_dropped = dropped_;
  finished.samples = position_;
  lane.report(finished);
}

}  // namespace tandem::media
