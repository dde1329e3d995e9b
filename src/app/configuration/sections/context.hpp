// What the readers of the sections share while one file is parsed: the names declared so far, the problems, and the
// result. Lives on the stack of parse(), beside the tree that it points into.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "app/configuration/desired.hpp"
#include "app/configuration/fields.hpp"
#include "app/configuration/hours/hours.hpp"
#include "base/id_source.hpp"

namespace tandem::configuration {

// The names of one kind of thing, with their ids.
template <class IdType>
class Names {
 public:
  explicit Names(Localized kind) : kind_(std::move(kind)) {}

  void keep(const std::string& name, IdType id) { existing_.emplace(name, id); }

  // None, with a problem added, for a name that was declared before.
  IdType declare(const std::string& name, Mark mark, Problems& problems, IdSource& ids) {
    const auto known = existing_.find(name);
    const auto id = known != existing_.end() ? known->second : ids.next<IdType>();
    if (declared_.emplace(name, id).second) return id;
    problems.add(mark, there_twice(said("{}“{}”", "the {} '{}'", kind_, name)));
    return IdType{};
  }
  IdType find(const std::string& name, Mark mark, Problems& problems) const {
    const auto at = declared_.find(name);
    if (at != declared_.end()) return at->second;
    std::vector<std::string> names;
    for (const auto& [known, id] : declared_) names.push_back(known);
    problems.add(mark, said("配置中没有{}“{}”{}", "there is no {} '{}' in this file{}", kind_, name, suggestion(name, names)));
    return IdType{};
  }

 private:
  Localized kind_;
  std::map<std::string, IdType> existing_, declared_;
};

// A queue's overflow may lead to flows, which are read after the queues.
struct UnreadOverflow {
  std::size_t queue = 0;  // index into the configuration's, while they stand as in the file
  const Node* node = nullptr;
};

struct Context {
  Problems& problems;
  const Existing& existing;
  IdSource& ids;
  WallTime now;
  Desired desired{};
  Names<SkillId> skills{{"技能", "skill"}};
  Names<TeamId> teams{{"班组", "team"}};
  Names<HoursId> hours{{"工作时间", "entry of hours"}};
  Names<QueueId> queues{{"队列", "queue"}};
  Names<FlowId> flows{{"流程", "flow"}};
  Names<NumberId> numbers{{"号码", "number"}};
  Names<TrunkId> trunks{{"中继", "trunk"}};
  Names<SiteId> sites{{"站点", "site"}};
  Names<UserId> logins{{"登录名", "login"}};
  std::map<std::string, Mark> devices{};
  std::string time_zone{usual_time_zone};  // of hours that name none
  std::vector<UnreadOverflow> overflows{};
  // Where the queues, rules and agents stand, beside them as long as they stand as in the file.
  std::vector<Mark> queue_marks{}, rule_marks{}, agent_marks{};

  const std::string& language() const { return desired.configuration.default_language; }
};

// Each reads the value of its key; null where the file has none. In the order in which names must be known.
void read_settings(Context& context, const Node* settings, const Node* capacity);
void read_skills(Context& context, const Node* skills);
void read_teams(Context& context, const Node* teams);
void read_hours(Context& context, const Node* hours);
void read_queues(Context& context, const Node* queues);
void read_words(Context& context, const Node* dispositions, const Node* break_reasons, const Node* reject_reasons);
void read_agents(Context& context, const Node* agents);
void read_users(Context& context, const Node* users);
void read_flows(Context& context, const Node* flows);
void read_overflows(Context& context);
void read_numbers(Context& context, const Node* numbers);
void read_trunks(Context& context, const Node* trunks);
void read_sites(Context& context, const Node* sites);
void read_rules(Context& context, const Node* rules);
// Warns of what nobody can serve; the lists still stand as in the file.
void check_served(Context& context);

// {skill: level, …}, sorted by skill.
std::vector<SkillLevel> read_skill_levels(Context& context, const Node& node, const Localized& what, int lowest);
// [team, …], sorted, each once.
std::vector<TeamId> read_team_names(Context& context, const Node& node, const Localized& what);
// a-z, 0-9, '_' and '-'.
bool is_code(std::string_view text);
// What 'settings' says, or the usual one.
std::string read_default_time_zone(Fields& settings);

// Reads one flow's nodes and checks the graph.
FlowGraph read_flow(Context& context, const Node& node, FlowId id, const std::string& name);
// Nodes that nothing leads to, and loops in which nothing waits for the customer. `marks` stand beside the nodes.
void check_graph(const FlowGraph& graph, const std::vector<Mark>& marks, Problems& problems);

// A list of words out of `words`, each at most once, as their indexes in the order of the file.
std::vector<std::size_t> read_words_of(const Node& node, const Localized& what, const std::vector<std::string>& words,
                                       Problems& problems);

// The words of an enumeration from `first` to `last`.
template <class E>
std::vector<std::string> words_of(E first, E last) {
  std::vector<std::string> out;
  for (auto value = static_cast<int>(first); value <= static_cast<int>(last); ++value) out.emplace_back(name_of(E{value}));
  return out;
}

template <class T>
void sort_by_id(std::vector<T>& list) {
  std::sort(list.begin(), list.end(), [](const T& a, const T& b) { return a.id < b.id; });
}

}  // namespace tandem::configuration
