#include "checks/witness.hpp"

#include <algorithm>

#include "checks/conditions.hpp"
#include "checks/must.hpp"

namespace tandem::scenarios {
namespace {

auto place_of(const Task& task) { return std::tuple(task.due, task.since, task.id); }

// Nothing that is due earlier and that this agent could take is passed over.
void expect_due_first(const State& before, const Agent& agent, const Task& chosen, WallTime at) {
  for (const auto& [id, task] : before.tasks)
    if (!task.reservation && place_of(task) < place_of(chosen) && may_take(before, agent, task, at))
      MUST(is_overdue(before, task, at), "task " << id.text() << " is due earlier than task " << chosen.id.text() << " and was passed over");
}

}  // namespace

void Witness::see(const StepResult& result) {
  accepted_.clear();
  MUST(result.refusal == Refusal::none || result.facts.empty(), "refused, and changed something all the same");
  for (const auto& fact : result.facts) {
    std::visit(
        [&](const auto& body) {
          MUST(body.at == result.at && body.at >= state_.now, "time goes backwards");
          judge(body);
        },
        fact);
    tandem::apply(state_, fact);
  }
}

void Witness::judge(const ReservationMade& made) {
  const auto* task = state_.task(made.task);
  const auto* agent = state_.agent(made.agent);
  ASSERT_TRUE(task && agent) << "an offer of nothing, or to nobody";
  const auto offer = "offer " + made.reservation.text() + " of task " + task->id.text() + " to agent " + agent->id.text();
  MUST(!task->reservation, offer << ": it is offered already");
  MUST(may_take(state_, *agent, *task, made.at), offer << ": they may not take it");
  MUST(made.queue == task->queue && made.channel == task->channel && made.conversation == task->conversation, offer << ": of something else");
  const auto* rule = state_.configuration->capacity_of(task->channel);
  MUST(rule && made.cost == rule->cost, offer << ": at the wrong cost");
  MUST(made.expires > made.at, offer << ": over before it began");
  MUST(bool(made.leg) == (task->channel == Channel::voice), offer << ": a leg for a call and for nothing else");
  MUST(made.why.candidates > 0, offer << ": nobody could take it");
  MUST(made.why.sticky == (task->only ? task->sticky : StickyTo::nobody), offer << ": kept for somebody, or not");
  expect_due_first(state_, *agent, *task, made.at);
}

void Witness::judge(const ReservationEnded& ended) {
  const auto* reservation = state_.reservation(ended.reservation);
  ASSERT_TRUE(reservation) << "reservation " << ended.reservation.text() << " ends twice";
  MUST(ended.outcome != ReservationOutcome::open, "reservation " << ended.reservation.text() << " ends open");
  if (ended.outcome == ReservationOutcome::accepted) accepted_.insert(reservation->task);
}

void Witness::judge(const TaskCreated& created) {
  const auto id = created.task.text();
  const auto* conversation = state_.conversation(created.conversation);
  ASSERT_TRUE(conversation) << "task " << id << " of no conversation";
  MUST(!conversation->ended && !conversation->task, "task " << id << " of a conversation that is over or waits already");
  const auto kept = places_.find(created.conversation);
  const auto since = kept == places_.end() ? created.at : kept->second;
  MUST(created.since == since, "task " << id << " did not keep its place: it waits since " << created.since.ms << " instead of " << since.ms);
  if (kept != places_.end()) places_.erase(kept);
  MUST(created.not_before.ms == 0 || created.not_before > created.at, "task " << id << " starts in the past");
  MUST(created.estimate_ms >= -1, "task " << id << " will wait a negative time");
}

void Witness::judge(const TaskChanged& changed) {
  const auto* task = state_.task(changed.task);
  ASSERT_TRUE(task) << "change of a task that is gone";
  const auto id = changed.task.text();
  const bool relaxed = changed.change == TaskChange::relaxed;
  MUST(changed.step == task->relaxed + (relaxed ? 1 : 0), "task " << id << " jumped over a relaxation");
  MUST(changed.change == TaskChange::customer || (changed.due == task->due && changed.priority == task->priority),
       "task " << id << " lost its place");
  MUST(changed.only == task->only || !changed.only, "task " << id << " is kept for somebody else than before");
}

void Witness::judge(const TaskEnded& ended) {
  const auto* task = state_.task(ended.task);
  ASSERT_TRUE(task) << "task " << ended.task.text() << " ends twice";
  MUST(!task->reservation, "task " << ended.task.text() << " ends while it is offered");
  MUST((ended.outcome == TaskOutcome::answered) == accepted_.contains(ended.task),
       "task " << ended.task.text() << " is answered without an acceptance, or the other way round");
  if (ended.outcome == TaskOutcome::overflowed || ended.outcome == TaskOutcome::moved)
    places_[task->conversation] = task->since;
}

void Witness::judge(const ConversationStarted& started) {
  const auto* before = state_.conversation(started.instead_of);
  if (!before) return;
  const auto* task = state_.task(before->task);
  const auto kept = places_.find(before->id);
  if (task) places_[started.conversation] = task->since;
  else if (kept != places_.end()) places_[started.conversation] = kept->second;
}

void Witness::judge(const ConversationClosed& closed) {
  places_.erase(closed.conversation);
  for (const auto& [id, agent] : state_.agents)
    for (const auto& engagement : agent.engagements)
      MUST(engagement.conversation != closed.conversation, "closed while agent " << id.text() << " has it");
}

void Witness::judge(const CapacityReleased& released) {
  const auto* agent = state_.agent(released.agent);
  ASSERT_TRUE(agent) << "capacity of nobody";
  const auto held = std::ranges::count_if(agent->engagements, [&](const Engagement& engagement) {
    return engagement.conversation == released.conversation && engagement.cost == released.cost;
  });
  MUST(held == 1, "agent " << released.agent.text() << " gets back what they had not given, or not once");
}

}  // namespace tandem::scenarios
