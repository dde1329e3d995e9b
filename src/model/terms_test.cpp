#include "model/terms.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "model/expression.hpp"

namespace tandem {
namespace {

// Every value from `first` to `last` has a word of its own, and nothing beside them has one.
template <class Vocabulary>
void has_a_word_for_each(Vocabulary first, Vocabulary last) {
  std::set<std::string_view> words;
  for (int value = static_cast<int>(first); value <= static_cast<int>(last); ++value) {
    const auto word = name_of(static_cast<Vocabulary>(value));
    EXPECT_NE(word, "unknown") << value;
    EXPECT_TRUE(words.insert(word).second) << word;
  }
  constexpr auto lowest = std::numeric_limits<int>::min(), highest = std::numeric_limits<int>::max();
  for (const int damaged : {lowest, static_cast<int>(first) - 1, static_cast<int>(last) + 1, highest})
    EXPECT_EQ(name_of(static_cast<Vocabulary>(damaged)), "unknown") << damaged;
}

TEST(Terms, each_value_has_a_word_and_a_damaged_one_is_unknown) {
  has_a_word_for_each(Channel::voice, Channel::callback);
  has_a_word_for_each(Direction::inbound, Direction::outbound);
  has_a_word_for_each(AgentState::offline, AgentState::on_break);
  has_a_word_for_each(PhoneKind::browser, PhoneKind::sip);
  has_a_word_for_each(ParticipantKind::customer, ParticipantKind::flow);
  has_a_word_for_each(SegmentKind::flow, SegmentKind::wrap_up);
  has_a_word_for_each(Author::customer, Author::system);
  has_a_word_for_each(ReservationOutcome::open, ReservationOutcome::rescinded);
  has_a_word_for_each(TaskOutcome::open, TaskOutcome::moved);
  has_a_word_for_each(TaskChange::relaxed, TaskChange::started);
  has_a_word_for_each(SkillKind::skill, SkillKind::complexity);
  has_a_word_for_each(StickyTo::nobody, StickyTo::owner);
  has_a_word_for_each(OverflowWhen::waited, OverflowWhen::no_agents);
  has_a_word_for_each(ExpressionOp::none, ExpressionOp::length);
  has_a_word_for_each(EndedBy::nobody, EndedBy::system);
  has_a_word_for_each(EndCause::none, EndCause::moved);
  has_a_word_for_each(LookUpKind::customer, LookUpKind::order);
  has_a_word_for_each(LookUpResult::found, LookUpResult::failed);
  has_a_word_for_each(CollectEnd::complete, CollectEnd::stopped);
  has_a_word_for_each(TimerKind::reservation, TimerKind::hours);
  has_a_word_for_each(AgentChoice::longest_idle, AgentChoice::best_score);
  has_a_word_for_each(Obstacle::none, Obstacle::passed_over);
  has_a_word_for_each(RowKind::customer, RowKind::device);
  has_a_word_for_each(Change::created, Change::removed);
  has_a_word_for_each(Refusal::none, Refusal::bad_value);
}

}  // namespace
}  // namespace tandem
