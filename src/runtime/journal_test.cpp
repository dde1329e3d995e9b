#include "runtime/journal.hpp"

#include <future>

#include "store/failing_store.hpp"
#include "store/places.hpp"

namespace tandem {
namespace {

using testing_places::FailingStore;
using testing_places::Trouble;

class JournalSuite : public testing_places::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (IsSkipped()) return;
    store_ = std::make_unique<FailingStore>(place_->migrated());
    options_.retry_pause = std::chrono::milliseconds(5);
    options_.fatal = [this](const std::string& why) { fatal_.set_value(why); };
  }
  void TearDown() override {
    journal_.reset();
    store_.reset();
  }
  void start() {
    journal_ = std::make_unique<Journal>(*store_, options_);
    journal_->on_committed([this](const Committed& c) { told_.push_back("record " + std::to_string(c.number)); });
    journal_->on_effect(
        [this](const Effect& e) { told_.push_back("effect " + std::to_string(std::get<AnswerLeg>(e).leg.value)); });
    ASSERT_TRUE(journal_->start(0, WallTime{1}));
  }
  // A record that moves agent `id`, with an effect of the same number.
  Journal::Entry entry(std::int64_t id, Journal::Done done = {}) {
    Journal::Entry entry;
    AgentStateChanged fact;
    fact.at = entry.record.at = WallTime{1000 + id};
    fact.agent = AgentId{id};
    fact.state = AgentState::available;
    entry.record.facts.emplace_back(fact);
    entry.effects.emplace_back(AnswerLeg{LegId{id}});
    entry.done = std::move(done);
    return entry;
  }
  static EnginePort::Work keep_row(std::int64_t id) {
    return [id](store::Session& session) -> Result<std::vector<RowChanged>> {
      if (auto kept = session.run("INSERT INTO payloads (id) VALUES ($1)", {id}); !kept) return kept.error();
      RowChanged change;
      change.id = id;
      return std::vector<RowChanged>{change};
    };
  }
  std::future<Result<Committed>> write(EnginePort::Work work) {
    auto promise = std::make_shared<std::promise<Result<Committed>>>();
    auto answer = promise->get_future();
    if (!journal_->write(std::move(work), [promise](Result<Committed> c) { promise->set_value(std::move(c)); }))
      promise->set_value(fail(make_error_code(store::errc::busy)));
    return answer;
  }
  std::vector<store::Row> rows(const std::string& sql) { return store_->open_session().value()->run(sql).value().rows; }

  std::unique_ptr<FailingStore> store_;
  JournalOptions options_;
  std::promise<std::string> fatal_;
  std::vector<std::string> told_;  // on the journal's thread, until it has stopped
  std::unique_ptr<Journal> journal_;
};
TANDEM_ON_BOTH(JournalSuite);

TEST_P(JournalSuite, many_records_share_a_commit_and_keep_their_order) {
  start();
  store_->trouble.hold(true);
  journal_->append(entry(1));
  store_->trouble.wait_until_someone_is_held();
  for (int i = 2; i <= 100; ++i) journal_->append(entry(i));
  store_->trouble.hold(false);
  journal_->stop();
  EXPECT_EQ(store_->trouble.commits, 2);
  ASSERT_EQ(told_.size(), 200u);
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_EQ(told_[2 * i], "effect " + std::to_string(i + 1));
    EXPECT_EQ(told_[2 * i + 1], "record " + std::to_string(i + 1));
  }
  EXPECT_EQ(rows("SELECT count(*), max(position) FROM journal"), (std::vector<store::Row>{{100, 100}}));
}

TEST_P(JournalSuite, a_record_without_facts_is_answered_in_its_turn_and_not_written) {
  start();
  std::vector<std::int64_t> numbers;
  const auto note = [&](Result<Committed> c) { numbers.push_back(c.value().number); };
  journal_->append(entry(1, note));
  Journal::Entry nothing;
  nothing.refusal = Refusal::duplicate;
  nothing.done = [&](Result<Committed> c) {
    EXPECT_EQ(c->refusal, Refusal::duplicate);
    note(std::move(c));
  };
  journal_->append(std::move(nothing));
  journal_->append(entry(2, note));
  journal_->stop();
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 0, 2}));
}

TEST_P(JournalSuite, a_service_writes_rows_and_record_together) {
  start();
  const auto done = write(keep_row(70)).get();
  ASSERT_TRUE(done) << done.error().detail;
  EXPECT_EQ(done->number, 1);
  EXPECT_EQ(done->find<RowChanged>()->id, 70);
  EXPECT_EQ(rows("SELECT id FROM payloads"), (std::vector<store::Row>{{70}}));
}

TEST_P(JournalSuite, a_work_that_fails_leaves_nothing_and_hurts_no_other) {
  start();
  store_->trouble.hold(true);
  journal_->append(entry(1));
  store_->trouble.wait_until_someone_is_held();
  auto before = write(keep_row(70));
  auto same = write([](store::Session& session) -> Result<std::vector<RowChanged>> {
    (void)session.run("INSERT INTO payloads (id) VALUES (71)");
    if (auto again = session.run("INSERT INTO payloads (id) VALUES (70)"); !again) return again.error();
    return std::vector<RowChanged>{};
  });
  auto after = write(keep_row(72));
  auto meddling = write([](store::Session& session) -> Result<std::vector<RowChanged>> {
    if (auto done = session.commit(); !done) return done.error();
    return std::vector<RowChanged>{};
  });
  store_->trouble.hold(false);
  EXPECT_TRUE(before.get());
  EXPECT_EQ(same.get().error().code, store::errc::constraint);
  EXPECT_TRUE(after.get());
  EXPECT_EQ(meddling.get().error().code, store::errc::bad_statement);
  journal_->stop();
  EXPECT_EQ(rows("SELECT id FROM payloads ORDER BY id"), (std::vector<store::Row>{{70}, {72}}));
  EXPECT_EQ(rows("SELECT position FROM journal ORDER BY position"), (std::vector<store::Row>{{1}, {2}, {3}}));
}

TEST_P(JournalSuite, failed_records_are_tried_again_with_their_effects_withheld) {
  start();
  store_->trouble.set(Trouble::Commit::fails);
  journal_->append(entry(1));
  journal_->append(entry(2));
  store_->trouble.wait_for_failures(3);
  EXPECT_TRUE(journal_->failing());
  EXPECT_EQ(journal_->position(), 0);
  EXPECT_FALSE(write(keep_row(70)).get());
  store_->trouble.set(Trouble::Commit::works);
  journal_->append(entry(3));
  journal_->stop();
  EXPECT_EQ(told_, (std::vector<std::string>{"effect 1", "record 1", "effect 2", "record 2", "effect 3", "record 3"}));
  EXPECT_EQ(rows("SELECT agent FROM agent_states ORDER BY position"), (std::vector<store::Row>{{1}, {2}, {3}}));
}

TEST_P(JournalSuite, a_commit_that_happened_without_an_answer_is_recognised) {
  start();
  store_->trouble.set(Trouble::Commit::happens_but_fails);
  journal_->append(entry(1));
  auto work = write(keep_row(70));
  store_->trouble.wait_for_failures(1);
  store_->trouble.set(Trouble::Commit::works);
  journal_->append(entry(2));
  journal_->stop();
  const auto answer = work.get();  // refused when it came too late; never written twice
  EXPECT_EQ(rows("SELECT count(*) FROM payloads")[0][0].integer(), answer ? 1 : 0);
  const auto agents = rows("SELECT agent FROM agent_states ORDER BY position");
  EXPECT_EQ(agents, (std::vector<store::Row>{{1}, {2}}));
  EXPECT_EQ(std::ranges::count(told_, "effect 1"), 1);
}

TEST_P(JournalSuite, after_a_while_the_program_ends_with_a_clear_error) {
  options_.give_up_after = std::chrono::milliseconds(50);
  start();
  store_->trouble.set(Trouble::Commit::fails);
  std::promise<bool> answered;
  journal_->append(entry(1, [&](Result<Committed> c) { answered.set_value(c.has_value()); }));
  EXPECT_FALSE(answered.get_future().get());
  const auto why = fatal_.get_future().get();
  EXPECT_NE(why.find("the test has filled the disk"), std::string::npos) << why;
  EXPECT_TRUE(told_.empty());
  EXPECT_FALSE(journal_->write(keep_row(1), [](Result<Committed>) {}));
}

TEST_P(JournalSuite, another_program_in_the_same_journal_is_noticed) {
  start();
  ASSERT_TRUE(store_->open_session().value()->run("INSERT INTO journal (position, at, body) VALUES (1, 1, $1)",
                                                  {store::Blob{"x"}}));
  journal_->append(entry(1));
  EXPECT_NE(fatal_.get_future().get().find("another program"), std::string::npos);
}

TEST_P(JournalSuite, rows_that_the_store_refuses_do_not_stop_the_records) {
  start();
  ASSERT_TRUE(store_->open_session().value()->run("DROP TABLE agent_states"));
  std::promise<bool> answered;
  journal_->append(entry(1, [&](Result<Committed> c) { answered.set_value(c.has_value()); }));
  EXPECT_TRUE(answered.get_future().get());
  journal_->stop();
  EXPECT_EQ(rows("SELECT count(*) FROM journal")[0][0].integer(), 1);
}

TEST_P(JournalSuite, hostile_texts_reach_the_rows_cleaned) {
  start();
  auto hostile = entry(1);
  auto& fact = std::get<AgentStateChanged>(hostile.record.facts[0]);
  fact.reason = std::string("a\0b\xff", 4) + std::string(100000, 'z');
  journal_->append(std::move(hostile));
  journal_->stop();
  const auto reason = rows("SELECT reason FROM agent_states")[0][0].text();
  EXPECT_EQ(reason, "a?b?" + std::string(508, 'z'));
}

}  // namespace
}  // namespace tandem
