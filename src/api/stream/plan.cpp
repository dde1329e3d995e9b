#include "api/stream/plan.hpp"

#include <algorithm>
#include <map>

namespace tandem::api {
namespace {

using Kind = PlannedEvent::Kind;
constexpr int places = 4;

class Planner {
 public:
  Planner(const AgentOf& agent_of, const ConversationOf& conversation_of)
      : agent_of_(agent_of), conversation_of_(conversation_of) {}

  void take(const Fact& fact) {
    fact_ = &fact;
    std::visit([this](const auto& body) { on(body); }, fact);
    ++place_;
  }

  std::vector<PlannedEvent> events() {
    for (const auto& [conversation, event] : conversations_) events_.push_back(event);
    for (const auto& [agent, event] : agents_) events_.push_back(event);
    std::stable_sort(events_.begin(), events_.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
    return std::move(events_);
  }

 private:
  void tell(Kind kind, std::int64_t id, int place = 0) { events_.push_back({kind, place_ * places + place, id, fact_}); }
  // Told once a record, where it changed last.
  void touch(ConversationId id) {
    conversations_[id] = {Kind::conversation, place_ * places + 1, id.value, fact_};
  }
  void touch_agent(AgentId id) {
    if (id) agents_[id] = {Kind::presence, place_ * places + 2, id.value, fact_};
  }

  template <class Other>
  void on(const Other&) {}

  void on(const AgentStateChanged& fact) { touch_agent(fact.agent); }
  void on(const AgentLinked& fact) { touch_agent(fact.agent); }
  void on(const ConversationStarted& fact) { touch(fact.conversation); }
  void on(const CustomerLinked& fact) { touch(fact.conversation); }
  void on(const ParticipantJoined& fact) {
    touch(fact.conversation);
    touch_agent(fact.agent);
  }
  void on(const ParticipantLeft& fact) { touch(fact.conversation); }
  void on(const SegmentStarted& fact) {
    touch(fact.conversation);
    touch_agent(agent_of_(fact.conversation, fact.participant));
  }
  void on(const ConversationEnded& fact) { touch(fact.conversation); }
  void on(const ConversationClosed& fact) {
    conversations_.erase(fact.conversation);
    tell(Kind::closed, fact.conversation.value, 1);
  }
  void on(const MuteChanged& fact) { touch(fact.conversation); }
  void on(const ValueSet& fact) {
    if (!fact.label.empty()) touch(fact.conversation);
  }
  void on(const TaskCreated& fact) { touch(fact.conversation); }
  void on(const TaskChanged& fact) {
    if (fact.change != TaskChange::started || !conversation_of_) return;
    if (const auto conversation = conversation_of_(fact.task)) touch(conversation);
  }
  void on(const ReservationMade& fact) {
    tell(Kind::offered, fact.reservation.value);
    touch(fact.conversation);
    touch_agent(fact.agent);
  }
  void on(const ReservationEnded& fact) { tell(Kind::reservation_ended, fact.reservation.value); }
  void on(const CapacityReleased& fact) { touch_agent(fact.agent); }
  void on(const MessageCreated& fact) {
    tell(Kind::message, fact.message.value);
    touch(fact.conversation);
  }
  void on(const MessagesRead& fact) { touch(fact.conversation); }
  void on(const RecordingStarted& fact) { touch(fact.conversation); }
  void on(const RecordingEnded& fact) { touch(fact.conversation); }
  void on(const WrappedUp& fact) {
    touch(fact.conversation);
    touch_agent(fact.agent);
  }
  void on(const RowChanged& fact) {
    switch (fact.kind) {
      case RowKind::customer: return tell(Kind::customer, fact.id);
      case RowKind::identity:
      case RowKind::order:
      case RowKind::note: return fact.owner ? tell(Kind::customer, fact.owner) : void();
      case RowKind::case_: return tell(Kind::case_, fact.id);
      case RowKind::user: return touch_agent(UserId{fact.id});
      case RowKind::session:
      case RowKind::draft:
      case RowKind::device: return;
    }
  }

  const AgentOf& agent_of_;
  const ConversationOf& conversation_of_;
  const Fact* fact_ = nullptr;
  int place_ = 0;
  std::vector<PlannedEvent> events_;
  std::map<ConversationId, PlannedEvent> conversations_;
  std::map<AgentId, PlannedEvent> agents_;
};

}  // namespace

std::vector<PlannedEvent> plan_events(const Record& record, const AgentOf& agent_of, const ConversationOf& conversation_of) {
  Planner planner(agent_of, conversation_of);
  for (const auto& fact : record.facts) planner.take(fact);
  return planner.events();
}

}  // namespace tandem::api
