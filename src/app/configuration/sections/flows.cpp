// Flows: a map of named nodes becomes a graph of indexes.
#include <algorithm>
#include <set>

#include "app/configuration/sections/context.hpp"

namespace tandem::configuration {
namespace {

constexpr std::string_view end_name = "end";
const std::vector<std::string> node_kinds{"say", "menu", "collect", "lookup", "set", "branch", "callback", "queue", "hang_up"};

bool is_variable(std::string_view text) {
  return !text.empty() && text.size() <= 60 && ((text[0] >= 'a' && text[0] <= 'z') || text[0] == '_') &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; });
}

bool is_key(std::string_view text) {
  return text.size() == 1 && std::string_view("0123456789*#").find(text[0]) != text.npos;
}

class FlowReader {
 public:
  FlowReader(Context& context, FlowGraph& graph) : context_(context), problems_(context.problems), graph_(graph) {}

  void read(const Node& node) {
    Fields fields(node, what_of_flow(), problems_);
    const auto* start = fields.need("start");
    const auto* nodes = fields.need("nodes");
    fields.finish();
    if (!nodes) return;
    if (nodes->kind != Node::Kind::map || nodes->keys.empty())
      return problems_.add(nodes->mark, said("{}必须是“名称: 节点”形式的映射，且至少有一个节点",
                                             "{} must be a map of 'name: node' with at least one", fields.what("nodes")));
    for (std::size_t i = 0; i < nodes->keys.size(); ++i) {
      names_.push_back(nodes->keys[i].text);
      marks_.push_back(nodes->keys[i].mark);
      (void)as_text(nodes->keys[i], {"节点的名称", "a node's name"}, problems_);
      if (names_.back() == end_name)
        problems_.add(marks_.back(), {"'end' 表示流程结束；请给节点另取名称", "'end' is the end of every flow; name the node otherwise"});
    }
    if (start) graph_.start = target(*start);
    if (start && graph_.start == flow_end && start->text == end_name)
      problems_.add(start->mark, {"流程不能从结束处开始；请填写一个节点", "a flow cannot start at its end"});
    for (std::size_t i = 0; i < names_.size(); ++i)
      graph_.nodes.push_back({names_[i], body(nodes->items[i], names_[i])});
    check_variables();
    if (problems_.none()) check_graph(graph_, marks_, problems_);
  }

 private:
  Localized what_of_flow() const { return said("流程“{}”", "flow '{}'", graph_.name); }

  NodeIndex target(const Node& node) {
    const auto name = as_text(node, {"节点的名称", "a node's name"}, problems_);
    if (!name || *name == end_name) return flow_end;
    const auto at = std::find(names_.begin(), names_.end(), *name);
    if (at != names_.end()) return static_cast<NodeIndex>(at - names_.begin());
    problems_.add(node.mark, said("{1}中没有节点“{0}”{2}", "there is no node '{0}' in {1}{2}", *name, what_of_flow(),
                                  suggestion(*name, names_)));
    return flow_end;
  }
  NodeIndex next(Fields& fields, std::string_view key) {
    const auto* node = fields.find(key);
    return node ? target(*node) : flow_end;
  }
  std::string variable(Fields& fields, std::string_view key, bool required) {
    auto name = required ? fields.need_text(key) : fields.text(key);
    if (!name.empty() && !is_variable(name))
      fields.problem(key, said("值的名称由 a-z、0-9、'_' 和 '.' 组成，并以字母开头；“{}”不是",
                               "a value's name is made of a-z, 0-9, '_' and '.', beginning with a letter; '{}' is not", name));
    if (!name.empty()) set_.insert(name.substr(0, name.find('.')));
    return name;
  }
  Localized text(Fields& fields, std::string_view key) {
    auto out = fields.localized(key, context_.language());
    used_.emplace_back(out.zh, fields.mark());
    used_.emplace_back(out.en, fields.mark());
    return out;
  }
  std::string expression(Fields& fields, std::string_view key) {
    auto out = fields.need_text(key);
    used_.emplace_back(out, fields.mark());
    return out;
  }

  FlowNodeBody body(const Node& node, const std::string& name) {
    Fields fields(node, said("{1}的节点“{0}”", "node '{0}' of {1}", name, what_of_flow()), problems_);
    std::vector<std::string> kinds;
    for (const auto& kind : node_kinds)
      if (fields.has(kind)) kinds.push_back(kind);
    if (fields.has("callback")) std::erase(kinds, "queue");  // the queue of a callback is no kind of its own
    FlowNodeBody out = HangUpNode{};
    if (node.kind != Node::Kind::map) return out;
    if (kinds.size() != 1) {
      problems_.add(node.mark, said("{}须恰好写有以下之一：say、menu、collect、lookup、set、branch、callback、queue、hang_up",
                                    "{} needs exactly one of say, menu, collect, lookup, set, branch, callback, queue, hang_up",
                                    fields.what()));
      return out;
    }
    const auto& kind = kinds.front();
    if (kind == "say")
      out = say(fields);
    else if (kind == "menu")
      out = menu(fields);
    else if (kind == "collect")
      out = collect(fields);
    else if (kind == "lookup")
      out = look_up(fields);
    else if (kind == "set")
      out = set(fields);
    else if (kind == "branch")
      out = branch(fields);
    else if (kind == "callback")
      out = callback(fields);
    else if (kind == "queue")
      out = queue(fields);
    else if (!fields.truth("hang_up", true))
      fields.problem("hang_up", only_true("hang_up"));
    fields.finish();
    return out;
  }

  SayNode say(Fields& fields) {
    SayNode node;
    node.text = text(fields, "say");
    node.next = next(fields, "next");
    return node;
  }

  MenuNode menu(Fields& fields) {
    MenuNode node;
    node.text = text(fields, "menu");
    if (const auto* choices = fields.need("choices")) read_choices(*choices, node, fields.what());
    node.no_input = next(fields, "no_input");
    node.invalid = next(fields, "invalid");
    node.attempts = fields.integer("attempts", 1, 10, node.attempts);
    node.timeout_ms = fields.integer("timeout_seconds", 1, 120, node.timeout_ms / 1000) * 1000;
    node.into = variable(fields, "into", false);
    return node;
  }

  void read_choices(const Node& choices, MenuNode& node, const Localized& what) {
    if (choices.kind != Node::Kind::map || choices.keys.empty())
      return problems_.add(choices.mark, said("{}必须是“按键: 节点”形式的映射，且至少有一个",
                                              "{} must be a map of 'key: node' with at least one", key_of("choices", what)));
    for (std::size_t i = 0; i < choices.keys.size(); ++i) {
      MenuChoice choice;
      choice.key = choices.keys[i].text;
      if (!is_key(choice.key))
        problems_.add(choices.keys[i].mark, {"选项是电话上的一个按键：0-9、'*' 或 '#'", "a choice is one key of the telephone: 0-9, '*' or '#'"});
      if (choices.items[i].kind == Node::Kind::map) {
        Fields fields(choices.items[i], said("{1}的选项“{0}”", "choice '{0}' of {1}", choice.key, what), problems_);
        if (const auto* to = fields.need("next")) choice.next = target(*to);
        choice.label = fields.localized("label", context_.language());
        fields.finish();
      } else {
        choice.next = target(choices.items[i]);
      }
      node.choices.push_back(std::move(choice));
    }
  }

  CollectNode collect(Fields& fields) {
    CollectNode node;
    node.text = text(fields, "collect");
    node.into = variable(fields, "into", true);
    node.label = fields.localized("label", context_.language());
    node.min = fields.integer("min", 1, 64, node.min);
    node.max = fields.integer("max", 1, 64, std::max(node.min, node.max));
    if (node.max < node.min) fields.problem("max", said("{}小于 'min'；请增大", "{} is below 'min'", fields.what("max")));
    node.end = fields.text("end", node.end);
    if (node.end != "*" && node.end != "#" && node.end != "*#" && node.end != "#*" && node.end != "none")
      fields.problem("end", {"'end' 是结束输入的按键：'#'、'*'、两者，或 none",
                            "'end' is the key that finishes the input: '#', '*', both, or none"});
    if (node.end == "none") node.end.clear();
    node.attempts = fields.integer("attempts", 1, 10, node.attempts);
    node.timeout_ms = fields.integer("timeout_seconds", 1, 120, node.timeout_ms / 1000) * 1000;
    node.inter_digit_ms = fields.integer("inter_digit_seconds", 1, 60, node.inter_digit_ms / 1000) * 1000;
    node.next = next(fields, "next");
    node.no_input = next(fields, "no_input");
    return node;
  }

  LookUpNode look_up(Fields& fields) {
    LookUpNode node;
    node.kind = static_cast<LookUpKind>(fields.one_of("lookup", {"customer", "order"}, 0) + 1);
    node.key = expression(fields, "key");
    node.into = variable(fields, "into", true);
    node.deadline_ms = fields.integer("deadline_ms", 100, 30'000, node.deadline_ms);
    node.found = next(fields, "found");
    node.not_found = next(fields, "not_found");
    node.failed = next(fields, "failed");
    return node;
  }

  SetNode set(Fields& fields) {
    SetNode node;
    node.name = variable(fields, "set", true);
    node.to = expression(fields, "to");
    node.next = next(fields, "next");
    return node;
  }

  BranchNode branch(Fields& fields) {
    BranchNode node;
    node.value = expression(fields, "branch");
    const auto* cases = fields.need("cases");
    if (cases && cases->kind != Node::Kind::map)
      problems_.add(cases->mark, said("{}必须是“值: 节点”形式的映射", "{} must be a map of 'value: node'", fields.what("cases")));
    if (cases && cases->kind == Node::Kind::map)
      for (std::size_t i = 0; i < cases->keys.size(); ++i) {
        const auto& value = cases->keys[i];
        if (!value.text.empty()) (void)as_text(value, said("{}的一个值", "a value of {}", fields.what()), problems_);
        node.cases.push_back({value.text, target(cases->items[i])});
      }
    node.otherwise = next(fields, "otherwise");
    return node;
  }

  QueueId queue_name(Fields& fields, const Node* node) {
    const auto text = node ? as_text(*node, fields.what("queue"), problems_) : std::nullopt;
    return text ? context_.queues.find(*text, node->mark, problems_) : QueueId{};
  }

  CallbackNode callback(Fields& fields) {
    CallbackNode node;
    if (!fields.truth("callback", true)) fields.problem("callback", only_true("callback"));
    node.number = fields.has("number") ? expression(fields, "number") : "$contact";
    node.queue = queue_name(fields, fields.find("queue"));
    node.next = next(fields, "next");
    return node;
  }

  QueueNode queue(Fields& fields) {
    QueueNode node;
    node.queue = queue_name(fields, fields.need("queue"));
    node.priority = fields.integer("priority", 0, 1000, 0);
    return node;
  }

  // A name after `$` that no node of the flow sets and that no conversation has from the start is a slip of the pen.
  // The forms are those of core/texts.hpp: $name, $digits(name), $$.
  void check_variables() {
    std::vector<std::string> known{"contact", "customer", "tier", "language"};
    known.insert(known.end(), set_.begin(), set_.end());
    for (const auto& [used, mark] : used_) {
      const std::string_view text = used;
      for (auto at = text.find('$'); at != text.npos && at + 1 < text.size(); at = text.find('$', at)) {
        ++at;
        if (text[at] == '$') {
          ++at;
          continue;
        }
        if (text.substr(at).starts_with("digits(")) at += 7;
        auto end = at;
        while (end < text.size() && is_variable(text.substr(at, end + 1 - at)) && text[end] != '.') ++end;
        const std::string name(text.substr(at, end - at));
        if (!name.empty() && std::find(known.begin(), known.end(), name) == known.end())
          problems_.add(mark, said("{0}中没有任何一步设置 '${1}'{2}", "nothing in {0} sets '${1}'{2}", what_of_flow(), name,
                                   suggestion(name, known)));
      }
    }
  }

  Context& context_;
  Problems& problems_;
  FlowGraph& graph_;
  std::vector<std::string> names_;
  std::vector<Mark> marks_;
  std::set<std::string> set_;
  std::vector<std::pair<std::string, Mark>> used_;
};

}  // namespace

FlowGraph read_flow(Context& context, const Node& node, FlowId id, const std::string& name) {
  FlowGraph graph;
  graph.id = id;
  graph.name = name;
  FlowReader(context, graph).read(node);
  return graph;
}

void read_flows(Context& context, const Node* flows) {
  if (!flows) return;
  if (flows->kind != Node::Kind::map)
    return context.problems.add(flows->mark, {"'flows' 必须是“名称: {start, nodes}”形式的映射", "'flows' must be a map of 'name: {start, nodes}'"});
  std::vector<FlowId> ids;
  for (const auto& key : flows->keys) {
    (void)as_text(key, {"流程的名称", "a flow's name"}, context.problems);
    ids.push_back(context.flows.declare(key.text, key.mark, context.problems, context.ids));
  }
  for (std::size_t i = 0; i < flows->keys.size(); ++i)
    context.desired.configuration.flows.push_back(read_flow(context, flows->items[i], ids[i], flows->keys[i].text));
}

}  // namespace tandem::configuration
