// Queues: what they ask for, whom they ask first, and where their work goes when they are too full.
#include <algorithm>

#include "app/configuration/sections/context.hpp"

namespace tandem::configuration {
namespace {

Localized name_of_queue(const std::string& name) { return said("队列“{}”", "queue '{}'", name); }

// Each step says what it changes; the rest stays as it was in the step before.
void read_relaxations(Context& context, const Node& node, Queue& queue, const Localized& what) {
  Relaxation last{0, queue.required, queue.teams};
  for (const auto& item : items_of(node, key_of("relax", what), context.problems)) {
    Fields fields(item, said("{}中一步", "a step of {}", key_of("relax", what)), context.problems);
    auto step = last;
    if (fields.need("after")) step.after_ms = std::int64_t{1000} * fields.integer("after", 1, 86'400, 1);
    if (step.after_ms <= last.after_ms && fields.has("after"))
      fields.problem("after", {"'relax' 的各步须按时间先后排列", "the steps of 'relax' stand in the order of their time"});
    if (const auto* required = fields.find("requires"))
      step.required = read_skill_levels(context, *required, fields.what("requires"), 0);
    if (const auto* teams = fields.find("teams")) step.teams = read_team_names(context, *teams, fields.what("teams"));
    if (step.required == last.required && step.teams == last.teams)
      fields.problem("after", {"这一步的要求与之前相同；请修改 'requires' 或 'teams'",
                               "this step asks for the same as before; change 'requires' or 'teams'"});
    fields.finish();
    queue.relaxations.push_back(step);
    last = std::move(step);
  }
  if (queue.relaxations.size() > Queue::most_relaxations)
    context.problems.add(node.mark, too_many(key_of("relax", what), Queue::most_relaxations, {"步", "steps"}));
}

void read_service_level(Context& context, Fields& fields, Queue& queue) {
  const auto* level = fields.find("service_level");
  if (!level) return;
  Fields inner(*level, said("{}的服务水平", "the service level of {}", fields.what()), context.problems);
  queue.target_seconds = inner.integer("seconds", 1, 86'400, queue.target_seconds);
  if (const auto* target = inner.find("target"))
    queue.target_permille = as_permille(*target, inner.what("target"), context.problems).value_or(0);
  inner.finish();
}

void read_match(Context& context, Fields& fields, Queue& queue) {
  const auto* match = fields.find("match");
  if (!match) return;
  const auto kinds = words_of(SkillKind::language, SkillKind::complexity);
  for (const auto index : read_words_of(*match, fields.what("match"), kinds, context.problems))
    queue.match.push_back(SkillKind{static_cast<int>(index) + 1});
  std::sort(queue.match.begin(), queue.match.end());
}

void read_weights(Context& context, Fields& fields, Queue& queue) {
  const auto* weights = fields.find("weights");
  if (!weights) return;
  Fields inner(*weights, fields.what("weights"), context.problems);
  auto& found = queue.weights;
  found.handle_time = inner.integer("handle_time", 0, 100, found.handle_time);
  found.satisfaction = inner.integer("satisfaction", 0, 100, found.satisfaction);
  found.resolution = inner.integer("resolution", 0, 100, found.resolution);
  inner.finish();
  if (found.handle_time + found.satisfaction + found.resolution == 0)
    context.problems.add(weights->mark, said("{}全为 0：这样分不出谁更好；请至少给一项大于 0 的值",
                                             "{} are all 0: nobody would be better than anybody else", inner.what()));
}

void read_sticky(Context& context, Fields& fields, Queue& queue) {
  const auto* sticky = fields.find("sticky");
  if (!sticky) return;
  Fields inner(*sticky, fields.what("sticky"), context.problems);
  const auto* to = inner.need("to");
  const auto whom = words_of(StickyTo::last, StickyTo::owner);
  if (to)
    for (const auto index : read_words_of(*to, inner.what("to"), whom, context.problems))
      queue.sticky.push_back(StickyTo{static_cast<int>(index) + 1});
  if (to && to->kind == Node::Kind::sequence && to->items.empty())
    inner.problem("to", said("{}没有指明任何人；请填写 last、owner 或两者，或删除 'sticky'",
                             "{} names nobody; name last, owner or both, or remove 'sticky'", inner.what("to")));
  queue.sticky_ms = std::int64_t{1000} * inner.integer("wait_seconds", 1, 3600, static_cast<int>(queue.sticky_ms / 1000));
  inner.finish();
}

Queue read_queue(Context& context, Fields& fields, QueueId id, std::string name) {
  Queue queue;
  queue.id = id;
  queue.name = std::move(name);
  if (const auto* required = fields.find("requires"))
    queue.required = read_skill_levels(context, *required, fields.what("requires"), 1);
  if (const auto* teams = fields.find("teams")) queue.teams = read_team_names(context, *teams, fields.what("teams"));
  if (const auto* steps = fields.find("relax")) read_relaxations(context, *steps, queue, fields.what());
  read_match(context, fields, queue);
  const auto choices = words_of(AgentChoice::longest_idle, AgentChoice::best_score);
  queue.choose = AgentChoice{static_cast<int>(fields.one_of("choose", choices, 0)) + 1};
  read_weights(context, fields, queue);
  read_sticky(context, fields, queue);
  queue.music = fields.text("music", queue.music);
  if (!is_code(queue.music))
    fields.problem("music", {"音乐的名称由 a-z、0-9、'_' 和 '-' 组成，例如 'default'",
                             "a piece of music is named by a-z, 0-9, '_' and '-', such as 'default'"});
  queue.priority = fields.integer("priority", 0, 1000, 0);
  queue.value_points = fields.integer("value_points", 0, 1000, 0);
  queue.risk_points = fields.integer("risk_points", 0, 1000, 0);
  read_service_level(context, fields, queue);
  queue.offer_ms = fields.integer("offer_seconds", 3, 600, queue.offer_ms / 1000) * 1000;
  queue.wrap_up_ms = fields.integer("wrap_up_seconds", 0, 86'400, queue.wrap_up_ms / 1000) * 1000;
  queue.auto_accept = fields.truth("auto_accept", false);
  if (const auto* hours = fields.find("hours"))
    if (const auto text = as_text(*hours, fields.what("hours"), context.problems))
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
    if (!fields.truth(key, true)) fields.problem(key, only_true(key));
  if (found.size() != 1)
    return fields.problem(
        "", said("{}须有且只有一个条件：waited_seconds、waiting、estimated_wait_seconds、closed 或 no_agents",
                 "{} needs exactly one condition: waited_seconds, waiting, estimated_wait_seconds, closed or no_agents", fields.what()));
  overflow.when = OverflowWhen{static_cast<int>(found.front()) + 1};
  if (overflow.when == OverflowWhen::waited) overflow.over = std::int64_t{1000} * seconds;
  if (overflow.when == OverflowWhen::waiting) overflow.over = waiting;
  if (overflow.when == OverflowWhen::estimated_wait) overflow.over = std::int64_t{1000} * estimated;
  if (overflow.when == OverflowWhen::closed && !queue.hours)
    fields.problem("closed", said("{}始终开放；请为它填写 'hours' 或删除 'closed'", "{} is always open; give it 'hours' or remove 'closed'",
                                  name_of_queue(queue.name)));
}

Overflow read_overflow(Context& context, const Node& item, const Queue& queue) {
  Fields fields(item, said("{}中一项", "an entry of {}", key_of("overflow", name_of_queue(queue.name))), context.problems);
  Overflow overflow;
  read_condition(fields, overflow, queue);
  const auto* to_queue = fields.find("queue");
  const auto* to_flow = fields.find("flow");
  if (fields.has("queue") == fields.has("flow"))
    fields.problem("flow", said("{}须在 'queue'（由该队列的座席帮忙）和 'flow'（客户转去的流程）中恰好填写一个",
                                "{} needs exactly one of 'queue', whose agents help out, and 'flow', where the contact goes",
                                fields.what()));
  if (to_queue)
    if (const auto name = as_text(*to_queue, fields.what("queue"), context.problems))
      overflow.queue = context.queues.find(*name, to_queue->mark, context.problems);
  if (to_flow)
    if (const auto name = as_text(*to_flow, fields.what("flow"), context.problems))
      overflow.flow = context.flows.find(*name, to_flow->mark, context.problems);
  if (overflow.queue && overflow.queue == queue.id)
    fields.problem("queue", {"队列不能溢出到自己；请填写另一个队列", "a queue cannot overflow to itself; name another one"});
  fields.finish();
  return overflow;
}

}  // namespace

void read_queues(Context& context, const Node* queues) {
  if (!queues) return;
  for (const auto& item : items_of(*queues, key_of("queues"), context.problems)) {
    Fields fields(item, {"队列", "a queue"}, context.problems);
    auto name = fields.need_text("name");
    if (!name.empty()) fields.rename(name_of_queue(name));
    const auto id = name.empty() ? QueueId{} : context.queues.declare(name, item.mark, context.problems, context.ids);
    context.desired.configuration.queues.push_back(read_queue(context, fields, id, std::move(name)));
    context.queue_marks.push_back(item.mark);
  }
}

void read_overflows(Context& context) {
  for (const auto& unread : context.overflows) {
    auto& queue = context.desired.configuration.queues[unread.queue];
    const auto what = key_of("overflow", name_of_queue(queue.name));
    for (const auto& item : items_of(*unread.node, what, context.problems))
      queue.overflows.push_back(read_overflow(context, item, queue));
    if (queue.overflows.size() > Queue::most_overflows)
      context.problems.add(unread.node->mark, too_many(what, Queue::most_overflows, {"项", "entries"}));
  }
}

}  // namespace tandem::configuration
