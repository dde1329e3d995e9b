// The flow interpreter: one graph for telephone and chat. A node either goes on at once (set, branch) or parks the run
// until its prompt, keys, message or look-up comes back. On a telephone texts become prompts, in a chat messages.
#include <algorithm>

#include "core/rules/rules.hpp"
#include "core/texts.hpp"

namespace tandem::rules {
namespace {

constexpr int most_nodes_per_step = 1000;  // a loop that asks for nothing ends the flow instead of the program

struct Next {  // where a node leads without waiting
  NodeIndex node = flow_end;
};
using Outcome = std::optional<Next>;  // nothing: the run is parked, or over

class Interpreter {
 public:
  Interpreter(Decisions& d, ConversationId id) : d_(d), id_(id) {}

  void run(NodeIndex node, int attempt = 1) {
    for (int steps = 0; steps < most_nodes_per_step; ++steps) {
      const auto* body = node_at(node);
      if (!body) return finish();
      const auto next = std::visit([&](const auto& n) { return enter(n, node, attempt); }, body->body);
      if (!next) return;
      node = next->node;
      attempt = 1;
    }
    finish();
  }

  // What the person answered to the node that the run is parked at; nothing: no input at all.
  void input(std::optional<std::string> text, const Private& digits) {
    const auto run_state = *conversation().flow;
    const auto* parked = node_at(run_state.node);
    if (!parked) return finish();
    if (const auto* menu = std::get_if<MenuNode>(&parked->body)) return choose(*menu, run_state, std::move(text));
    if (const auto* collect = std::get_if<CollectNode>(&parked->body)) return take(*collect, run_state, text, digits);
  }

  const FlowNode* parked() const {
    const auto& run_state = conversation().flow;
    return run_state ? node_at(run_state->node) : nullptr;
  }

 private:
  const Conversation& conversation() const { return *d_.state().conversation(id_); }
  bool is_call() const { return conversation().channel == Channel::voice; }
  LegId leg() const { return conversation().of_kind(ParticipantKind::customer)->leg; }

  // Graphs are kept alive by the state's configuration, which outlives the step.
  const FlowNode* node_at(NodeIndex node) const {
    const auto& run_state = conversation().flow;
    const auto configuration = run_state ? d_.state().configuration_of(run_state->configuration) : nullptr;
    const auto* graph = configuration ? find_by_id(configuration->flows, run_state->flow) : nullptr;
    if (!graph || node < 0 || node >= static_cast<int>(graph->nodes.size())) return nullptr;
    return &graph->nodes[static_cast<std::size_t>(node)];
  }

  FlowMoved moved(NodeIndex node, int attempt) const {
    FlowMoved fact;
    fact.conversation = id_;
    fact.node = node;
    fact.attempt = attempt;
    return fact;
  }

  ActionId next_action() const { return Decisions::after<ActionId>(d_.state().last_action); }
  const std::string& in_language(const Localized& text) const { return text.in(conversation().language); }
  std::vector<Prompt> spoken(const Localized& text) const {
    return texts::prompts(in_language(text), conversation().language, conversation());
  }

  void write(std::string text) {
    if (!text.empty())
      add_message(d_, id_, Author::flow, {}, {}, 0, d_.make_private(std::move(text)));
  }

  Outcome enter(const SayNode& say, NodeIndex node, int attempt) {
    auto fact = moved(node, attempt);
    if (!is_call()) {
      d_.decide(fact);
      write(texts::fill(in_language(say.text), conversation()));
      return Next{say.next};
    }
    fact.action = next_action();
    d_.decide(fact);
    d_.effect(PlayPrompts{leg(), fact.action, spoken(say.text)});
    return std::nullopt;
  }

  Outcome enter(const MenuNode& menu, NodeIndex node, int attempt) {
    auto fact = moved(node, attempt);
    if (is_call()) fact.action = next_action();
    d_.decide(fact);
    if (is_call()) {
      d_.effect(CollectDigits{leg(), fact.action, spoken(menu.text), 1, 1, "", menu.timeout_ms, menu.timeout_ms, false});
      return std::nullopt;
    }
    std::string text = texts::fill(in_language(menu.text), conversation());
    for (const auto& choice : menu.choices) text += "\n" + choice.key + " " + in_language(choice.label);
    write(std::move(text));
    return std::nullopt;
  }

  Outcome enter(const CollectNode& collect, NodeIndex node, int attempt) {
    auto fact = moved(node, attempt);
    if (is_call()) fact.action = next_action();
    d_.decide(fact);
    if (is_call())
      d_.effect(CollectDigits{leg(), fact.action, spoken(collect.text), collect.min, collect.max, collect.end,
                              collect.timeout_ms, collect.inter_digit_ms, false});
    else
      write(texts::fill(in_language(collect.text), conversation()));
    return std::nullopt;
  }

  Outcome enter(const LookUpNode& look_up, NodeIndex node, int attempt) {
    auto fact = moved(node, attempt);
    fact.request = Decisions::after<RequestId>(d_.state().last_request);
    d_.decide(fact);
    d_.set_timer(TimerKind::look_up, fact.request.value, look_up.deadline_ms);
    d_.effect(LookUp{fact.request, id_, look_up.kind, texts::fill(look_up.key, conversation()), conversation().customer,
                     d_.at().plus_ms(look_up.deadline_ms)});
    return std::nullopt;
  }

  Outcome enter(const SetNode& set, NodeIndex, int) {
    d_.set_value(id_, {set.name, d_.make_private(texts::fill(set.to, conversation()))});
    return Next{set.next};
  }

  Outcome enter(const BranchNode& branch, NodeIndex, int) {
    const auto value = texts::fill(branch.value, conversation());
    for (const auto& way : branch.cases)
      if (way.equals == value) return Next{way.next};
    return Next{branch.otherwise};
  }

  Outcome enter(const QueueNode& queue, NodeIndex, int) {
    end_run();
    enqueue(d_, id_, {.queue = queue.queue, .priority = queue.priority});
    return std::nullopt;
  }

  Outcome enter(const HangUpNode&, NodeIndex, int) {
    finish();
    return std::nullopt;
  }

  Outcome enter(const CallbackNode& callback, NodeIndex, int) {
    const auto number = texts::fill(callback.number, conversation());
    if (!number.empty()) ask_for_callback(d_, id_, callback.queue, d_.make_private(number));
    return Next{callback.next};
  }

  void choose(const MenuNode& menu, const FlowRun& at, std::optional<std::string> text) {
    const auto choice = std::find_if(menu.choices.begin(), menu.choices.end(), [&](const MenuChoice& c) {
      return text && (*text == c.key || *text == c.label.zh || *text == c.label.en);
    });
    if (choice == menu.choices.end()) return again(at, menu.attempts, text ? menu.invalid : menu.no_input);
    if (!menu.into.empty()) {
      const auto& label = in_language(choice->label);
      static const Localized intent{"来电意图", "Reason for contact"};
      d_.set_value(id_, {menu.into, d_.make_private(label.empty() ? choice->key : label)}, intent);
    }
    run(choice->next);
  }

  void take(const CollectNode& collect, const FlowRun& at, const std::optional<std::string>& text, const Private& digits) {
    const auto length = text ? static_cast<int>(text->size()) : 0;
    if (!text || length < collect.min || length > collect.max) return again(at, collect.attempts, collect.no_input);
    d_.set_value(id_, {collect.into, Private{digits.payload, *text, digits.erased}}, collect.label);
    run(collect.next);
  }

  void again(const FlowRun& at, int attempts, NodeIndex otherwise) {
    if (at.attempt < attempts) return run(at.node, at.attempt + 1);
    run(otherwise);
  }

  void end_run() {
    FlowEnded ended;
    ended.conversation = id_;
    d_.decide(ended);
  }

  void finish() { end_conversation(d_, id_, EndedBy::system, EndCause::flow_ended); }

  Decisions& d_;
  ConversationId id_;
};

const Conversation* on_leg_with_action(const State& state, LegId leg, ActionId action) {
  const auto* found = state.leg(leg);
  const auto* conversation = found ? state.conversation(found->conversation) : nullptr;
  return conversation && conversation->flow && action && conversation->flow->action == action ? conversation : nullptr;
}

const Conversation* waiting_for(const State& state, RequestId request) {
  const auto at = state.look_ups.find(request);
  return at == state.look_ups.end() ? nullptr : state.conversation(at->second);
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

void go_on_after(Decisions& d, ConversationId id, const LookUpNode& node, LookUpResult result) {
  const auto next = result == LookUpResult::found       ? node.found
                    : result == LookUpResult::not_found ? node.not_found
                                                        : node.failed;
  Interpreter(d, id).run(next);
}

}  // namespace

void start_flow(Decisions& d, ConversationId conversation, FlowId flow) {
  FlowStarted started;
  started.conversation = conversation;
  started.flow = flow;
  started.configuration = d.configuration().version;
  d.decide(started);
  const auto* graph = find_by_id(d.configuration().flows, flow);
  Interpreter(d, conversation).run(graph ? graph->start : flow_end);
}

void playback_finished(Decisions& d, const PlaybackFinished& stimulus) {
  const auto* conversation = on_leg_with_action(d.state(), stimulus.leg, stimulus.action);
  if (!conversation) return d.refuse(Refusal::unknown_leg);  // the prompt of a node that was left meanwhile
  Interpreter interpreter(d, conversation->id);
  const auto* node = interpreter.parked();
  if (const auto* say = node ? std::get_if<SayNode>(&node->body) : nullptr) interpreter.run(say->next);
}

void digits_collected(Decisions& d, const DigitsCollected& stimulus) {
  const auto* conversation = on_leg_with_action(d.state(), stimulus.leg, stimulus.action);
  if (!conversation) return d.refuse(Refusal::unknown_leg);
  const bool nothing = stimulus.end == CollectEnd::no_input || stimulus.digits.text.empty();
  Interpreter(d, conversation->id).input(nothing ? std::nullopt : std::optional(stimulus.digits.text), stimulus.digits);
}

void flow_input(Decisions& d, ConversationId id, const Private& text) {
  const auto* conversation = d.state().conversation(id);
  if (!conversation || !conversation->flow) return;
  Interpreter interpreter(d, id);
  const auto* node = interpreter.parked();
  const bool asks = node && (std::holds_alternative<MenuNode>(node->body) || std::holds_alternative<CollectNode>(node->body));
  if (asks) interpreter.input(trimmed(text.text), text);
}

void look_up_answered(Decisions& d, const LookUpAnswered& stimulus) {
  const auto* conversation = waiting_for(d.state(), stimulus.request);
  if (!conversation) return d.refuse(Refusal::unknown_conversation);  // too late, or hung up meanwhile
  const auto id = conversation->id;
  d.clear_timer(TimerKind::look_up, stimulus.request.value);
  const auto* parked = Interpreter(d, id).parked();
  const auto* node = parked ? std::get_if<LookUpNode>(&parked->body) : nullptr;
  if (!node) return end_conversation(d, id, EndedBy::system, EndCause::flow_ended);
  for (const auto& value : stimulus.values)
    d.set_value(id, {node->into.empty() ? value.name : node->into + "." + value.name, value.value});
  if (stimulus.customer && !conversation->customer) {
    CustomerLinked linked;
    linked.conversation = id;
    linked.customer = stimulus.customer;
    linked.tier = stimulus.tier;
    linked.traits = stimulus.traits;
    d.decide(std::move(linked));
  }
  go_on_after(d, id, *node, stimulus.result);
}

void look_up_timed_out(Decisions& d, RequestId request) {
  const auto* conversation = waiting_for(d.state(), request);
  if (!conversation) return;
  const auto id = conversation->id;
  const auto* parked = Interpreter(d, id).parked();
  if (const auto* node = parked ? std::get_if<LookUpNode>(&parked->body) : nullptr)
    go_on_after(d, id, *node, LookUpResult::failed);
}

}  // namespace tandem::rules
