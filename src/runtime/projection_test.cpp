#include "runtime/projection.hpp"

#include <map>

#include "runtime/driver.hpp"
#include "store/places.hpp"
#include "store/shop.hpp"

namespace tandem {
namespace {

class ProjectionSuite : public testing_places::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (IsSkipped()) return;
    store_ = place_->migrated();
    driver_ = std::make_unique<Driver>(*store_, DriverOptions{});
    ASSERT_TRUE(driver_->start(test_shop()));
  }
  void TearDown() override {
    driver_.reset();
    store_.reset();
  }
  Committed ask(Stimulus stimulus) { return driver_->ask_and_wait(std::move(stimulus)).value(); }
  store::Rows query(const std::string& sql) { return store_->open_session().value()->run(sql).value(); }
  ReservationId first_offer() {
    ReservationId offer;
    driver_->view([&](const State& state, std::int64_t) {
      if (!state.reservations.empty()) offer = state.reservations.begin()->first;
    });
    return offer;
  }
  // A chat that is answered, talked in, ended and wrapped up; two more wait; one call is up and hung up again.
  void live_a_little() {
    ask(test_link(1));
    ask(test_agent_state(1, AgentState::available));
    for (int i = 1; i <= 3; ++i) ask(test_chat(i, i));
    AcceptReservation accept;
    accept.reservation = first_offer();
    accept.agent = AgentId{1};
    const auto accepted = ask(accept);
    const auto conversation = ConversationId{1};
    MessagePosted reply;
    reply.conversation = conversation;
    reply.author = Author::agent;
    reply.agent = AgentId{1};
    reply.message = MessageId{(std::int64_t{1} << 50) + 500};
    reply.key = 500;
    reply.text = test_private("您好");
    ask(reply);
    EndConversation end;
    end.conversation = conversation;
    end.agent = AgentId{1};
    ask(end);
    FinishWrapUp finish;
    finish.conversation = conversation;
    finish.agent = AgentId{1};
    finish.disposition = "solved";
    finish.note = test_private("all well");
    ask(finish);
    CallArrived call;
    call.leg = LegId{std::int64_t{1} << 51};
    call.number = NumberId{1};
    call.contact = test_private("+8613800006721");
    ask(call);
    LegEnded hung_up;
    hung_up.leg = call.leg;
    ask(hung_up);
  }
  std::map<std::string, std::vector<store::Row>> all_rows() {
    std::map<std::string, std::vector<store::Row>> tables;
    for (const auto& table : projection_tables()) {
      tables[table] = query("SELECT * FROM " + table + " ORDER BY 1, 2").rows;
    }
    return tables;
  }

  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Driver> driver_;
};
TANDEM_ON_BOTH(ProjectionSuite);

TEST_P(ProjectionSuite, rebuilt_rows_equal_the_ones_written_live) {
  live_a_little();
  const auto live = all_rows();
  for (const auto& table : {"configurations", "agent_states", "conversations", "contacts", "participants", "segments",
                            "legs", "queue_visits", "reservations", "messages", "wrap_ups"})
    EXPECT_FALSE(live.at(table).empty()) << table;
  driver_->stop();
  auto session = store_->open_session().value();
  ASSERT_TRUE(session->run("UPDATE queue_visits SET wait_ms = 12345, agent = 9"));
  ASSERT_TRUE(session->run("DELETE FROM messages"));
  const auto rebuilt = rebuild_projection(*session);
  ASSERT_TRUE(rebuilt) << rebuilt.error().detail;
  const auto after = all_rows();
  for (const auto& [table, rows] : live) EXPECT_EQ(after.at(table), rows) << table;
}

TEST_P(ProjectionSuite, a_visit_to_a_queue_has_its_wait_its_end_and_its_agent) {
  live_a_little();
  const auto rows =
      query("SELECT outcome, agent, left_at - entered_at - wait_ms, queue FROM queue_visits WHERE conversation = 1");
  EXPECT_EQ(rows.rows, (std::vector<store::Row>{{static_cast<int>(TaskOutcome::answered), 1, 0, 1}}));
  EXPECT_EQ(query("SELECT number, author FROM messages WHERE conversation = 1 ORDER BY number").rows,
            (std::vector<store::Row>{{1, static_cast<int>(Author::customer)}, {2, static_cast<int>(Author::agent)}}));
  EXPECT_EQ(query("SELECT count(*) FROM conversations WHERE id = 1 AND closed_at IS NOT NULL AND agent = 1")
                .rows[0][0]
                .integer(),
            1);
}

TEST_P(ProjectionSuite, a_visitor_is_found_again_by_what_they_are_known_by) {
  live_a_little();
  auto session = store_->open_session().value();
  const auto rows = session->run("SELECT conversation FROM contacts WHERE contact = $1", {store::Blob{"visitor-2"}});
  EXPECT_EQ(rows->rows, (std::vector<store::Row>{{2}}));
}

}  // namespace
}  // namespace tandem
