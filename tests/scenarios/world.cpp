#include "scenarios/world.hpp"

#include <algorithm>

#include "core/rules/matching.hpp"

namespace tandem::scenarios {
namespace {

FlowGraph voice_flow() {
  FlowGraph flow;
  flow.id = FlowId{1};
  flow.name = "main";
  flow.start = 0;
  SayNode hello;
  hello.text = {"您好", "Hello"};
  hello.next = 1;
  CollectNode order;
  order.text = {"请输入订单号", "Enter your order number"};
  order.into = "order_number";
  order.label = {"订单号", "Order number"};
  order.min = 4;
  order.max = 8;
  order.attempts = 2;
  order.next = 2;
  order.no_input = 3;
  LookUpNode look_up;
  look_up.kind = LookUpKind::order;
  look_up.key = "$order_number";
  look_up.into = "order";
  look_up.found = look_up.not_found = look_up.failed = 3;
  QueueNode queue;
  queue.queue = QueueId{1};
  flow.nodes = {{"hello", hello}, {"order", order}, {"look", look_up}, {"queue", queue}};
  return flow;
}

FlowGraph chat_flow() {
  FlowGraph flow;
  flow.id = FlowId{2};
  flow.name = "chat";
  flow.start = 0;
  QueueNode queue;
  queue.queue = QueueId{2};
  flow.nodes = {{"queue", queue}};
  return flow;
}

AgentProfile agent(std::int64_t id, int level, PhoneKind phone) {
  AgentProfile profile;
  profile.id = AgentId{id};
  profile.login = "agent" + std::to_string(id);
  if (level >= 0) profile.skills = {{SkillId{1}, level}};
  profile.phone = phone;
  return profile;
}

}  // namespace

Configuration shop() {
  Configuration c;
  c.version = 1;
  c.skills = {{SkillId{1}, "technical"}};
  Queue support;
  support.id = QueueId{1};
  support.name = "support";
  support.required = {{SkillId{1}, 3}};
  Queue chat;
  chat.id = QueueId{2};
  chat.name = "chat";
  c.queues = {support, chat};
  c.agents = {agent(1, 5, PhoneKind::browser), agent(2, 4, PhoneKind::browser), agent(3, 9, PhoneKind::sip),
              agent(4, -1, PhoneKind::browser)};
  c.numbers = {{NumberId{1}, "4001", FlowId{1}}};
  Site site;
  site.id = SiteId{1};
  site.key = "demo";
  site.chat_flow = FlowId{2};
  c.sites = {site};
  c.flows = {voice_flow(), chat_flow()};
  c.break_reasons = {{"lunch", {"午餐", "Lunch"}, 30}};
  return c;
}

namespace {

// Nothing that is due earlier and that this agent could take is passed over.
void expect_due_first(const State& before, const ReservationMade& made) {
  const auto& agent = *before.agent(made.agent);
  const auto& chosen = *before.task(made.task);
  for (const auto& [id, task] : before.tasks) {
    if (task.reservation || !rules::can_take(before, agent, task, made.at)) continue;
    EXPECT_GE(std::tie(task.due, task.since, id), std::tie(chosen.due, chosen.since, chosen.id)) << "an older task was passed over";
  }
}

// Whoever waits, waits because nobody can take them.
void expect_nobody_waits_for_nothing(const State& state, WallTime now) {
  for (const auto& [id, task] : state.tasks)
    if (!task.reservation) EXPECT_FALSE(rules::choose_agent(state, task, now)) << "task " << id.value << " waits beside a free agent";
}

}  // namespace

World::World(Configuration configuration) {
  step(ConfigurationPublished{std::move(configuration)});
}

StepResult World::step(Stimulus stimulus) {
  transcript_ += "> " + to_text(stimulus) + "\n";
  auto result = engine_.step(now_, stimulus);
  for (const auto& fact : result.facts) {
    transcript_ += "  " + to_text(fact) + "\n";
    if (const auto* made = std::get_if<ReservationMade>(&fact)) expect_due_first(follower_, *made);
    tandem::apply(follower_, fact);
    facts_.push_back(fact);
  }
  effects_.insert(effects_.end(), result.effects.begin(), result.effects.end());
  EXPECT_EQ(encode_state(follower_), encode_state(engine_.state())) << transcript_;
  expect_sound(engine_.state());
  expect_nobody_waits_for_nothing(engine_.state(), now_);
  return result;
}

void World::pass_ms(std::int64_t ms) {
  const auto until = now_.plus_ms(ms);
  while (state().next_due() && *state().next_due() <= until) {
    now_ = std::max(now_, *state().next_due());
    step(TimersDue{});
  }
  now_ = until;
}

void World::sign_in(std::int64_t agent) {
  step(AgentLinkChanged{AgentId{agent}, true});
  set_state(agent, AgentState::available);
}

void World::set_state(std::int64_t agent, AgentState state, std::string reason) {
  step(SetAgentState{AgentId{agent}, state, std::move(reason), AgentId{agent}});
}

LegId World::call(std::string from, CustomerId customer) {
  CallArrived arrived;
  arrived.leg = LegId{++next_outside_id_};
  arrived.number = NumberId{1};
  arrived.contact = make_private(std::move(from));
  arrived.customer = customer;
  arrived.tier = customer ? "vip" : "";
  arrived.descriptor = "dialog";
  step(arrived);
  return arrived.leg;
}

void World::finish_prompt(LegId leg) {
  const auto* run = &*state().conversation(conversation_of(leg))->flow;
  step(PlaybackFinished{leg, run->action});
}

void World::key_in(LegId leg, std::string digits) {
  const auto action = state().conversation(conversation_of(leg))->flow->action;
  const auto end = digits.empty() ? CollectEnd::no_input : CollectEnd::complete;
  step(DigitsCollected{leg, action, digits.empty() ? Private{} : make_private(std::move(digits)), end});
}

LegId World::call_into_queue() {
  const auto leg = call();
  finish_prompt(leg);
  key_in(leg, "8841");
  LookUpAnswered answer;
  answer.request = last_effect<LookUp>()->request;
  answer.result = LookUpResult::found;
  answer.values = {{"status", make_private("已发货")}};
  step(answer);
  return leg;
}

World::Talk World::talk_to(std::int64_t agent) {
  sign_in(agent);
  Talk talk;
  talk.customer = call_into_queue();
  talk.agent = state().reservation(offer_to(agent))->leg;
  accept(offer_to(agent), agent);
  talk.conversation = conversation_of(talk.customer);
  return talk;
}

ConversationId World::chat(std::string text, std::int64_t visitor) {
  ChatArrived arrived;
  arrived.site = SiteId{1};
  arrived.contact = make_private("visitor-" + std::to_string(visitor));
  arrived.message = MessageId{++next_outside_id_};
  arrived.key = next_outside_id_;
  arrived.text = make_private(std::move(text));
  const auto result = step(arrived);
  return std::get<ConversationStarted>(result.facts.front()).conversation;
}

StepResult World::accept(ReservationId reservation, std::int64_t agent) {
  return step(AcceptReservation{reservation, AgentId{agent}});
}

ConversationId World::conversation_of(LegId leg) const {
  const auto* found = state().leg(leg);
  return found ? found->conversation : ConversationId{};
}

ReservationId World::offer_to(std::int64_t agent) const {
  const auto* found = state().agent(AgentId{agent});
  return found && !found->offers.empty() ? found->offers.front() : ReservationId{};
}

SegmentKind World::customer_segment(ConversationId conversation) const {
  return state().conversation(conversation)->of_kind(ParticipantKind::customer)->segment->kind;
}

std::string World::transcript() const { return transcript_; }

namespace {

void expect_capacity_is_right(const State& state) {
  for (const auto& [id, agent] : state.agents) {
    int load = 0;
    for (const auto& engagement : agent.engagements) {
      load += engagement.cost;
      EXPECT_TRUE(state.conversation(engagement.conversation)) << "engaged on a conversation that is gone";
    }
    for (const auto offer : agent.offers) {
      ASSERT_TRUE(state.reservation(offer));
      EXPECT_EQ(state.reservation(offer)->agent, id);
      load += state.reservation(offer)->cost;
    }
    EXPECT_EQ(load, agent.load);
    EXPECT_LE(agent.load, state.configuration->capacity_limit);
  }
}

void expect_tasks_are_right(const State& state) {
  for (const auto& [id, task] : state.tasks) {
    ASSERT_TRUE(state.conversation(task.conversation));
    EXPECT_EQ(state.conversation(task.conversation)->task, id);
    if (task.reservation) EXPECT_EQ(state.reservation(task.reservation)->task, id);
  }
  for (const auto& [id, reservation] : state.reservations) {
    ASSERT_TRUE(state.task(reservation.task));
    EXPECT_EQ(state.task(reservation.task)->reservation, id) << "a task is offered twice";
    EXPECT_TRUE(state.timer(TimerKind::reservation, id.value)) << "an offer without an end";
  }
}

}  // namespace

void expect_sound(const State& state) {
  expect_capacity_is_right(state);
  expect_tasks_are_right(state);
  for (const auto& [id, leg] : state.legs) {
    const auto* conversation = state.conversation(leg.conversation);
    ASSERT_TRUE(conversation) << "a leg without a conversation";
    EXPECT_EQ(conversation->find(leg.participant)->leg, id);
    EXPECT_FALSE(conversation->ended) << "a leg outlived its call";
  }
  State rebuilt = state;
  rebuilt.rebuild_indexes();
  EXPECT_EQ(rebuilt.idle, state.idle);
  EXPECT_EQ(rebuilt.ready, state.ready);
  EXPECT_EQ(rebuilt.due, state.due);
  EXPECT_EQ(rebuilt.timer_of, state.timer_of);
  EXPECT_EQ(rebuilt.look_ups, state.look_ups);
  EXPECT_EQ(rebuilt.waiting.size(), state.waiting.size());
  EXPECT_TRUE(std::equal(rebuilt.waiting.begin(), rebuilt.waiting.end(), state.waiting.begin(),
                         [](const auto& a, const auto& b) { return a.second == b.second; }));
}

}  // namespace tandem::scenarios
