// Work that is neither a call nor a chat (cases, e-mails, callbacks), and matters that go on by another channel.
#include "core/rules/rules.hpp"

namespace tandem::rules {
namespace {

// Payloads belong to one record each: a value that goes on with another conversation is written anew.
void copy_values(Decisions& d, ConversationId from, ConversationId to) {
  const auto values = d.state().conversation(from)->values;
  for (const auto& collected : values)
    d.set_value(to, {collected.value.name, d.make_private(collected.value.value.text)}, collected.label);
}

// Nought is "at once" or "nothing was promised". Far beyond every calendar, sums with it still fit.
bool is_time(std::int64_t ms) { return ms >= 0 && ms < 253'402'300'800'000; }  // the year 10000

constexpr int most_priority = 1'000'000;

bool is_work(Channel channel) {
  return channel == Channel::ticket || channel == Channel::email || channel == Channel::callback;
}

}  // namespace

void work_arrived(Decisions& d, const WorkArrived& stimulus) {
  const bool in_range = is_time(stimulus.not_before_ms) && is_time(stimulus.due_ms) &&
                        stimulus.priority >= -most_priority && stimulus.priority <= most_priority;
  if (!is_work(stimulus.channel) || !in_range) return d.refuse(Refusal::bad_value);
  if (!find_by_id(d.configuration().queues, stimulus.queue)) return d.refuse(Refusal::no_such_queue);
  ConversationStarted started;
  started.conversation = d.after<ConversationId>(d.state().last_conversation);
  started.channel = stimulus.channel;
  started.direction = stimulus.channel == Channel::callback ? Direction::outbound : Direction::inbound;
  started.contact = stimulus.contact;
  started.customer = stimulus.customer;
  started.tier = stimulus.tier;
  started.language = stimulus.language.empty() ? d.configuration().default_language : stimulus.language;
  started.traits = stimulus.traits;
  started.case_id = stimulus.case_id;
  const auto id = started.conversation;
  d.decide(std::move(started));
  join(d, id, ParticipantKind::customer, {});
  for (const auto& value : stimulus.values) d.set_value(id, value);
  enqueue(d, id, {.queue = stimulus.queue, .priority = stimulus.priority, .not_before = WallTime{stimulus.not_before_ms},
                  .promised = WallTime{stimulus.due_ms}});
}

void set_values(Decisions& d, const SetValues& stimulus) {
  const auto* conversation = d.state().conversation(stimulus.conversation);
  if (!conversation) return d.refuse(Refusal::unknown_conversation);
  if (conversation->ended) return d.refuse(Refusal::conversation_over);
  for (const auto& value : stimulus.values) d.set_value(stimulus.conversation, value);
  look_at_demand_again(d, stimulus.conversation);
}

void rate_agent(Decisions& d, const RateAgent& stimulus) {
  if (!d.state().agent(stimulus.agent)) return d.refuse(Refusal::unknown_agent);
  const auto is_share = [](int permille) { return permille >= -1 && permille <= 1000; };
  if (!is_share(stimulus.satisfaction_permille) || !is_share(stimulus.resolution_permille)) return d.refuse(Refusal::bad_value);
  AgentRated rated;
  rated.agent = stimulus.agent;
  rated.satisfaction_permille = stimulus.satisfaction_permille;
  rated.resolution_permille = stimulus.resolution_permille;
  d.decide(rated);
}

void ask_for_callback(Decisions& d, ConversationId id, QueueId queue, Private number) {
  const auto caller = *d.state().conversation(id);
  // The flow of an overflow is that of the queue which they came to, whether they waited there or not.
  const auto waited_in = caller.taken.empty() ? caller.queue : caller.taken.back().queue;
  const auto wanted = queue ? queue : waited_in;
  if (!find_by_id(d.configuration().queues, wanted)) return;  // it never waited, and the flow names none
  ConversationStarted started;
  started.conversation = d.after<ConversationId>(d.state().last_conversation);
  started.channel = Channel::callback;
  started.direction = Direction::outbound;
  started.contact = std::move(number);
  started.customer = caller.customer;
  started.tier = caller.tier;
  started.language = caller.language;
  started.number = caller.number;
  started.traits = caller.traits;
  started.instead_of = id;
  const auto callback = started.conversation;
  d.decide(std::move(started));
  join(d, callback, ParticipantKind::customer, {});
  copy_values(d, id, callback);
  enqueue(d, callback, {.queue = wanted});
}

void take_place_of(Decisions& d, ConversationId old, ConversationId conversation) {
  copy_values(d, old, conversation);
  const auto& task = *d.state().task(d.state().conversation(old)->task);
  const Entry entry{.queue = task.entered, .priority = task.added, .not_before = {}, .promised = task.promised, .by = task.by};
  end_conversation(d, old, EndedBy::customer, EndCause::moved);
  enqueue(d, conversation, entry);
}

}  // namespace tandem::rules
