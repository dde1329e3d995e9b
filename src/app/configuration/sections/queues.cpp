// Queues: what they ask for, whom they ask first, and where their work goes when they are too full.
#include <algorithm>

#include "app/configuration/sections/context.hpp"

namespace tandem::configuration {
namespace {

// Each step says what it changes; the rest stays as it was in the step before.
void read_relaxations(Context& context, const Node& node, Queue& queue, const std::string& what) {
  Relaxation last{0, queue.required, queue.teams};
  for (const auto& item : items_of(node, "'relax' of " + what, context.problems)) {
    Fields fields(item, "a step of 'relax' of " + what, context.problems);
    auto step = last;
    if (fields.need("after")) step.after_ms = std::int64_t{1000} * fields.integer("after", 1, 86'400, 1);
    if (step.after_ms <= last.after_ms && fields.has("after"))
      fields.problem("after", "the steps of 'relax' stand in the order of their time");
    if (const auto* required = fields.find("requires"))
      step.required = read_skill_levels(context, *required, "'requires' of " + fields.what(), 0);
    if (const auto* teams = fields.find("teams")) step.teams = read_team_names(context, *teams, "'teams' of " + fields.what());
    if (step.required == last.required && step.teams == last.teams)
      fields.problem("after", "this step asks for the same as before; change 'requires' or 'teams'");
    fields.finish();
    queue.relaxations.push_back(step);
    last = std::move(step);
  }
  if (queue.relaxations.size() > Queue::most_relaxations)
    context.problems.add(node.mark, "'relax' of " + what + " has more than " + std::to_string(Queue::most_relaxations) + " steps");
}

void read_service_level(Context& context, Fields& fields, Queue& queue) {
  const auto* level = fields.find("service_level");
  if (!level) return;
  Fields inner(*level, "the service level of " + fields.what(), context.problems);
  queue.target_seconds = inner.integer("seconds", 1, 86'400, queue.target_seconds);
  if (const auto* target = inner.find("target"))
    queue.target_permille = as_permille(*target, "'target' of " + inner.what(), context.problems).value_or(0);
  inner.finish();
}

void read_match(Context& context, Fields& fields, Queue& queue) {
  const auto* match = fields.find("match");
  if (!match) return;
  const auto kinds = words_of(SkillKind::language, SkillKind::complexity);
  for (const auto index : read_words_of(*match, "'match' of " + fields.what(), kinds, context.problems))
    queue.match.push_back(SkillKind{static_cast<int>(index) + 1});
  std::sort(queue.match.begin(), queue.match.end());
}

void read_weights(Context& context, Fields& fields, Queue& queue) {
  const auto* weights = fields.find("weights");
  if (!weights) return;
  Fields inner(*weights, "'weights' of " + fields.what(), context.problems);
  auto& found = queue.weights;
  found.handle_time = inner.integer("handle_time", 0, 100, found.handle_time);
  found.satisfaction = inner.integer("satisfaction", 0, 100, found.satisfaction);
  found.resolution = inner.integer("resolution", 0, 100, found.resolution);
  inner.finish();
  if (found.handle_time + found.satisfaction + found.resolution == 0)
    context.problems.add(weights->mark, inner.what() + " are all 0: nobody would be better than anybody else");
}

void read_sticky(Context& context, Fields& fields, Queue& queue) {
  const auto* sticky = fields.find("sticky");
  if (!sticky) return;
  Fields inner(*sticky, "'sticky' of " + fields.what(), context.problems);
  const auto* to = inner.need("to");
  const auto whom = words_of(StickyTo::last, StickyTo::owner);
  if (to)
    for (const auto index : read_words_of(*to, "'to' of " + inner.what(), whom, context.problems))
      queue.sticky.push_back(StickyTo{static_cast<int>(index) + 1});
  if (to && to->kind == Node::Kind::sequence && to->items.empty())
    inner.problem("to", "'to' of " + inner.what() + " names nobody; name last, owner or both, or remove 'sticky'");
  queue.sticky_ms = std::int64_t{1000} * inner.integer("wait_seconds", 1, 3600, static_cast<int>(queue.sticky_ms / 1000));
  inner.finish();
}

Queue read_queue(Context& context, Fields& fields, QueueId id, std::string name) {
  Queue queue;
  queue.id = id;
  queue.name = std::move(name);
  if (const auto* required = fields.find("requires"))
    queue.required = read_skill_levels(context, *required, "'requires' of " + fields.what(), 1);
  if (const auto* teams = fields.find("teams")) queue.teams = read_team_names(context, *teams, "'teams' of " + fields.what());
  if (const auto* steps = fields.find("relax")) read_relaxations(context, *steps, queue, fields.what());
  read_match(context, fields, queue);
  const auto choices = words_of(AgentChoice::longest_idle, AgentChoice::best_score);
  queue.choose = AgentChoice{static_cast<int>(fields.one_of("choose", choices, 0)) + 1};
  read_weights(context, fields, queue);
  read_sticky(context, fields, queue);
  queue.music = fields.text("music", queue.music);
  if (!is_code(queue.music))
    fields.problem("music", "a piece of music is named by a-z, 0-9, '_' and '-', such as 'default'");
  queue.priority = fields.integer("priority", 0, 1000, 0);
  queue.value_points = fields.integer("value_points", 0, 1000, 0);
  queue.risk_points = fields.integer("risk_points", 0, 1000, 0);
  read_service_level(context, fields, queue);
  queue.offer_ms = fields.integer("offer_seconds", 3, 600, queue.offer_ms / 1000) * 1000;
  queue.wrap_up_ms = fields.integer("wrap_up_seconds", 0, 86'400, queue.wrap_up_ms / 1000) * 1000;
  queue.auto_accept = fields.truth("auto_accept", false);
  if (const auto* hours = fields.find("hours"))
    if (const auto text = as_text(*hours, "'hours' of " + fields.what(), context.problems))
      queue.hours = context.hours.find(*text, hours->mark, context.problems);
  if (const auto* overflow = fields.find("overflow"))
    context.overflows.push_back({context.desired.configuration.queues.size(), overflow});
  fields.finish();
  return queue;
}

const std::vector<std::string> conditions{"waited_seconds", "waiting", "estimated_wait_seconds", "closed", "no_agents"};

void read_condition(Fields& fields, Overflow& overflow, const Queue& queue) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < conditions.size(); ++i)
    if (fields.has(conditions[i])) found.push_back(i);
  const int seconds = fields.integer("waited_seconds", 1, 86'400, 1);
  const int waiting = fields.integer("waiting", 1, 100'000, 1);
  const int estimated = fields.integer("estimated_wait_seconds", 1, 86'400, 1);
  for (const auto* key : {"closed", "no_agents"})
    if (!fields.truth(key, true)) fields.problem(key, "'" + std::string(key) + "' can only be true");
  if (found.size() != 1)
    return fields.problem("", fields.what() + " needs exactly one condition: waited_seconds, waiting, estimated_wait_seconds, closed or no_agents");
  overflow.when = OverflowWhen{static_cast<int>(found.front()) + 1};
  if (overflow.when == OverflowWhen::waited) overflow.over = std::int64_t{1000} * seconds;
  if (overflow.when == OverflowWhen::waiting) overflow.over = waiting;
  if (overflow.when == OverflowWhen::estimated_wait) overflow.over = std::int64_t{1000} * estimated;
  if (overflow.when == OverflowWhen::closed && !queue.hours)
    fields.problem("closed", "queue '" + queue.name + "' is always open; give it 'hours' or remove 'closed'");
}

Overflow read_overflow(Context& context, const Node& item, const Queue& queue) {
  Fields fields(item, "an entry of 'overflow' of queue '" + queue.name + "'", context.problems);
  Overflow overflow;
  read_condition(fields, overflow, queue);
  const auto* to_queue = fields.find("queue");
  const auto* to_flow = fields.find("flow");
  if (fields.has("queue") == fields.has("flow"))
    fields.problem("flow", fields.what() + " needs exactly one of 'queue', whose agents help out, and 'flow', where the contact goes");
  if (to_queue)
    if (const auto name = as_text(*to_queue, "'queue' of " + fields.what(), context.problems))
      overflow.queue = context.queues.find(*name, to_queue->mark, context.problems);
  if (to_flow)
    if (const auto name = as_text(*to_flow, "'flow' of " + fields.what(), context.problems))
      overflow.flow = context.flows.find(*name, to_flow->mark, context.problems);
  if (overflow.queue && overflow.queue == queue.id) fields.problem("queue", "a queue cannot overflow to itself; name another one");
  fields.finish();
  return overflow;
}

}  // namespace

void read_queues(Context& context, const Node* queues) {
  if (!queues) return;
  for (const auto& item : items_of(*queues, "'queues'", context.problems)) {
    Fields fields(item, "a queue", context.problems);
    auto name = fields.need_text("name");
    if (!name.empty()) fields.rename("queue '" + name + "'");
    const auto id = name.empty() ? QueueId{} : context.queues.declare(name, item.mark, context.problems, context.ids);
    context.desired.configuration.queues.push_back(read_queue(context, fields, id, std::move(name)));
    context.queue_marks.push_back(item.mark);
  }
}

void read_overflows(Context& context) {
  for (const auto& unread : context.overflows) {
    auto& queue = context.desired.configuration.queues[unread.queue];
    for (const auto& item : items_of(*unread.node, "'overflow' of queue '" + queue.name + "'", context.problems))
      queue.overflows.push_back(read_overflow(context, item, queue));
    if (queue.overflows.size() > Queue::most_overflows)
      context.problems.add(unread.node->mark, "'overflow' of queue '" + queue.name + "' has more than " +
                                                  std::to_string(Queue::most_overflows) + " entries");
  }
}

}  // namespace tandem::configuration
