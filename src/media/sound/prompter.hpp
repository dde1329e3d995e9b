// Prompts and digits of one leg: plays a list of sounds, and collects digits with barge-in and time-outs, all counted
// in 20 ms ticks. Lives on the leg's media thread; it is given every key and asked for one frame a tick.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "media/actions.hpp"
#include "media/events.hpp"

namespace tandem::media {

class Prompter {
 public:
  explicit Prompter(LegId leg) : leg_(leg) {}

  // Events are appended to `out`.
  void play(PlayRequest request, std::vector<Event>& out);
  void collect(CollectRequest request, std::vector<Event>& out);
  void stop(std::vector<Event>& out) { end_current(PlayEnd::stopped, CollectEnd::stopped, out); }
  void leg_removed(std::vector<Event>& out) { end_current(PlayEnd::leg_removed, CollectEnd::leg_removed, out); }
  void digit(char key, std::vector<Event>& out);

  struct Frame {
    const std::uint8_t* bytes = nullptr;  // 160; nullptr: no prompt now
    float energy = 0;
  };
  // Once a tick.
  Frame tick(Codec codec, std::vector<Event>& out);

  bool idle() const { return mode_ == Mode::idle; }

 private:
  enum class Mode { idle, playing, collecting };
  static constexpr std::size_t max_type_ahead = 32;
  static constexpr std::int64_t type_ahead_ticks = 5000 / frame_ms;

  void start_sounds(std::vector<SoundPtr> sounds, bool loop);
  void sounds_ended(std::vector<Event>& out);
  void take_digit(char key, std::vector<Event>& out);
  void finish_play(PlayEnd why, std::vector<Event>& out);
  void finish_collect(CollectEnd why, char terminator, std::vector<Event>& out);
  void end_current(PlayEnd play, CollectEnd collect, std::vector<Event>& out);

  const LegId leg_;
  Mode mode_ = Mode::idle;
  std::int64_t now_ = 0;  // ticks

  std::vector<SoundPtr> sounds_;
  bool sounding_ = false;
  bool loop_ = false;
  std::size_t sound_ = 0;
  std::size_t frame_ = 0;

  std::int64_t request_ = 0;
  bool barge_in_ = false;
  CollectRequest collect_;
  std::string digits_;
  std::int64_t deadline_ = 0;  // in ticks; counts only while collecting and not sounding

  struct Typed {
    char key;
    std::int64_t at;
  };
  std::deque<Typed> typed_ahead_;
};

}  // namespace tandem::media
