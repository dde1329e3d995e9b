#include "storms/seen.hpp"

#include "checks/must.hpp"

namespace tandem::scenarios {
namespace {

template <class Value>
auto index_of(Value value) {
  return static_cast<std::size_t>(value);
}

template <class Array>
void add_up(Array& sum, const Array& other) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += other[i];
}

// Of first, first + 1, … up to the one that has no name any more.
template <class Value, class Counts>
void expect_all(const char* what, const Counts& counts, int first) {
  for (int value = first; name_of(Value{value}) != "unknown"; ++value)
    MUST(counts[index_of(value)] > 0, what << ' ' << name_of(Value{value}) << " never happened");
}

template <class Value, class Counts>
void tell(std::string& out, const char* what, const Counts& counts) {
  out += what;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) out += " " + std::string(name_of(Value{static_cast<int>(i)})) + "=" + std::to_string(counts[i]);
  out += "\n";
}

template <std::size_t I = 0, class Visit>
void for_each_fact(Visit visit) {
  if constexpr (I < std::variant_size_v<Fact>) {
    visit(I, std::variant_alternative_t<I, Fact>::name);
    for_each_fact<I + 1>(visit);
  }
}

}  // namespace

void Seen::count(const StepResult& result) {
  ++refusals_[index_of(result.refusal)];
  for (const auto& fact : result.facts) {
    ++facts_[fact.index()];
    std::visit([&](const auto& body) { count(body); }, fact);
  }
}

void Seen::count(const ReservationMade& made) {
  ++choices_[index_of(made.why.choose)];
  ++sticky_[index_of(made.why.sticky)];
  ++channels_[index_of(made.channel)];
  helped_ += bool(made.why.overflow);
  relaxed_ += made.why.relaxed > 0;
}

void Seen::count(const ReservationEnded& ended) { ++outcomes_[index_of(ended.outcome)]; }
void Seen::count(const TaskEnded& ended) { ++endings_[index_of(ended.outcome)]; }
void Seen::count(const TaskChanged& changed) { ++changes_[index_of(changed.change)]; }

void Seen::count(const TaskCreated& created) {
  asleep_ += created.not_before > created.at;
  kept_places_ += created.since < created.at;
  ruled_ += !created.rules.empty();
  estimated_ += created.estimate_ms >= 0;
}

void Seen::add(const Seen& other) {
  add_up(facts_, other.facts_);
  add_up(outcomes_, other.outcomes_);
  add_up(endings_, other.endings_);
  add_up(changes_, other.changes_);
  add_up(choices_, other.choices_);
  add_up(sticky_, other.sticky_);
  add_up(refusals_, other.refusals_);
  add_up(channels_, other.channels_);
  helped_ += other.helped_;
  relaxed_ += other.relaxed_;
  asleep_ += other.asleep_;
  kept_places_ += other.kept_places_;
  ruled_ += other.ruled_;
  estimated_ += other.estimated_;
}

void Seen::expect_everything() const {
  for_each_fact([&](std::size_t index, std::string_view name) {
    MUST(facts_[index] > 0 || name == RowChanged::name, name << " never happened");
  });
  expect_all<ReservationOutcome>("an offer", outcomes_, 1);
  expect_all<TaskOutcome>("a task", endings_, 1);
  expect_all<TaskChange>("a change:", changes_, 1);
  expect_all<AgentChoice>("a choice:", choices_, 1);
  expect_all<StickyTo>("kept for", sticky_, 0);
  expect_all<Channel>("an offer of a", channels_, 1);
  MUST(helped_ > 0 && relaxed_ > 0 && asleep_ > 0 && kept_places_ > 0 && ruled_ > 0 && estimated_ > 0,
       "something that the router can do never happened:\n" << text());
}

std::string Seen::text() const {
  std::string out;
  for_each_fact([&](std::size_t index, std::string_view name) { out += std::string(name) + "=" + std::to_string(facts_[index]) + " "; });
  out += "\n";
  tell<ReservationOutcome>(out, "offers:", outcomes_);
  tell<TaskOutcome>(out, "tasks:", endings_);
  tell<TaskChange>(out, "changes:", changes_);
  tell<AgentChoice>(out, "choices:", choices_);
  tell<StickyTo>(out, "kept for:", sticky_);
  tell<Channel>(out, "channels:", channels_);
  tell<Refusal>(out, "refusals:", refusals_);
  out += "helped=" + std::to_string(helped_) + " relaxed=" + std::to_string(relaxed_) + " asleep=" + std::to_string(asleep_) +
         " kept places=" + std::to_string(kept_places_) + " ruled=" + std::to_string(ruled_) +
         " estimated=" + std::to_string(estimated_) + "\n";
  return out;
}

}  // namespace tandem::scenarios
