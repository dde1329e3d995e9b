// What really came in, contact by contact, and when the agents were there: from a file, or from a journal. Everything is
// counted in milliseconds from the trace's start. A value.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "model/ids.hpp"
#include "model/terms.hpp"
#include "model/traits.hpp"
#include "sim/centre/shifts.hpp"
#include "sim/simulation.hpp"

namespace tandem::sim {

// What is known about a customer, where a journal says it.
struct Who {
  std::string tier, language;
  CustomerTraits traits;
  bool operator==(const Who&) const = default;
};

enum class Ending : std::uint8_t { answered, left, open };  // open: still waiting at the trace's end, or taken away

struct TraceContact {
  std::int64_t at_ms = 0;        // it began to wait
  QueueId queue;                 // where it waited in the end
  QueueId entered;               // where it was sent at first, before any rule of the configuration; none: there too
  AgentId agent;                 // who served it; none: nobody, or not known
  std::int32_t priority = 0;     // added to the queue's own
  std::int32_t handle_ms = -1;   // talk and wrap-up together; -1: not known
  std::int32_t waited_ms = 0;    // until it was answered, left or was last seen
  std::int32_t estimate_ms = -1; // how long it was thought to wait; -1: nothing was said
  std::uint32_t who = 0;         // into Trace::who
  Channel channel = Channel::voice;
  Ending ending = Ending::answered;
  bool overflowed = false;       // another queue's agents took it, or it was led elsewhere
};

struct Trace {
  static constexpr std::size_t most_contacts = 5'000'000;

  WallTime start;                        // what 0 ms is; a whole half hour, so that half hours of the day are found
  std::int64_t length_ms = 0;            // contacts come until then
  std::vector<TraceContact> contacts;    // in the order in which they came
  std::vector<Who> who{Who{}};
  std::int64_t left_out = 0;             // contacts of queues that are no longer there
  // Of every agent of the configuration, an empty one for those who were not there; none: not known, all are always there.
  std::optional<std::map<AgentId, Shifts>> shifts;
};

// The trace as if it were the outcome of a simulation.
Outcome observed(const Trace& trace, const Configuration& configuration);

// Shifts from what the agents of the trace did: every half hour in which they served somebody, without the time in which they
// served nobody although somebody waited (longer than a telephone rings) whom they could have served. Nothing where the trace
// names nobody.
std::optional<std::map<AgentId, Shifts>> shifts_by_work(const Trace& trace, const Configuration& configuration);

}  // namespace tandem::sim
