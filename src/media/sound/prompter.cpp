#include "media/sound/prompter.hpp"

#include <algorithm>
#include <utility>

namespace tandem::media {
namespace {

constexpr std::size_t most_digits = 64;

std::int64_t ticks(int ms) { return (std::max(ms, 0) + frame_ms - 1) / frame_ms; }

}  // namespace

void Prompter::start_sounds(std::vector<SoundPtr> sounds, bool loop) {
  std::erase_if(sounds, [](const SoundPtr& s) { return !s || s->frames() == 0; });
  sounds_ = std::move(sounds);
  sounding_ = !sounds_.empty();
  loop_ = loop;
  sound_ = frame_ = 0;
}

void Prompter::play(PlayRequest request, std::vector<Event>& out) {
  stop(out);
  mode_ = Mode::playing;
  request_ = request.request;
  barge_in_ = request.barge_in;
  start_sounds(std::move(request.sounds), request.loop);
  if (!sounding_) finish_play(PlayEnd::finished, out);
}

void Prompter::collect(CollectRequest request, std::vector<Event>& out) {
  stop(out);
  mode_ = Mode::collecting;
  request_ = request.request;
  barge_in_ = request.barge_in;
  request.max_digits = std::clamp(request.max_digits, 1, static_cast<int>(most_digits));
  request.min_digits = std::clamp(request.min_digits, 0, request.max_digits);
  start_sounds(std::move(request.sounds), false);
  collect_ = std::move(request);
  digits_.clear();
  deadline_ = now_ + ticks(collect_.first_digit_timeout_ms);
  auto typed = std::exchange(typed_ahead_, {});
  if (!collect_.type_ahead || !barge_in_) return;
  for (const auto& t : typed) {
    if (now_ - t.at > type_ahead_ticks) continue;
    if (mode_ == Mode::collecting) {
      take_digit(t.key, out);
    } else {
      typed_ahead_.push_back(t);  // more than this collect needed: the next one's
    }
  }
}

void Prompter::digit(char key, std::vector<Event>& out) {
  if (mode_ == Mode::collecting) {
    if (!sounding_ || barge_in_) take_digit(key, out);
    return;
  }
  out.push_back(DigitPressed{leg_, key});
  if (typed_ahead_.size() >= max_type_ahead) typed_ahead_.pop_front();
  typed_ahead_.push_back({key, now_});
  if (mode_ == Mode::playing && barge_in_) finish_play(PlayEnd::barged_in, out);
}

void Prompter::take_digit(char key, std::vector<Event>& out) {
  sounding_ = false;
  if (collect_.terminators.find(key) != std::string::npos) {
    const bool enough = digits_.size() >= static_cast<std::size_t>(collect_.min_digits);
    finish_collect(enough ? CollectEnd::terminated : CollectEnd::too_few, key, out);
    return;
  }
  digits_ += key;
  if (digits_.size() >= static_cast<std::size_t>(collect_.max_digits)) {
    finish_collect(CollectEnd::enough, 0, out);
  } else {
    deadline_ = now_ + ticks(collect_.inter_digit_timeout_ms);
  }
}

void Prompter::sounds_ended(std::vector<Event>& out) {
  sounding_ = false;
  if (mode_ == Mode::playing) finish_play(PlayEnd::finished, out);
  if (mode_ == Mode::collecting) deadline_ = now_ + ticks(collect_.first_digit_timeout_ms);
}

Prompter::Frame Prompter::tick(Codec codec, std::vector<Event>& out) {
  ++now_;
  if (sounding_ && sound_ >= sounds_.size()) {
    // The last frame has been heard; only now is the prompt over.
    if (loop_)
      sound_ = 0;
    else
      sounds_ended(out);
  }
  if (sounding_) {
    const auto& sound = *sounds_[sound_];
    const Frame frame{sound.frame(codec, frame_), sound.energy(frame_)};
    if (++frame_ >= sound.frames()) {
      frame_ = 0;
      ++sound_;
    }
    return frame;
  }
  if (mode_ == Mode::collecting && now_ >= deadline_) {
    const bool enough = digits_.size() >= static_cast<std::size_t>(collect_.min_digits);
    finish_collect(digits_.empty() ? CollectEnd::no_input
                   : enough        ? CollectEnd::timed_out
                                   : CollectEnd::too_few,
                   0, out);
  }
  return {};
}

void Prompter::finish_play(PlayEnd why, std::vector<Event>& out) {
  mode_ = Mode::idle;
  sounding_ = false;
  out.push_back(PlayFinished{leg_, request_, why});
}

void Prompter::finish_collect(CollectEnd why, char terminator, std::vector<Event>& out) {
  mode_ = Mode::idle;
  sounding_ = false;
  DigitsCollected collected;
  collected.leg = leg_;
  collected.request = request_;
  collected.digits = {std::exchange(digits_, {}), collect_.secret};
  collected.terminator = terminator;
  collected.why = why;
  out.push_back(std::move(collected));
}

void Prompter::end_current(PlayEnd play, CollectEnd collect, std::vector<Event>& out) {
  if (mode_ == Mode::playing)
    finish_play(play, out);
  else if (mode_ == Mode::collecting)
    finish_collect(collect, 0, out);
}

}  // namespace tandem::media
