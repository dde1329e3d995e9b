// What has happened at all, counted: a storm in which something never happens proves nothing about it. A value.
#pragma once

#include <array>
#include <string>

#include "core/engine.hpp"

namespace tandem::scenarios {

class Seen {
 public:
  void count(const StepResult& result);
  void add(const Seen& other);
  // Every kind of fact, outcome, change, choice and reason that the router knows.
  void expect_everything() const;
  std::string text() const;

 private:
  void count(const ReservationMade& made);
  void count(const ReservationEnded& ended);
  void count(const TaskEnded& ended);
  void count(const TaskChanged& changed);
  void count(const TaskCreated& created);
  void count(const auto&) {}

  static constexpr std::size_t most = 24;  // values of an enumeration
  using Counts = std::array<std::int64_t, most>;
  std::array<std::int64_t, std::variant_size_v<Fact>> facts_{};
  Counts outcomes_{}, endings_{}, changes_{}, choices_{}, sticky_{}, refusals_{}, channels_{};
  std::int64_t helped_ = 0, relaxed_ = 0, asleep_ = 0, kept_places_ = 0, ruled_ = 0, estimated_ = 0;
};

}  // namespace tandem::scenarios
