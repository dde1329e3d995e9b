// What comes in: streams of contacts, each for one queue, with how long they take and how long they wait. A Load says it
// in distributions, or names a trace of what really came; Arrivals draws from it one contact after another, in the order
// in which they come.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "model/ids.hpp"
#include "model/terms.hpp"
#include "sim/centre/shifts.hpp"
#include "sim/random.hpp"

namespace tandem::sim {

class Replay;
struct Who;

// A length of time in milliseconds.
struct Duration {
  enum class Shape { constant, exponential, lognormal };
  Shape shape = Shape::exponential;
  double mean_ms = 0;
  double cv = 1;  // lognormal only: standard deviation / mean
  std::int64_t draw(Random& random) const;
};

struct Stream {
  QueueId queue;
  Channel channel = Channel::voice;  // or webchat
  int priority = 0;                  // added to the queue's own
  // Poisson arrivals, contacts an hour: one value for always, or one for each half hour of the day, from midnight on.
  std::vector<double> per_hour;
  Duration handle;                   // talk and wrap-up together
  std::optional<Duration> patience;  // who waits longer leaves; none: nobody leaves
};

// Where only the time of the day is known: 2026-06-01, a Monday.
inline constexpr WallTime any_midnight{1'780'272'000'000};

struct Load {
  std::int64_t length_ms = 0;   // contacts come from 0 on, until then; work in hand is finished
  std::int64_t warm_up_ms = 0;  // who comes before is served, but not counted
  std::vector<Stream> streams;
  std::map<AgentId, double> pace;  // an agent's handle times are multiplied by this; 1 where nothing stands
  std::map<AgentId, Shifts> shifts;
  std::optional<Shifts> others;    // of agents who do not stand in `shifts`; none: always on duty
  // The contacts come from this instead of being drawn; the streams say where they enter.
  std::shared_ptr<const Replay> replay;
  std::optional<WallTime> start;   // when 0 ms was; none: any_midnight
};

struct Contact {
  std::int64_t at_ms = 0;
  std::size_t stream = 0;
  std::int64_t handle_ms = 0;
  std::optional<std::int64_t> patience_ms;
  const Who* who = nullptr;  // of the trace; null: nothing is known
};

class Arrivals {
 public:
  Arrivals(const Load& load, std::uint64_t seed);
  std::optional<Contact> next();  // none: the load's length is over

 private:
  struct Source {
    Random between, handle, patience;
    double at_ms = 0;
  };
  void advance(std::size_t stream);  // to its next arrival; infinity: none before the load is over

  const Load& load_;
  std::vector<Source> sources_;  // one for each stream; of a trace: one
  std::size_t replayed_ = 0;     // contacts of the trace
};

}  // namespace tandem::sim
