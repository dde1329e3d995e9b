#include "core/rules/matching.hpp"

#include <algorithm>

#include "core/indexes.hpp"

namespace tandem::rules {
namespace {

int level_of(const std::vector<SkillLevel>& skills, SkillId skill) {
  for (const auto& known : skills)
    if (known.skill == skill) return known.level;
  return -1;
}

// Those with room for one more of this channel who have this skill, whatever else they have room for, longest idle first.
class Candidates {
 public:
  Candidates(const State& state, Channel channel, SkillId skill) {
    const auto bit = indexes::channel_bit(*state.configuration, channel);
    const unsigned all = 1u << state.configuration->capacity.size();
    for (unsigned channels = bit; bit && channels < all; channels = (channels + 1) | bit) {
      const auto line = state.ready.find({channels, skill});
      if (line == state.ready.end()) continue;
      size_ += line->second.size();
      lines_.push_back({line->second.begin(), line->second.end()});
    }
  }

  std::size_t size() const { return size_; }

  // Null at the end.
  const IdleKey* next() {
    Part* first = nullptr;
    for (auto& part : lines_)
      if (part.at != part.end && (!first || *part.at < *first->at)) first = &part;
    return first ? &*first->at++ : nullptr;
  }

 private:
  struct Part {
    absl::btree_set<IdleKey>::const_iterator at, end;
  };
  std::vector<Part> lines_;
  std::size_t size_ = 0;
};

// Of the rarest of the skills that the task asks for.
Candidates candidates_for(const State& state, const Task& task) {
  if (task.required.empty()) return {state, task.channel, SkillId{}};
  Candidates fewest(state, task.channel, task.required.front().skill);
  for (std::size_t i = 1; i < task.required.size(); ++i) {
    Candidates found(state, task.channel, task.required[i].skill);
    if (found.size() < fewest.size()) fewest = std::move(found);
  }
  return fewest;
}

AgentChoice choice_of(const State& state, const Task& task) {
  const auto* queue = find_by_id(state.configuration->queues, task.queue);
  return queue ? queue->choose : AgentChoice::longest_idle;
}

std::int64_t sum_of_levels(const State& state, const Agent& agent, const Task& task) {
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  std::int64_t sum = 0;
  for (const auto& need : task.required) sum += level_of(profile->skills, need.skill);
  return sum;
}

// The lower the sooner; all the same for who is asked longest idle first.
std::int64_t rank(const State& state, const Agent& agent, const Task& task, AgentChoice choice) {
  switch (choice) {
    case AgentChoice::longest_idle: return 0;
    case AgentChoice::least_occupied: return agent.load;
    case AgentChoice::most_skilled: return -sum_of_levels(state, agent, task);
    case AgentChoice::least_skilled: return sum_of_levels(state, agent, task);
    case AgentChoice::round_robin: return agent.offered_at.ms;
  }
  return 0;
}

}  // namespace

bool is_skilled(const AgentProfile& profile, const std::vector<SkillLevel>& required) {
  return std::all_of(required.begin(), required.end(),
                     [&](const SkillLevel& need) { return level_of(profile.skills, need.skill) >= need.level; });
}

bool can_be_reached(const Agent& agent, const AgentProfile& profile, Channel channel) {
  if (channel == Channel::voice && profile.phone == PhoneKind::sip) return true;
  return agent.connected;
}

bool is_of_team(const AgentProfile& profile, const std::vector<TeamId>& teams) {
  return teams.empty() || std::ranges::binary_search(teams, profile.team);
}

bool can_serve(const State& state, const Agent& agent, Channel channel, const std::vector<SkillLevel>& required,
               const std::vector<TeamId>& teams) {
  if (agent.state != AgentState::available) return false;
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  if (!profile || !can_be_reached(agent, *profile, channel) || !indexes::has_room(state, agent, channel)) return false;
  return is_skilled(*profile, required) && is_of_team(*profile, teams);
}

bool was_passed_over(const Task& task, AgentId agent, WallTime now) {
  return std::any_of(task.passed.begin(), task.passed.end(),
                     [&](const PassedOver& passed) { return passed.agent == agent && passed.until > now; });
}

bool can_take(const State& state, const Agent& agent, const Task& task, WallTime now) {
  return can_serve(state, agent, task.channel, task.required, task.teams) && !was_passed_over(task, agent.id, now);
}

const Agent* choose_agent(const State& state, const Task& task, WallTime now) {
  const auto choice = choice_of(state, task);
  const Agent* best = nullptr;
  std::int64_t best_rank = 0;
  auto candidates = candidates_for(state, task);
  while (const auto* key = candidates.next()) {
    const auto* agent = state.agent(std::get<AgentId>(*key));
    if (!can_take(state, *agent, task, now)) continue;
    if (choice == AgentChoice::longest_idle) return agent;  // in the order of the candidates
    const auto agent_rank = rank(state, *agent, task, choice);
    if (best && agent_rank >= best_rank) continue;
    best = agent;
    best_rank = agent_rank;
  }
  return best;
}

RoutingReason reason_for(const State& state, const Agent& agent, const Task& task, WallTime now) {
  RoutingReason why;
  const auto* profile = find_by_id(state.configuration->agents, agent.id);
  for (const auto& need : task.required) why.matched.push_back({need.skill, level_of(profile->skills, need.skill)});
  why.idle_ms = agent.load > 0 ? 0 : now.since_ms(agent.idle_since);
  why.choose = choice_of(state, task);
  why.relaxed = task.relaxed;
  auto candidates = candidates_for(state, task);
  while (const auto* key = why.candidates < most_counted_candidates ? candidates.next() : nullptr)
    if (can_take(state, *state.agent(std::get<AgentId>(*key)), task, now)) ++why.candidates;
  return why;
}

}  // namespace tandem::rules
