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
    for (const auto& line : state.ready_with(skill)) {
      if (!(line.channels & bit)) continue;
      size_ += line.agents.size();
      lines_.push_back({line.agents.begin(), line.agents.end()});
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

// Of the rarest of the skills that are asked for.
Candidates candidates_for(const State& state, Channel channel, const std::vector<SkillLevel>& required) {
  if (required.empty()) return {state, channel, SkillId{}};
  Candidates fewest(state, channel, required.front().skill);
  for (std::size_t i = 1; i < required.size(); ++i) {
    Candidates found(state, channel, required[i].skill);
    if (found.size() < fewest.size()) fewest = std::move(found);
  }
  return fewest;
}

std::int64_t sum_of_levels(const Agent& agent, const std::vector<SkillLevel>& required) {
  std::int64_t sum = 0;
  for (const auto& need : required) sum += level_of(agent.profile->skills, need.skill);
  return sum;
}

// One group of agents who may take a task, and how the first of them is found.
struct Group {
  const Queue* queue;  // whose agents; null: it is no longer configured
  const std::vector<SkillLevel>& required;
  const std::vector<TeamId>& teams;
  AgentChoice choice() const { return queue ? queue->choose : AgentChoice::longest_idle; }
  bool has(const AgentProfile& profile) const { return is_skilled(profile, required) && is_of_team(profile, teams); }
};

// The task's own group, then those that help out. Stops where `visit` gives true.
template <class Visit>
bool any_group(const State& state, const Task& task, Visit visit) {
  const auto& queues = state.configuration->queues;
  if (visit(Group{find_by_id(queues, task.queue), task.required, task.teams})) return true;
  if (task.only) return false;
  return std::ranges::any_of(task.also, [&](const OverflowWay& way) {
    return visit(Group{find_by_id(queues, way.queue), way.required, way.teams});
  });
}

// The lower the sooner; all the same for who is asked longest idle first.
std::int64_t rank(const State& state, const Agent& agent, const Group& group) {
  switch (group.choice()) {
    case AgentChoice::longest_idle: return 0;
    case AgentChoice::least_occupied: return agent.load;
    case AgentChoice::most_skilled: return -sum_of_levels(agent, group.required);
    case AgentChoice::least_skilled: return sum_of_levels(agent, group.required);
    case AgentChoice::round_robin: return agent.offered_at.ms;
    case AgentChoice::best_score: return -score_permille(state, agent, *group.queue);
  }
  return 0;
}

// On duty, reachable and with room: what does not depend on what is asked for.
bool is_ready(const State& state, const Agent& agent, Channel channel) {
  return agent.profile && agent.state == AgentState::available && can_be_reached(agent, *agent.profile, channel) &&
         indexes::has_room(state, agent, channel);
}

bool may_be_asked(const State& state, const Agent& agent, const Task& task, const Group& group, WallTime now) {
  return is_ready(state, agent, task.channel) && group.has(*agent.profile) && !is_blocked(task, agent.id) &&
         !was_passed_over(task, agent.id, now);
}

const Agent* first_of(const State& state, const Task& task, const Group& group, WallTime now) {
  const Agent* best = nullptr;
  std::int64_t best_rank = 0;
  auto candidates = candidates_for(state, task.channel, group.required);
  while (const auto* key = candidates.next()) {
    const auto* agent = state.agent(std::get<AgentId>(*key));
    if (!may_be_asked(state, *agent, task, group, now)) continue;
    if (group.choice() == AgentChoice::longest_idle) return agent;  // in the order of the candidates
    const auto agent_rank = rank(state, *agent, group);
    if (best && agent_rank >= best_rank) continue;
    best = agent;
    best_rank = agent_rank;
  }
  return best;
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

bool can_serve(const State& state, const Agent& agent, const WaitingClass& line) {
  return (!line.only || line.only == agent.id) && is_ready(state, agent, line.channel) &&
         is_skilled(*agent.profile, line.required) && is_of_team(*agent.profile, line.teams);
}

bool was_passed_over(const Task& task, AgentId agent, WallTime now) {
  return std::any_of(task.passed.begin(), task.passed.end(),
                     [&](const PassedOver& passed) { return passed.agent == agent && passed.until > now; });
}

bool is_blocked(const Task& task, AgentId agent) { return std::ranges::binary_search(task.blocked, agent); }

bool is_kept_from(const Task& task, AgentId agent) { return task.only && task.only != agent; }

bool can_take(const State& state, const Agent& agent, const Task& task, WallTime now) {
  if (task.asleep || is_kept_from(task, agent.id)) return false;
  return any_group(state, task, [&](const Group& group) { return may_be_asked(state, agent, task, group, now); });
}

bool anybody_serves(const State& state, const Queue& queue) {
  return std::ranges::any_of(state.agents, [&](const auto& entry) {
    const auto* profile = entry.second.profile;
    return entry.second.state != AgentState::offline && profile && is_skilled(*profile, queue.required) && is_of_team(*profile, queue.teams);
  });
}

const Agent* choose_agent(const State& state, const Task& task, WallTime now) {
  if (task.asleep) return nullptr;
  if (task.only) {
    const auto* agent = state.agent(task.only);
    return agent && can_take(state, *agent, task, now) ? agent : nullptr;
  }
  const Agent* chosen = nullptr;
  any_group(state, task, [&](const Group& group) { return (chosen = first_of(state, task, group, now)) != nullptr; });
  return chosen;
}

int score_permille(const State& state, const Agent& agent, const Queue& queue) {
  constexpr std::int64_t middle = 500;
  const auto pace = state.pace.find(queue.id);
  const auto usual_ms = pace == state.pace.end() ? 0 : pace->second.handle_ms;
  const auto& quality = agent.quality;
  // As fast as usual is the middle, twice as fast two thirds, half as fast one third.
  const auto speed = usual_ms == 0 || quality.handle_ms == 0 ? middle : 1000 * usual_ms / (usual_ms + quality.handle_ms);
  const auto known = [](int permille) { return permille < 0 ? middle : std::int64_t{permille}; };
  const auto& weights = queue.weights;
  const auto all = weights.handle_time + weights.satisfaction + weights.resolution;
  if (all <= 0) return static_cast<int>(middle);
  return static_cast<int>((weights.handle_time * speed + weights.satisfaction * known(quality.satisfaction_permille) +
                           weights.resolution * known(quality.resolution_permille)) /
                          all);
}

RoutingReason reason_for(const State& state, const Agent& agent, const Task& task, WallTime now) {
  RoutingReason why;
  why.idle_ms = agent.load > 0 ? 0 : now.since_ms(agent.idle_since);
  why.relaxed = task.relaxed;
  why.sticky = task.only ? task.sticky : StickyTo::nobody;
  why.rules = task.rules;
  any_group(state, task, [&](const Group& group) {
    if (!group.has(*agent.profile)) return false;
    for (const auto& need : group.required) why.matched.push_back({need.skill, level_of(agent.profile->skills, need.skill)});
    why.choose = group.choice();
    if (group.queue && group.queue->id != task.queue) why.overflow = group.queue->id;
    if (why.choose == AgentChoice::best_score) why.score_permille = score_permille(state, agent, *group.queue);
    auto candidates = candidates_for(state, task.channel, group.required);
    while (const auto* key = why.candidates < most_counted_candidates ? candidates.next() : nullptr) {
      const auto& other = *state.agent(std::get<AgentId>(*key));
      if (!is_kept_from(task, other.id) && may_be_asked(state, other, task, group, now)) ++why.candidates;
    }
    return true;
  });
  return why;
}

}  // namespace tandem::rules
