// What a flow's graph must keep: every node can be reached, and no way through it goes round without ever waiting for
// the customer (the interpreter would turn for ever within one step).
#include <vector>

#include "app/configuration/sections/context.hpp"

namespace tandem::configuration {
namespace {

std::vector<NodeIndex> ways_out(const FlowNodeBody& body) {
  std::vector<NodeIndex> out;
  if (const auto* say = std::get_if<SayNode>(&body)) out = {say->next};
  if (const auto* menu = std::get_if<MenuNode>(&body)) {
    out = {menu->no_input, menu->invalid};
    for (const auto& choice : menu->choices) out.push_back(choice.next);
  }
  if (const auto* collect = std::get_if<CollectNode>(&body)) out = {collect->next, collect->no_input};
  if (const auto* look_up = std::get_if<LookUpNode>(&body)) out = {look_up->found, look_up->not_found, look_up->failed};
  if (const auto* set = std::get_if<SetNode>(&body)) out = {set->next};
  if (const auto* callback = std::get_if<CallbackNode>(&body)) out = {callback->next};
  if (const auto* branch = std::get_if<BranchNode>(&body)) {
    out = {branch->otherwise};
    for (const auto& one : branch->cases) out.push_back(one.next);
  }
  std::erase(out, flow_end);
  return out;
}

bool waits_for_customer(const FlowNodeBody& body) {
  return std::holds_alternative<MenuNode>(body) || std::holds_alternative<CollectNode>(body);
}

class Walk {
 public:
  explicit Walk(const FlowGraph& graph) : graph_(graph), reached_(graph.nodes.size()), colour_(graph.nodes.size()) {}

  std::vector<bool> reachable() {
    std::vector<NodeIndex> todo;
    if (graph_.start != flow_end) todo.push_back(graph_.start);
    while (!todo.empty()) {
      const auto at = static_cast<std::size_t>(todo.back());
      todo.pop_back();
      if (reached_[at]) continue;
      reached_[at] = true;
      for (const auto next : ways_out(graph_.nodes[at].body)) todo.push_back(next);
    }
    return reached_;
  }

  // The first node of each loop among nodes that do not wait. Depth first without recursion: flows can be long.
  std::vector<std::size_t> loops() {
    std::vector<std::size_t> found;
    for (std::size_t root = 0; root < graph_.nodes.size(); ++root) {
      if (colour_[root] == Colour::unseen) search(root, found);
    }
    return found;
  }

 private:
  enum class Colour : char { unseen, open, done };
  struct Step {
    std::size_t node;
    std::vector<NodeIndex> left;
  };

  std::vector<NodeIndex> ways(std::size_t node) const {
    return waits_for_customer(graph_.nodes[node].body) ? std::vector<NodeIndex>{} : ways_out(graph_.nodes[node].body);
  }
  void search(std::size_t root, std::vector<std::size_t>& found) {
    std::vector<Step> path{{root, ways(root)}};
    colour_[root] = Colour::open;
    while (!path.empty()) {
      auto& step = path.back();
      if (step.left.empty()) {
        colour_[step.node] = Colour::done;
        path.pop_back();
        continue;
      }
      const auto next = static_cast<std::size_t>(step.left.back());
      step.left.pop_back();
      if (colour_[next] == Colour::open) found.push_back(next);
      if (colour_[next] != Colour::unseen) continue;
      colour_[next] = Colour::open;
      path.push_back({next, ways(next)});
    }
  }

  const FlowGraph& graph_;
  std::vector<bool> reached_;
  std::vector<Colour> colour_;
};

}  // namespace

void check_graph(const FlowGraph& graph, const std::vector<Mark>& marks, Problems& problems) {
  Walk walk(graph);
  const auto reached = walk.reachable();
  for (std::size_t i = 0; i < reached.size(); ++i)
    if (!reached[i])
      problems.add(marks[i], said("流程“{}”中没有任何一步通向节点“{}”；请删除它，或让某一步通向它",
                                  "nothing in flow '{}' leads to node '{}'; remove it or lead there", graph.name, graph.nodes[i].name));
  for (const auto node : walk.loops())
    problems.add(marks[node], said("流程“{}”会不等客户操作就回到节点“{}”；请在循环中放入 menu 或 collect",
                                   "flow '{}' comes back to node '{}' without ever waiting for the customer; put a menu or collect into "
                                   "the loop",
                                   graph.name, graph.nodes[node].name));
}

}  // namespace tandem::configuration
