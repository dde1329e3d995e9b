// The agents of a simulation: who is on duty, who is busy, and how long both were. It says what the engine has to be told;
// the simulation tells it. A break that begins late, because of a contact in hand, is taken in full all the same. One run,
// one thread.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "model/configuration.hpp"
#include "model/stimulus.hpp"
#include "sim/load.hpp"
#include "sim/simulation.hpp"

namespace tandem::sim {

class Roster {
 public:
  static constexpr std::int64_t longest_break_ms = 3'600'000;  // between two shifts; longer ones are the time between two days

  Roster(const Configuration& configuration, const Load& load);

  // Everybody is available to begin with: these are not.
  std::vector<SetAgentState> absent_at_start() const;
  // When the shift of this agent begins or ends next; none: no more.
  std::optional<std::int64_t> next_change(AgentId agent, std::int64_t at_ms) const;
  // When a break that began late ends; none: they are not on one. To be asked after each of the following.
  std::optional<std::int64_t> late_break_ends(AgentId agent, std::int64_t at_ms) const;

  // What becomes of the agent; nothing: all stays as it is. Who has work in hand gets no more, and goes when it is done.
  std::optional<SetAgentState> shift_changed(AgentId agent, std::int64_t at_ms);
  std::optional<SetAgentState> finished_work(AgentId agent, std::int64_t at_ms);
  std::optional<SetAgentState> come_back(AgentId agent, std::int64_t at_ms);
  void took_work(AgentId agent, std::int64_t at_ms);

  // Nothing happens any more.
  std::map<AgentId, AgentTally> finish(std::int64_t at_ms);

 private:
  struct Member {
    const Shifts* shifts = nullptr;  // null: always on duty
    bool in_shift = true;
    bool away = false;
    int contacts = 0;
    std::int64_t owed_ms = 0;  // of breaks that began while there was work in hand
    std::int64_t back_ms = 0;  // not before, where a break began late
    std::int64_t busy_since_ms = 0, present_since_ms = 0;
    AgentTally tally;
  };
  std::int64_t break_from(const Member& member, std::int64_t at_ms) const;
  SetAgentState leave(AgentId agent, Member& member, std::int64_t at_ms);
  std::int64_t counted(std::int64_t from_ms, std::int64_t until_ms) const;

  const Load& load_;
  std::map<AgentId, Member> members_;
};

}  // namespace tandem::sim
