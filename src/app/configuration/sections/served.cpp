// Warns of queues that nobody can serve, of rules that make one so, and of agents for whom there is no queue. What a
// contact brings along (match) is not counted: it differs from one to the next.
#include <algorithm>

#include "app/configuration/sections/context.hpp"

namespace tandem::configuration {
namespace {

// What a task asks for at one time.
struct Wish {
  std::vector<SkillLevel> required;
  std::vector<TeamId> teams;
};

bool has_level(const AgentProfile& agent, const SkillLevel& need) {
  return std::any_of(agent.skills.begin(), agent.skills.end(),
                     [&](const SkillLevel& known) { return known.skill == need.skill && known.level >= need.level; });
}
bool has_skills(const AgentProfile& agent, const std::vector<SkillLevel>& required) {
  return std::all_of(required.begin(), required.end(), [&](const SkillLevel& need) { return has_level(agent, need); });
}
bool is_of(const AgentProfile& agent, const std::vector<TeamId>& teams) {
  return teams.empty() || std::find(teams.begin(), teams.end(), agent.team) != teams.end();
}

class Checker {
 public:
  explicit Checker(Context& context) : context_(context), configuration_(context.desired.configuration) {}

  void check() {
    if (configuration_.queues.empty()) return;
    if (configuration_.agents.empty())
      return context_.problems.warn(context_.queue_marks.front(),
                                    {"没有座席：这些队列没有人能服务", "there are no agents: nobody can serve the queues"});
    for (const auto& queue : configuration_.queues) wishes_.push_back(wishes_of(queue));
    for (std::size_t i = 0; i < configuration_.queues.size(); ++i) check_queue(i);
    for (std::size_t i = 0; i < configuration_.rules.size(); ++i) check_rule(configuration_.rules[i], context_.rule_marks[i]);
    for (std::size_t i = 0; i < configuration_.agents.size(); ++i) check_agent(configuration_.agents[i], context_.agent_marks[i]);
  }

 private:
  // First what the queue asks for, then each step of asking for less.
  static std::vector<Wish> wishes_of(const Queue& queue) {
    std::vector<Wish> out{{queue.required, queue.teams}};
    for (const auto& step : queue.relaxations) out.push_back({step.required, step.teams});
    return out;
  }

  std::size_t index_of(QueueId id) const {  // the lists are not sorted yet
    const auto& queues = configuration_.queues;
    return static_cast<std::size_t>(std::find_if(queues.begin(), queues.end(), [&](auto& queue) { return queue.id == id; }) - queues.begin());
  }

  // Once the work is more than a person would wait for, everything counts as served.
  bool can_take(const AgentProfile& agent, const Wish& wish, const RoutingRule* rule) {
    if (--budget_ < 0) return true;
    if (!is_of(agent, rule && !rule->teams.empty() ? rule->teams : wish.teams)) return false;
    return has_skills(agent, wish.required) && (!rule || has_skills(agent, rule->required));
  }
  bool anybody(const Wish& wish, const RoutingRule* rule) {
    return std::any_of(configuration_.agents.begin(), configuration_.agents.end(),
                       [&](const AgentProfile& agent) { return can_take(agent, wish, rule); });
  }
  // By agents of its own, or of a queue that helps out.
  bool is_served(std::size_t queue, const RoutingRule* rule) {
    const auto served = [&](const Wish& wish) { return anybody(wish, rule); };
    if (std::any_of(wishes_[queue].begin(), wishes_[queue].end(), served)) return true;
    for (const auto& overflow : configuration_.queues[queue].overflows)  // those are asked for what their own queue wants
      if (overflow.queue && anybody(wishes_[index_of(overflow.queue)].front(), nullptr)) return true;
    return false;
  }

  Localized nobody_has(const SkillLevel& need) const {
    std::string name;
    for (const auto& skill : configuration_.skills)
      if (skill.id == need.skill) name = skill.name;
    return said("没有人的“{}”达到 {} 级", "nobody has '{}' at level {}", name, need.level);
  }

  // Why nobody can take it.
  Localized reason(const Wish& wish) const {
    const auto& agents = configuration_.agents;
    for (const auto& need : wish.required)
      if (std::none_of(agents.begin(), agents.end(), [&](auto& agent) { return has_level(agent, need); }))
        return nobody_has(need);
    if (std::none_of(agents.begin(), agents.end(), [&](auto& agent) { return is_of(agent, wish.teams); }))
      return {"没有人属于所要求的班组", "nobody is of its teams"};
    if (std::any_of(agents.begin(), agents.end(), [&](auto& agent) { return has_skills(agent, wish.required); }))
      return {"所要求的班组中没有人具备全部所要求的技能", "nobody of its teams has all of its skills"};
    return {"没有人具备全部所要求的技能", "nobody has all of its skills"};
  }
  Localized reason(Wish wish, const RoutingRule& rule) const {
    wish.required.insert(wish.required.end(), rule.required.begin(), rule.required.end());
    if (!rule.teams.empty()) wish.teams = rule.teams;
    return reason(wish);
  }

  void check_queue(std::size_t queue) {
    if (is_served(queue, nullptr)) return;
    context_.problems.warn(context_.queue_marks[queue], said("没有人能服务队列“{}”：{}", "nobody can serve queue '{}': {}",
                                                            configuration_.queues[queue].name, reason(wishes_[queue].front())));
  }

  void check_rule(const RoutingRule& rule, Mark mark) {
    if (rule.required.empty() && rule.teams.empty()) return;
    if (rule.queue) {
      const auto queue = index_of(rule.queue);
      if (is_served(queue, &rule) || !is_served(queue, nullptr)) return;
      context_.problems.warn(mark, said("加上路由策略“{1}”的要求后，没有人能服务队列“{0}”：{2}",
                                        "nobody can serve queue '{0}' with what rule '{1}' asks for: {2}",
                                        configuration_.queues[queue].name, rule.name, reason(wishes_[queue].front(), rule)));
      return;
    }
    for (std::size_t queue = 0; queue < configuration_.queues.size(); ++queue)
      if (is_served(queue, &rule)) return;
    context_.problems.warn(mark, said("加上路由策略“{}”的要求后，没有人能服务任何队列：{}",
                                      "nobody can serve any queue with what rule '{}' asks for: {}", rule.name, reason({}, rule)));
  }

  void check_agent(const AgentProfile& agent, Mark mark) {
    for (std::size_t queue = 0; queue < configuration_.queues.size(); ++queue)
      for (const auto& wish : wishes_[queue]) {
        if (can_take(agent, wish, nullptr)) return;
        for (const auto& rule : configuration_.rules)  // one that names teams can let in whom the queue does not
          if (!rule.teams.empty() && (!rule.queue || rule.queue == configuration_.queues[queue].id) && can_take(agent, wish, &rule))
            return;
      }
    context_.problems.warn(mark, said("没有座席“{}”能服务的队列；请为其填写技能或班组",
                                      "there is no queue that agent '{}' can serve; give them skills or a team", agent.login));
  }

  Context& context_;
  const Configuration& configuration_;
  std::vector<std::vector<Wish>> wishes_;  // beside the queues
  std::int64_t budget_ = 20'000'000;
};

}  // namespace

void check_served(Context& context) { Checker(context).check(); }

}  // namespace tandem::configuration
