#include "scenarios/world.hpp"

#include <algorithm>

#include "checks/sound.hpp"

namespace tandem::scenarios {

World::World(Configuration configuration) {
  step(ConfigurationPublished{std::move(configuration)});
}

StepResult World::step(Stimulus stimulus) {
  const bool failed = testing::Test::HasFailure();
  auto result = engine_.step(now_, stimulus);
  witness_.see(result);
  steps_.push_back({std::move(stimulus), result});
  EXPECT_EQ(encode_state(witness_.state()), encode_state(engine_.state())) << "the facts do not say all that was decided";
  expect_sound(engine_.state(), measured_alike_);
  expect_nobody_waits_for_nothing(engine_.state(), now_);
  if (!failed && testing::Test::HasFailure()) ADD_FAILURE() << "after\n" << story_of(steps_, 0, steps_.front().result.at);
  return result;
}

void World::fire() {
  while (state().next_due() && *state().next_due() <= now_) step(TimersDue{});
}

void World::pass_ms(std::int64_t ms) {
  come_to_ms(ms);
  fire();
}

void World::come_to_ms(std::int64_t ms) {
  const auto until = now_.plus_ms(ms);
  while (state().next_due() && *state().next_due() < until) {
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

StepResult World::accept_offer(std::int64_t agent) { return accept(offer_to(agent), agent); }

StepResult World::decline(std::int64_t agent) { return step(RejectReservation{offer_to(agent), AgentId{agent}, "busy"}); }

StepResult World::finish(ConversationId conversation, std::int64_t agent) {
  const auto* found = state().conversation(conversation);
  if (found && !found->ended) step(EndConversation{conversation, AgentId{agent}, EndedBy::agent, EndCause::hang_up});
  FinishWrapUp done;
  done.conversation = conversation;
  done.agent = AgentId{agent};
  done.disposition = "solved";
  return step(done);
}

ConversationId World::call_to(std::int64_t queue, Contact who) {
  CallArrived arrived;
  arrived.leg = LegId{++next_outside_id_};
  arrived.number = NumberId{queue};
  arrived.contact = make_private("+8613800006721");
  arrived.customer = who.customer;
  arrived.tier = who.tier;
  arrived.language = who.language;
  arrived.traits = who.traits;
  arrived.descriptor = "dialog";
  const auto result = step(arrived);
  return std::get<ConversationStarted>(result.facts.front()).conversation;
}

ConversationId World::chat_to(std::int64_t queue, Contact who) {
  ChatArrived arrived;
  arrived.site = SiteId{queue};
  arrived.contact = make_private("visitor");
  arrived.customer = who.customer;
  arrived.tier = who.tier;
  arrived.language = who.language;
  arrived.traits = who.traits;
  arrived.message = MessageId{++next_outside_id_};
  arrived.key = next_outside_id_;
  arrived.text = make_private("hello");
  const auto result = step(arrived);
  return std::get<ConversationStarted>(result.facts.front()).conversation;
}

ConversationId World::work(Channel channel, std::int64_t queue, Contact who, std::int64_t not_before_ms, std::int64_t due_ms) {
  WorkArrived arrived;
  arrived.channel = channel;
  arrived.queue = QueueId{queue};
  arrived.contact = make_private("customer@example.com");
  arrived.customer = who.customer;
  arrived.tier = who.tier;
  arrived.language = who.language;
  arrived.traits = who.traits;
  arrived.not_before_ms = not_before_ms;
  arrived.due_ms = due_ms;
  const auto result = step(arrived);
  return std::get<ConversationStarted>(result.facts.front()).conversation;
}

void World::hang_up(ConversationId conversation) {
  const auto leg = customer_leg(conversation);
  if (leg) step(LegEnded{leg, EndCause::hang_up});
  else step(EndConversation{conversation, {}, EndedBy::customer, EndCause::hang_up});
}

void World::link(ConversationId conversation, Contact who) {
  step(LinkCustomer{conversation, who.customer, who.tier, who.language, who.traits});
}

void World::set_value(ConversationId conversation, std::string name, std::string value) {
  step(SetValues{conversation, {{std::move(name), make_private(std::move(value))}}});
}

StepResult World::move(ConversationId conversation, std::int64_t from, std::int64_t to, std::int64_t by) {
  return step(MoveTask{conversation, QueueId{from}, QueueId{to}, UserId{by}});
}

void World::publish(Configuration configuration) {
  configuration.version = state().configuration->version + 1;
  const auto same = [](const CapacityRule& a, const CapacityRule& b) {
    return a.channel == b.channel && a.cost == b.cost && a.most == b.most && a.interrupts == b.interrupts;
  };
  const auto& now = *state().configuration;
  measured_alike_ = measured_alike_ && now.capacity_limit == configuration.capacity_limit &&
                    std::ranges::equal(now.capacity, configuration.capacity, same);
  step(ConfigurationPublished{std::move(configuration)});
}

ConversationId World::conversation_of(LegId leg) const {
  const auto* found = state().leg(leg);
  return found ? found->conversation : ConversationId{};
}

LegId World::customer_leg(ConversationId conversation) const {
  const auto* found = state().conversation(conversation);
  const auto* customer = found ? found->of_kind(ParticipantKind::customer) : nullptr;
  return customer ? customer->leg : LegId{};
}

ReservationId World::offer_to(std::int64_t agent) const {
  const auto* found = state().agent(AgentId{agent});
  return found && !found->offers.empty() ? found->offers.front() : ReservationId{};
}

const Task* World::task_of(ConversationId conversation) const {
  const auto* found = state().conversation(conversation);
  return found ? state().task(found->task) : nullptr;
}

std::int64_t World::offered_to(ConversationId conversation) const {
  const auto* task = task_of(conversation);
  const auto* offer = task ? state().reservation(task->reservation) : nullptr;
  return offer ? offer->agent.value : 0;
}

SegmentKind World::customer_segment(ConversationId conversation) const {
  return state().conversation(conversation)->of_kind(ParticipantKind::customer)->segment->kind;
}

std::string World::transcript() const { return story_of(steps_, story_from_, story_start_); }

void World::begin_story() {
  story_from_ = steps_.size();
  story_start_ = now_;
}

}  // namespace tandem::scenarios
