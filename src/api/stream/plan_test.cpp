#include "api/stream/plan.hpp"

#include <gtest/gtest.h>

namespace tandem::api {
namespace {

using Kind = PlannedEvent::Kind;

const AgentOf nobody = [](ConversationId, ParticipantId) { return AgentId{}; };

template <class FactType>
FactType about(std::int64_t conversation) {
  FactType fact;
  fact.conversation = ConversationId{conversation};
  return fact;
}

std::vector<std::pair<Kind, std::int64_t>> kinds(const std::vector<PlannedEvent>& events) {
  std::vector<std::pair<Kind, std::int64_t>> out;
  for (const auto& event : events) out.emplace_back(event.kind, event.id);
  return out;
}

using Kinds = std::vector<std::pair<Kind, std::int64_t>>;

TEST(Plan, a_conversation_is_told_once_a_record_where_it_changed_last) {
  Record record;
  record.facts = {about<ConversationStarted>(7), about<ParticipantJoined>(7), about<SegmentStarted>(7), about<TaskCreated>(7)};
  const auto events = plan_events(record, nobody);
  EXPECT_EQ(kinds(events), (Kinds{{Kind::conversation, 7}}));
  EXPECT_EQ(events.front().index, 3 * 4 + 1);
}

TEST(Plan, work_whose_time_has_come_is_told_where_it_is_known_whose_it_is) {
  TaskChanged changed;
  changed.task = TaskId{4};
  changed.change = TaskChange::started;
  Record record;
  record.facts = {changed};
  const ConversationOf known = [](TaskId task) { return ConversationId{task.value + 3}; };
  EXPECT_EQ(kinds(plan_events(record, nobody, known)), (Kinds{{Kind::conversation, 7}}));
  EXPECT_TRUE(plan_events(record, nobody).empty());
  changed.change = TaskChange::relaxed;
  record.facts = {changed};
  EXPECT_TRUE(plan_events(record, nobody, known).empty()) << "nothing that a screen shows";
}

TEST(Plan, indexes_depend_on_the_record_alone) {
  Record record;
  auto message = about<MessageCreated>(7);
  message.message = MessageId{5};
  ReservationMade made = about<ReservationMade>(7);
  made.reservation = ReservationId{3};
  made.agent = AgentId{9};
  record.facts = {message, made, about<SegmentStarted>(7)};
  const AgentOf known = [](ConversationId, ParticipantId) { return AgentId{9}; };
  const auto with = plan_events(record, known), without = plan_events(record, nobody);
  EXPECT_EQ(kinds(with), (Kinds{{Kind::message, 5}, {Kind::offered, 3}, {Kind::conversation, 7}, {Kind::presence, 9}}));
  for (std::size_t i = 0; i < 3; ++i)
    if (with[i].kind != Kind::presence) EXPECT_EQ(with[i].index, plan_events(record, known)[i].index);
  for (const auto& event : without)
    for (const auto& other : with)
      if (event.kind == other.kind && event.kind != Kind::presence) EXPECT_EQ(event.index, other.index);
}

TEST(Plan, a_closed_conversation_is_told_as_closed_only) {
  Record record;
  record.facts = {about<SegmentEnded>(7), about<WrappedUp>(7), about<ParticipantLeft>(7), about<ConversationClosed>(7)};
  EXPECT_EQ(kinds(plan_events(record, nobody)), (Kinds{{Kind::closed, 7}}));
}

TEST(Plan, rows_are_told_by_whom_they_belong_to) {
  Record record;
  const auto row = [](RowKind kind, std::int64_t id, std::int64_t owner) {
    RowChanged changed;
    changed.kind = kind;
    changed.id = id;
    changed.owner = owner;
    return changed;
  };
  record.facts = {row(RowKind::customer, 1, 1), row(RowKind::note, 2, 1), row(RowKind::case_, 3, 1), row(RowKind::session, 4, 0),
                  row(RowKind::draft, 5, 0)};
  EXPECT_EQ(kinds(plan_events(record, nobody)), (Kinds{{Kind::customer, 1}, {Kind::customer, 1}, {Kind::case_, 3}}));
}

}  // namespace
}  // namespace tandem::api
