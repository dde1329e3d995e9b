// Gathers what the two sides of a call say into seconds of raw samples; encoding is the courier's work. Belongs to one
// leg and lives on its media thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "media/actions.hpp"
#include "media/worker/courier.hpp"

namespace tandem::media {

class Recorder {
 public:
  Recorder(LegId leg, RecordRequest request) : leg_(leg), request_(std::move(request)) {}

  const std::vector<LegId>& customer_side() const { return request_.customer_side; }
  const std::vector<LegId>& agent_side() const { return request_.agent_side; }
  void set_sides(std::vector<LegId> customer, std::vector<LegId> agent);

  // The next 20 ms of both sides.
  void frame(std::span<const std::int16_t, frame_samples> customer, std::span<const std::int16_t, frame_samples> agent,
             Courier::Lane& lane);
  void pause(bool paused, Courier::Lane& lane);
  // Sends the rest and RecordingFinished.
  void finish(Courier::Lane& lane);

 private:
  void flush(Courier::Lane& lane);

  const LegId leg_;
  RecordRequest request_;
  bool paused_ = false;
  std::int64_t position_ = 0;
  std::int64_t start_ = 0;
  std::uint32_t sequence_ = 0;
  std::uint32_t dropped_ = 0;
  std::vector<std::int16_t> customer_;
  std::vector<std::int16_t> agent_;
};

}  // namespace tandem::media
