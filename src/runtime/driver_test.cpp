#include "runtime/driver.hpp"

#include <future>

#include "runtime/follow/recovery.hpp"
#include "store/failing_store.hpp"
#include "store/places.hpp"
#include "store/shop.hpp"

// SQLite reads its shared wal-index without a lock and checks what it read: by design, and not our code.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() { return "race:libsqlite3.so\ncalled_from_lib:libsqlite3.so\n"; }

namespace tandem {
namespace {

using testing_places::await;
using testing_places::FailingStore;
using testing_places::Trouble;

class DriverSuite : public testing_places::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (IsSkipped()) return;
    store_ = std::make_unique<FailingStore>(place_->migrated());
    options_.journal.retry_pause = std::chrono::milliseconds(5);
  }
  void TearDown() override {
    driver_.reset();
    store_.reset();
  }
  void start(std::optional<Configuration> configuration = test_shop()) {
    driver_ = std::make_unique<Driver>(*store_, options_);
    auto started = driver_->start(std::move(configuration));
    ASSERT_TRUE(started) << started.error().detail;
  }
  void restart(std::optional<Configuration> configuration = {}) {
    driver_.reset();
    start(std::move(configuration));
  }
  Committed ask(Stimulus stimulus) { return driver_->ask_and_wait(std::move(stimulus)).value(); }
  ConversationId chat(int visitor) {
    return ask(test_chat(visitor, visitor)).find<ConversationStarted>()->conversation;
  }
  State view() {
    State copy;
    driver_->view([&](const State& state, std::int64_t) { copy = state; });
    return copy;
  }
  State recovered() { return recover(*session()).value().state; }
  std::unique_ptr<store::Session> session() { return store_->open_session().value(); }

  std::unique_ptr<FailingStore> store_;
  DriverOptions options_;
  std::unique_ptr<Driver> driver_;
};
TANDEM_ON_BOTH(DriverSuite);

TEST_P(DriverSuite, an_answer_carries_the_record_and_its_number) {
  start();
  const auto committed = ask(test_chat(1, 1));
  EXPECT_EQ(committed.number, driver_->position());
  ASSERT_TRUE(committed.find<ConversationStarted>());
  EXPECT_EQ(committed.find<MessageCreated>()->text.text, "hello");
  const auto refused = ask(test_message(ConversationId{99}, 5));
  EXPECT_EQ(refused.number, 0);
  EXPECT_EQ(refused.refusal, Refusal::unknown_conversation);
}

TEST_P(DriverSuite, what_is_recovered_equals_what_was_live) {
  start();
  ask(test_link(1));
  ask(test_agent_state(1, AgentState::available));
  for (int i = 1; i <= 12; ++i) chat(i);
  ask(test_message(ConversationId{3}, 100, "订单在哪里?"));
  const auto live = encode_state(view());
  EXPECT_EQ(encode_state(recovered()), live);
  options_.snapshots.every_records = 1;  // the last snapshot is made when it stops
  driver_->stop();
  auto from_snapshot = recover(*session()).value();
  EXPECT_EQ(encode_state(from_snapshot.state), live);
  EXPECT_EQ(from_snapshot.replayed, 0);
  EXPECT_EQ(from_snapshot.state.conversation(ConversationId{3})->last_message->text.text, "订单在哪里?");
}

TEST_P(DriverSuite, waiting_chats_keep_their_place_and_offers_are_made_again) {
  start();
  for (int i = 1; i <= 4; ++i) chat(i);
  ask(test_agent_state(2, AgentState::on_break));
  ask(test_link(1));
  const auto offered = ask(test_agent_state(1, AgentState::available));
  ASSERT_TRUE(offered.find<ReservationMade>());
  const auto before = view();
  restart();
  const auto after = view();
  ASSERT_EQ(after.tasks.size(), before.tasks.size());
  for (const auto& [id, task] : before.tasks) EXPECT_EQ(after.task(id)->since, task.since);
  EXPECT_EQ(after.agent(AgentId{2})->state, AgentState::on_break);
  EXPECT_EQ(after.agent(AgentId{2})->since, before.agent(AgentId{2})->since);
  for (const auto& [id, reservation] : before.reservations) EXPECT_FALSE(after.reservation(id));
  const auto rows = session()->run("SELECT DISTINCT outcome FROM reservations WHERE ended_at IS NOT NULL");
  EXPECT_EQ(rows->rows, (std::vector<store::Row>{{static_cast<int>(ReservationOutcome::rescinded)}}));
}

TEST_P(DriverSuite, damaged_snapshots_are_passed_over) {
  options_.snapshots.part_bytes = 300;
  start();
  for (int i = 1; i <= 3; ++i) chat(i);
  restart();
  for (int i = 4; i <= 6; ++i) chat(i);
  driver_->stop();
  const auto expected = recover(*session()).value();
  ASSERT_EQ(expected.replayed, 0);
  const auto newest = expected.snapshot_position;
  ASSERT_TRUE(session()->run("UPDATE snapshots SET body = $2 WHERE position = $1 AND part = 1",
                             {newest, store::Blob{std::string(300, 'x')}}));
  const auto older = recover(*session()).value();
  EXPECT_LT(older.snapshot_position, newest);
  EXPECT_GT(older.snapshot_position, 0);
  EXPECT_EQ(encode_state(older.state), encode_state(expected.state));

  ASSERT_TRUE(session()->run("DELETE FROM snapshots WHERE part = 0"));
  const auto from_start = recover(*session()).value();
  EXPECT_EQ(from_start.snapshot_position, 0);
  EXPECT_EQ(encode_state(from_start.state), encode_state(expected.state));
}

TEST_P(DriverSuite, snapshots_are_made_while_it_runs_and_old_ones_go) {
  options_.snapshots.every_records = 5;
  options_.snapshots.keep = 2;
  start();
  for (int i = 1; i <= 60; ++i) chat(i);
  driver_->stop();
  const auto kept = session()->run("SELECT count(DISTINCT position), max(position) FROM snapshots");
  EXPECT_LE(kept->rows[0][0].integer(), 2);
  EXPECT_EQ(kept->rows[0][1].integer(), driver_->position());
}

TEST_P(DriverSuite, a_damaged_record_stops_the_start_and_is_named) {
  start();
  chat(1);
  driver_->stop();
  ASSERT_TRUE(session()->run("DELETE FROM snapshots"));
  ASSERT_TRUE(session()->run("UPDATE journal SET body = $1 WHERE position = 2", {store::Blob{"\x02\x01\xff"}}));
  driver_ = std::make_unique<Driver>(*store_, options_);
  const auto started = driver_->start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().detail.find("record 2"), std::string::npos) << started.error().detail;
}

TEST_P(DriverSuite, an_erased_payload_replays_as_erased) {
  start();
  const auto committed = ask(test_chat(1, 1, "my number is 13800006721"));
  const auto payload = committed.find<MessageCreated>()->text.payload;
  driver_->stop();
  ASSERT_TRUE(session()->run("UPDATE payloads SET body = NULL, erased_at = 1 WHERE id = $1", {payload}));
  const auto state = recovered();
  const auto& message = state.conversations.begin()->second.last_message;
  EXPECT_TRUE(message->text.erased);
  EXPECT_EQ(message->text.text, "erased");
}

TEST_P(DriverSuite, the_same_configuration_is_not_published_twice) {
  start();
  const auto position = driver_->position();
  EXPECT_EQ(view().configuration->version, 1);
  restart(test_shop());
  EXPECT_EQ(view().configuration->version, 1);
  auto changed = test_shop();
  changed.queues[0].music = "other";
  restart(changed);
  EXPECT_EQ(view().configuration->version, 2);
  EXPECT_EQ(session()->run("SELECT count(*) FROM configurations")->rows[0][0].integer(), 2);
  EXPECT_GT(driver_->position(), position);
}

TEST_P(DriverSuite, streams_resume_from_memory_and_from_the_store_alike) {
  options_.recent_records = 4;
  start();
  for (int i = 1; i <= 10; ++i) chat(i);
  const auto end = driver_->position();
  const auto all = await(driver_->records_after(0, 100)).value();
  ASSERT_EQ(static_cast<std::int64_t>(all.size()), end);
  const auto last = await(driver_->records_after(end - 3, 100)).value();
  ASSERT_EQ(last.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& stored = all[all.size() - 3 + i];
    EXPECT_EQ(last[i].number, stored.number);
    EXPECT_EQ(encode_record(*last[i].record).bytes, encode_record(*stored.record).bytes);
    EXPECT_EQ(encode_record(*last[i].record).payloads, encode_record(*stored.record).payloads);
  }
  EXPECT_TRUE(await(driver_->records_after(end, 100)).value().empty());
  EXPECT_EQ(await(driver_->records_after(2, 3)).value().front().number, 3);
}

TEST_P(DriverSuite, coroutines_ask_and_write_on_their_own_executor) {
  start();
  const auto here = std::this_thread::get_id();
  const auto talk = [&]() -> boost::asio::awaitable<int> {
    Stimulus stimulus = test_chat(1, 1);
    auto asked = co_await driver_->ask(std::move(stimulus));
    EXPECT_TRUE(asked);
    EXPECT_EQ(std::this_thread::get_id(), here);
    EnginePort::Work work = [](store::Session& rows) -> Result<std::vector<RowChanged>> {
      if (auto kept = rows.run("INSERT INTO payloads (id) VALUES (7)"); !kept) return kept.error();
      RowChanged change;
      change.kind = RowKind::note;
      change.id = 7;
      return std::vector<RowChanged>{change};
    };
    auto written = co_await driver_->write(std::move(work));
    EXPECT_TRUE(written);
    EXPECT_EQ(std::this_thread::get_id(), here);
    EXPECT_EQ(written->number, asked->number + 1);
    EXPECT_EQ(written->template find<RowChanged>()->id, 7);
    EXPECT_GT(written->template find<RowChanged>()->at.ms, 0);
    co_return 1;
  };
  EXPECT_EQ(await(talk()), 1);
}

TEST_P(DriverSuite, the_view_and_the_effects_come_after_the_commit_and_before_the_answer) {
  driver_ = std::make_unique<Driver>(*store_, options_);
  std::vector<std::string> order;  // on the journal's thread, until it has stopped
  driver_->on_effect([&](const Effect&) { order.push_back("effect"); });
  driver_->on_committed([&](const Committed& committed) {
    std::int64_t seen = 0;
    driver_->view([&](const State&, std::int64_t position) { seen = position; });
    EXPECT_EQ(seen, committed.number);
    order.push_back("committed");
  });
  ASSERT_TRUE(driver_->start(test_shop()));
  std::promise<void> done;
  ASSERT_TRUE(driver_->submit(test_chat(1, 1), [&](const Committed&) {
    order.push_back("done");
    done.set_value();
  }));
  done.get_future().wait();
  driver_->stop();
  EXPECT_EQ(order.back(), "done");
  EXPECT_EQ(order[order.size() - 2], "committed");
}

TEST_P(DriverSuite, while_commits_fail_only_hang_ups_are_taken_and_nothing_is_lost) {
  start();
  const auto conversation = chat(1);
  store_->trouble.set(Trouble::Commit::fails);
  std::promise<Committed> late, ended;
  ASSERT_TRUE(driver_->submit(test_chat(2, 2), [&](const Committed& c) { late.set_value(c); }));
  store_->trouble.wait_for_failures(2);
  EXPECT_FALSE(driver_->accepting());
  EXPECT_FALSE(driver_->submit(test_chat(3, 3)));
  EXPECT_EQ(driver_->ask_and_wait(test_chat(3, 3)).error().code, store::errc::unavailable);
  EnginePort::Work work = [](store::Session&) { return Result<std::vector<RowChanged>>(std::vector<RowChanged>{}); };
  EXPECT_EQ(await(driver_->write(work)).error().code, store::errc::unavailable);
  EndConversation end;
  end.conversation = conversation;
  end.by = EndedBy::customer;
  ASSERT_TRUE(driver_->submit(end, [&](const Committed& c) { ended.set_value(c); }));
  store_->trouble.set(Trouble::Commit::works);
  const auto first = late.get_future().get();
  const auto second = ended.get_future().get();
  EXPECT_LT(first.number, second.number);
  EXPECT_TRUE(second.find<ConversationEnded>());
  while (!driver_->accepting()) std::this_thread::yield();
  EXPECT_TRUE(driver_->ask_and_wait(test_chat(3, 3)));
  EXPECT_EQ(encode_state(recovered()), encode_state(view()));
}

TEST_P(DriverSuite, too_many_stimuli_are_refused_but_a_hang_up_is_taken) {
  options_.queue_limit = 8;
  options_.journal.queue_limit = 4;
  options_.journal.group_limit = 1;
  start();
  const auto conversation = chat(1);
  store_->trouble.hold(true);
  int taken = 0;
  while (driver_->submit(test_chat(100 + taken, 100 + taken))) ASSERT_LT(++taken, 100);
  EXPECT_GT(taken, 0);
  EXPECT_TRUE(driver_->accepting());
  std::promise<void> ended;
  EndConversation end;
  end.conversation = conversation;
  end.by = EndedBy::customer;
  EXPECT_TRUE(driver_->submit(end, [&](const Committed&) { ended.set_value(); }));
  store_->trouble.hold(false);
  ended.get_future().wait();
  EXPECT_EQ(view().conversations.size() + 0u,
            static_cast<std::size_t>(taken) + (view().conversation(conversation) ? 1 : 0));
}

TEST_P(DriverSuite, timers_fire_without_anybody_asking) {
  auto shop = test_shop();
  shop.queues[0].offer_ms = 30;
  driver_ = std::make_unique<Driver>(*store_, options_);
  std::promise<void> missed;
  bool told = false;
  driver_->on_committed([&](const Committed& committed) {
    const auto* ended = committed.find<ReservationEnded>();
    if (ended && ended->outcome == ReservationOutcome::timed_out && !std::exchange(told, true)) missed.set_value();
  });
  ASSERT_TRUE(driver_->start(shop));
  chat(1);
  ask(test_link(1));
  ask(test_agent_state(1, AgentState::available));
  EXPECT_EQ(missed.get_future().wait_for(std::chrono::seconds(20)), std::future_status::ready);
}

TEST_P(DriverSuite, after_stop_nothing_is_taken) {
  start();
  driver_->stop();
  EXPECT_FALSE(driver_->submit(test_chat(1, 1)));
  EXPECT_EQ(await(driver_->ask(test_chat(1, 1))).error().code, store::errc::unavailable);
}

}  // namespace
}  // namespace tandem
