#include "storms/happenings.hpp"

#include <algorithm>
#include <array>

namespace tandem::scenarios {
namespace {

constexpr std::size_t crowded = 40;  // so many wait: more leave than come
constexpr std::array<std::string_view, 4> tiers{"", "silver", "gold", "vip"};
constexpr std::array<std::string_view, 4> languages{"", "zh-CN", "en-GB", "fr"};
constexpr std::array<std::string_view, 3> regions{"", "广东省深圳市", "上海市"};

}  // namespace

std::int64_t Happenings::pause_ms() {
  if (!random_.one_in(3)) return 0;
  if (random_.one_in(1000)) return random_.below(86'400'000);
  return random_.one_in(15) ? random_.below(40'000) : random_.below(2500);
}

Stimulus Happenings::next(const State& state, WallTime now) {
  const auto dice = random_.below(1000);
  if (dice < 3) return ConfigurationPublished{random_configuration(random_, state.configuration->version + 1, capacity_, now)};
  if (dice < 5) return ProgramStarted{};
  if (dice < 15) return nonsense();
  if (dice < 250) return state.tasks.size() < crowded ? customer(state) : agent(state);
  if (dice < 450) return telephone(state);
  if (dice < 850) return agent(state);
  if (dice < 920) return supervisor(state);
  return integration(state);
}

CustomerTraits Happenings::traits() {
  CustomerTraits out;
  out.region = random_.any(regions);
  out.value = static_cast<int>(random_.below(101));
  out.risk = static_cast<int>(random_.below(101));
  if (random_.one_in(2)) out.last_agent = any_agent();
  if (random_.one_in(3)) out.owner = any_agent();
  for (std::int64_t id = 1; id <= storm_agents; ++id)
    if (random_.one_in(15)) out.blocked.push_back(AgentId{id});
  return out;
}

std::vector<NamedValue> Happenings::values() {
  std::vector<NamedValue> out;
  if (random_.one_in(2)) out.push_back({"business", text(random_.one_in(2) ? "loan" : "other")});
  if (random_.one_in(2)) out.push_back({"complexity", text(std::to_string(random_.below(12)))});
  if (random_.one_in(3)) out.push_back({"class", text("complaint")});
  return out;
}

ConversationId Happenings::any_conversation(const State& state) {
  return state.conversations.empty() ? ConversationId{1} : any_id(random_, state.conversations);
}

CallArrived Happenings::call() {
  CallArrived out;
  out.leg = LegId{++outside_};
  out.number = NumberId{random_.between(1, storm_queues)};
  out.contact = text(random_.one_in(10) ? "" : "+8613800006721");
  out.customer = CustomerId{random_.below(20)};
  out.tier = random_.any(tiers);
  out.language = random_.any(languages);
  out.descriptor = "dialog";
  out.traits = traits();
  return out;
}

ChatArrived Happenings::chat(const State& state) {
  ChatArrived out;
  out.site = SiteId{random_.between(1, storm_queues)};
  out.contact = text("visitor");
  out.customer = CustomerId{random_.below(20)};
  out.tier = random_.any(tiers);
  out.language = random_.any(languages);
  out.message = MessageId{++outside_};
  out.key = outside_;
  out.text = text("hello");
  out.traits = traits();
  if (random_.one_in(4)) out.instead_of = any_conversation(state);
  return out;
}

WorkArrived Happenings::work(const State& state) {
  constexpr std::array channels{Channel::ticket, Channel::email, Channel::callback};
  WorkArrived out;
  out.channel = random_.any(channels);
  out.queue = any_queue();
  out.contact = text("someone@example.com");
  out.customer = CustomerId{random_.below(20)};
  out.tier = random_.any(tiers);
  out.language = random_.any(languages);
  out.traits = traits();
  out.priority = static_cast<int>(random_.below(3));
  if (random_.one_in(3)) out.not_before_ms = state.now.ms + random_.between(-5000, 15'000);
  if (random_.one_in(3)) out.due_ms = state.now.ms + random_.between(-5000, 60'000);
  out.values = values();
  return out;
}

Stimulus Happenings::customer(const State& state) {
  switch (random_.below(4)) {
    case 0: return work(state);
    case 1: return chat(state);
    default: return call();
  }
}

Stimulus Happenings::telephone(const State& state) {
  if (state.legs.empty()) return call();
  const auto leg = any_id(random_, state.legs);
  const auto& run = state.conversation(state.leg(leg)->conversation)->flow;
  constexpr std::array causes{EndCause::hang_up, EndCause::busy, EndCause::connection_lost, EndCause::unreachable, EndCause::rejected};
  if (random_.one_in(4)) return LegEnded{leg, random_.any(causes)};
  if (random_.one_in(3)) return LegAnswered{leg, "dialog"};
  if (random_.one_in(20)) return LegDescribed{leg, "moved"};
  if (!run) return LegRinging{leg};
  if (run->request && random_.one_in(2)) {
    LookUpAnswered out;
    out.request = run->request;
    out.result = random_.one_in(2) ? LookUpResult::found : LookUpResult::not_found;
    out.values = values();
    out.customer = CustomerId{random_.below(3)};
    out.tier = random_.any(tiers);
    out.traits = traits();
    return out;
  }
  if (random_.one_in(2)) return PlaybackFinished{leg, run->action};
  constexpr std::array<std::string_view, 5> keys{"", "1", "2", "3", "8841"};
  const std::string digits(random_.any(keys));
  return DigitsCollected{leg, run->action, digits.empty() ? Private{} : text(digits), digits.empty() ? CollectEnd::no_input : CollectEnd::complete};
}

Stimulus Happenings::agent(const State& state) {
  if (!state.reservations.empty() && random_.one_in(2)) {
    const auto offer = any_id(random_, state.reservations);
    const auto who = state.reservation(offer)->agent;
    if (random_.one_in(5)) return RejectReservation{offer, who, "busy"};
    return AcceptReservation{offer, random_.one_in(30) ? any_agent() : who};
  }
  const auto who = any_agent();
  const auto* known = state.agent(who);
  if (known && !known->engagements.empty() && random_.one_in(2)) {
    const auto conversation = random_.any(known->engagements).conversation;
    const auto dice = random_.below(8);
    if (dice == 0) return SetHold{conversation, who, random_.one_in(2)};
    if (dice == 1) return SetMute{conversation, who, random_.one_in(2)};
    if (dice == 2) return MarkRead{conversation, who, static_cast<int>(random_.below(5))};
    if (dice == 3) return MessagePosted{conversation, Author::agent, who, MessageId{++outside_}, outside_, text("yes")};
    if (!state.conversation(conversation)->ended) return EndConversation{conversation, who, EndedBy::agent, EndCause::hang_up};
    return FinishWrapUp{conversation, who, "solved", text("note"), CaseId{random_.below(2)}};
  }
  if (random_.one_in(4)) return AgentLinkChanged{who, !random_.one_in(4)};
  if (random_.one_in(2)) return SetAgentState{who, AgentState::available, "", who};
  return SetAgentState{who, AgentState{static_cast<int>(random_.below(4))}, random_.one_in(2) ? "lunch" : "", who};
}

Stimulus Happenings::supervisor(const State& state) {
  if (random_.one_in(5)) return RateAgent{any_agent(), static_cast<int>(random_.between(-1, 1000)), static_cast<int>(random_.between(-1, 1000))};
  if (random_.one_in(5)) return EndConversation{any_conversation(state), {}, EndedBy::customer, EndCause::hang_up};
  MoveTask out{any_conversation(state), any_queue(), any_queue(), UserId{random_.one_in(5) ? 0 : 900}};
  const auto* conversation = state.conversation(out.conversation);
  if (conversation && !random_.one_in(4)) out.from = conversation->queue;
  return out;
}

Stimulus Happenings::integration(const State& state) {
  const auto conversation = any_conversation(state);
  switch (random_.below(3)) {
    case 0: return SetValues{conversation, values()};
    case 1:
      return LinkCustomer{conversation, CustomerId{random_.below(20)}, std::string(random_.any(tiers)), std::string(random_.any(languages)), traits()};
    default: {
      MessagePosted out;
      out.conversation = conversation;
      out.message = MessageId{++outside_};
      out.key = random_.one_in(5) ? 7 : outside_;
      constexpr std::array<std::string_view, 4> written{"1", "2", "3", "8841"};
      out.text = text(std::string(random_.any(written)));
      return out;
    }
  }
}

// Ids that nobody has, and what does not belong together.
Stimulus Happenings::nonsense() {
  const auto id = random_.between(-2, 3) * 1'000'000'007;
  switch (random_.below(12)) {
    case 0: return AcceptReservation{ReservationId{id}, any_agent()};
    case 1: return RejectReservation{ReservationId{id}, any_agent(), ""};
    case 2: return EndConversation{ConversationId{id}, any_agent(), EndedBy::agent, EndCause::hang_up};
    case 3: return MoveTask{ConversationId{id}, any_queue(), any_queue(), UserId{900}};
    case 4: return SetAgentState{AgentId{id}, AgentState::available, "", {}};
    case 5: return AgentLinkChanged{AgentId{id}, true};
    case 6: return LegEnded{LegId{id}, EndCause::hang_up};
    case 7: return RateAgent{any_agent(), 1001, -2};
    case 8: return LinkCustomer{ConversationId{id}, CustomerId{1}, "vip", "en", {}};
    case 9: {
      WorkArrived out;
      out.channel = Channel::voice;
      out.queue = any_queue();
      return out;
    }
    case 10: {
      auto out = call();
      out.number = NumberId{id};
      return out;
    }
    default: return LookUpAnswered{RequestId{id}, LookUpResult::found, {}, {}, "", "", {}};
  }
}

std::optional<Stimulus> Happenings::clearing(const State& state) {
  if (state.conversations.empty()) return std::nullopt;
  const auto& [id, conversation] = *state.conversations.begin();
  if (!conversation.ended) return EndConversation{id, {}, EndedBy::customer, EndCause::hang_up};
  const auto* who = conversation.of_kind(ParticipantKind::agent);
  return FinishWrapUp{id, who ? who->agent : AgentId{}, "solved", {}, {}};
}

}  // namespace tandem::scenarios
