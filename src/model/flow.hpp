// A flow: one graph of nodes for the telephone and for the chat. Nothing here knows which of both is at the other
// end. Nodes refer to each other by index; `end` means that the flow is over (a call is hung up, a chat closed).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "model/ids.hpp"
#include "model/localized.hpp"
#include "model/terms.hpp"

namespace tandem {

using NodeIndex = int;  // into FlowGraph::nodes
inline constexpr NodeIndex flow_end = -1;

struct SayNode {
  Localized text;
  NodeIndex next = flow_end;
  static void fields(auto& self, auto& v) { v("text", self.text); v("next", self.next); }
};

struct MenuChoice {
  std::string key;  // one of 0-9 * #
  NodeIndex next = flow_end;
  Localized label;  // shown as a button in a chat
  static void fields(auto& self, auto& v) { v("key", self.key); v("next", self.next); v("label", self.label); }
};

struct MenuNode {
  Localized text;
  std::vector<MenuChoice> choices;
  NodeIndex no_input = flow_end;  // after the last attempt without a key
  NodeIndex invalid = flow_end;   // after the last attempt with a key that is no choice
  int attempts = 3;
  int timeout_ms = 6000;
  std::string into;  // value that takes the key; empty: none
  static void fields(auto& self, auto& v) {
    v("text", self.text); v("choices", self.choices); v("no_input", self.no_input); v("invalid", self.invalid);
    v("attempts", self.attempts); v("timeout_ms", self.timeout_ms); v("into", self.into);
  }
};

struct CollectNode {
  Localized text;
  std::string into;
  Localized label;  // what the value is called on the agent's screen
  int min = 1, max = 20;
  std::string end = "#";  // keys that finish the input before `max`
  int attempts = 3;
  int timeout_ms = 8000;      // until the first key
  int inter_digit_ms = 4000;  // between keys
  NodeIndex next = flow_end;
  NodeIndex no_input = flow_end;
  static void fields(auto& self, auto& v) {
    v("text", self.text); v("into", self.into); v("label", self.label); v("min", self.min); v("max", self.max);
    v("end", self.end); v("attempts", self.attempts); v("timeout_ms", self.timeout_ms);
    v("inter_digit_ms", self.inter_digit_ms); v("next", self.next); v("no_input", self.no_input);
  }
};

struct LookUpNode {
  LookUpKind kind = LookUpKind::customer;
  std::string key;   // text with `$name`
  std::string into;  // the answer's values become `into.name`
  int deadline_ms = 2000;
  NodeIndex found = flow_end, not_found = flow_end, failed = flow_end;
  static void fields(auto& self, auto& v) {
    v("kind", self.kind); v("key", self.key); v("into", self.into); v("deadline_ms", self.deadline_ms);
    v("found", self.found); v("not_found", self.not_found); v("failed", self.failed);
  }
};

struct SetNode {
  std::string name;
  std::string to;  // text with `$name`
  NodeIndex next = flow_end;
  static void fields(auto& self, auto& v) { v("name", self.name); v("to", self.to); v("next", self.next); }
};

struct BranchCase {
  std::string equals;
  NodeIndex next = flow_end;
  static void fields(auto& self, auto& v) { v("equals", self.equals); v("next", self.next); }
};

struct BranchNode {
  std::string value;  // text with `$name`
  std::vector<BranchCase> cases;
  NodeIndex otherwise = flow_end;
  static void fields(auto& self, auto& v) {
    v("value", self.value); v("cases", self.cases); v("otherwise", self.otherwise);
  }
};

struct QueueNode {
  QueueId queue;
  int priority = 0;  // added to the queue's own; higher goes first
  static void fields(auto& self, auto& v) { v("queue", self.queue); v("priority", self.priority); }
};

struct HangUpNode {
  static void fields(auto&, auto&) {}
};

// The contact asks to be called back: a callback waits in their place, and the flow goes on without it.
struct CallbackNode {
  QueueId queue;       // none: the one in which they waited
  std::string number;  // text with `$name`
  NodeIndex next = flow_end;
  static void fields(auto& self, auto& v) { v("queue", self.queue); v("number", self.number); v("next", self.next); }
};

using FlowNodeBody = std::variant<SayNode, MenuNode, CollectNode, LookUpNode, SetNode, BranchNode, QueueNode, HangUpNode,
                                  CallbackNode>;

struct FlowNode {
  std::string name;  // the author's; unique within the flow
  FlowNodeBody body;
  static void fields(auto& self, auto& v);
};

struct FlowGraph {
  FlowId id;
  std::string name;
  NodeIndex start = flow_end;
  std::vector<FlowNode> nodes;
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("name", self.name); v("start", self.start); v("nodes", self.nodes);
  }
};

// A variant is written as its index and its body; the order of alternatives is part of the format: only append.
template <class Variant, std::size_t I = 0>
void emplace_alternative(Variant& variant, std::size_t index) {
  if constexpr (I < std::variant_size_v<Variant>) {
    if (index == I) variant.template emplace<I>();
    else emplace_alternative<Variant, I + 1>(variant, index);
  }
}

void FlowNode::fields(auto& self, auto& v) {
  v("name", self.name);
  int kind = static_cast<int>(self.body.index());
  v("kind", kind);
  if constexpr (!std::is_const_v<std::remove_reference_t<decltype(self)>>) {
    if (static_cast<std::size_t>(kind) != self.body.index()) emplace_alternative(self.body, static_cast<std::size_t>(kind));
  }
  std::visit([&](auto& alternative) { v("body", alternative); }, self.body);
}

}  // namespace tandem
