// A storm: an engine, everything that can happen to it, and everything that must hold meanwhile. Each fact is judged as it
// comes (checks/witness.hpp); the whole state every so many steps (checks/sound.hpp); and now and then a second engine is made
// from a snapshot and goes along for a while: it must decide the same. What failed is told with the steps before it.
#pragma once

#include <deque>
#include <memory>

#include "storms/seen.hpp"
#include "checks/witness.hpp"
#include "storms/happenings.hpp"
#include "checks/story.hpp"

namespace tandem::scenarios {

class Storm {
 public:
  explicit Storm(std::uint64_t seed);

  // Ends at the first failure. Steps are stimuli given to the engine, timers included.
  void run(std::int64_t steps);
  // Everybody goes; nothing may be left.
  void clear();
  std::int64_t steps() const { return steps_; }
  const Seen& seen() const { return seen_; }

 private:
  void step(Stimulus stimulus);
  void pass_ms(std::int64_t ms);
  void compare(const Stimulus& stimulus, const StepResult& result);
  void begin_comparison();
  void end_comparison();
  void look_at_everything();
  std::string last_steps() const;

  Happenings happenings_;
  Engine engine_;
  Witness witness_;
  std::unique_ptr<Engine> second_;
  std::int64_t second_until_ = 0;  // steps
  WallTime now_{1'780'000'000'000};
  std::int64_t steps_ = 0;
  Seen seen_;
  std::deque<Happened> kept_;
};

}  // namespace tandem::scenarios
