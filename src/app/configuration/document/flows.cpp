// Flows of the document.
#include "app/configuration/document/parts.hpp"

namespace tandem::configuration {
namespace {

namespace json = boost::json;

class FlowWriter {
 public:
  FlowWriter(const FlowGraph& flow, const Configuration& configuration) : flow_(flow), configuration_(configuration) {}

  json::object write() const {
    json::object nodes;
    for (const auto& node : flow_.nodes) {
      auto entry = std::visit([&](const auto& body) { return part(body); }, node.body);
      nodes[node.name] = std::move(entry);
    }
    return {{"start", name_of_node(flow_.start)}, {"nodes", std::move(nodes)}};
  }

 private:
  std::string name_of_node(NodeIndex index) const {
    return index == flow_end ? "end" : flow_.nodes.at(static_cast<std::size_t>(index)).name;
  }
  // The end is where a node leads that says nothing.
  void lead(json::object& out, std::string_view key, NodeIndex to) const {
    if (to != flow_end) out[key] = name_of_node(to);
  }
  json::value text(const Localized& text) const { return text_part(text, configuration_); }

  json::object part(const SayNode& node) const {
    json::object out{{"say", text(node.text)}};
    lead(out, "next", node.next);
    return out;
  }

  json::object part(const MenuNode& node) const {
    const MenuNode usual;
    json::object choices;
    for (const auto& choice : node.choices) {
      if (choice.label.empty())
        choices[choice.key] = name_of_node(choice.next);
      else
        choices[choice.key] = json::object{{"next", name_of_node(choice.next)}, {"label", text(choice.label)}};
    }
    json::object out{{"menu", text(node.text)}, {"choices", std::move(choices)}};
    lead(out, "no_input", node.no_input);
    lead(out, "invalid", node.invalid);
    put_unless(out, "attempts", node.attempts, usual.attempts);
    put_unless(out, "timeout_seconds", node.timeout_ms / 1000, usual.timeout_ms / 1000);
    put_unless(out, "into", node.into, usual.into);
    return out;
  }

  json::object part(const CollectNode& node) const {
    const CollectNode usual;
    json::object out{{"collect", text(node.text)}, {"into", node.into}};
    if (!node.label.empty()) out["label"] = text(node.label);
    put_unless(out, "min", node.min, usual.min);
    put_unless(out, "max", node.max, usual.max);
    if (node.end != usual.end) out["end"] = node.end.empty() ? "none" : node.end;
    put_unless(out, "attempts", node.attempts, usual.attempts);
    put_unless(out, "timeout_seconds", node.timeout_ms / 1000, usual.timeout_ms / 1000);
    put_unless(out, "inter_digit_seconds", node.inter_digit_ms / 1000, usual.inter_digit_ms / 1000);
    lead(out, "next", node.next);
    lead(out, "no_input", node.no_input);
    return out;
  }

  json::object part(const LookUpNode& node) const {
    json::object out{{"lookup", name_of(node.kind)}, {"key", node.key}, {"into", node.into}};
    put_unless(out, "deadline_ms", node.deadline_ms, LookUpNode().deadline_ms);
    lead(out, "found", node.found);
    lead(out, "not_found", node.not_found);
    lead(out, "failed", node.failed);
    return out;
  }

  json::object part(const SetNode& node) const {
    json::object out{{"set", node.name}, {"to", node.to}};
    lead(out, "next", node.next);
    return out;
  }

  json::object part(const BranchNode& node) const {
    json::object cases;
    for (const auto& one : node.cases) cases[one.equals] = name_of_node(one.next);
    json::object out{{"branch", node.value}, {"cases", std::move(cases)}};
    lead(out, "otherwise", node.otherwise);
    return out;
  }

  json::object part(const QueueNode& node) const {
    json::object out{{"queue", name_under(configuration_.queues, node.queue)}};
    put_unless(out, "priority", node.priority, 0);
    return out;
  }

  json::object part(const HangUpNode&) const { return {{"hang_up", true}}; }

  json::object part(const CallbackNode& node) const {
    json::object out{{"callback", true}};
    put_unless(out, "number", node.number, std::string("$contact"));
    if (node.queue) out["queue"] = name_under(configuration_.queues, node.queue);
    lead(out, "next", node.next);
    return out;
  }

  const FlowGraph& flow_;
  const Configuration& configuration_;
};

}  // namespace

json::object flows_section(const Configuration& configuration) {
  json::object out;
  for (const auto& flow : configuration.flows) out[flow.name] = FlowWriter(flow, configuration).write();
  return out;
}

}  // namespace tandem::configuration
