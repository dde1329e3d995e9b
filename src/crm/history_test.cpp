#include "crm/history.hpp"

#include "crm/customers.hpp"
#include "crm/look_ups.hpp"
#include "crm/records/customer_writes.hpp"
#include "support/service_world.hpp"

namespace tandem::crm {
namespace {

constexpr std::int64_t now_ms = 1'795'000'000'000;

// One customer with a call of the journal, an imported chat, two orders, a case and a note.
class HistoryTest : public test::ServiceTest {
 protected:
  void SetUp() override {
    test::ServiceTest::SetUp();
    if (IsSkipped()) return;
    look_ups_.emplace(world().context().get_executor(), world().engine(), world().store(), world().ids());
    customers_.emplace(world().engine(), world().store(), world().ids());
    history_.emplace(world().store());
    world().start();
    NewCustomer wang;
    wang.name = "王芳";
    wang.tier = "vip";
    wang.identities = {{IdentityKind::phone, "13800006721", true, "call"},
                       {IdentityKind::visitor, "v-77", true, "widget"}};
    wang_ = world().run(customers_->create(wang, UserId{7})).value().customer;
    other_ = world().run(customers_->create({.name = "李伟"}, UserId{7})).value().customer;
  }

  void run_sql(std::vector<std::pair<std::string, std::vector<store::Value>>> statements) {
    EnginePort::Work work = [=](store::Session& session) -> Result<std::vector<RowChanged>> {
      for (const auto& [sql, params] : statements)
        if (auto done = session.run(sql, params); !done) return done.error();
      return std::vector<RowChanged>{};
    };
    const auto done = world().run(world().engine().write(work));
    ASSERT_TRUE(done.has_value()) << done.error().detail;
  }

  void add_order(CustomerId customer, const std::string& number, std::int64_t ago) {
    Order order;
    order.id = world().ids().next<OrderId>();
    order.customer = customer;
    order.number = number;
    order.status = "shipped";
    order.ordered = WallTime{now_ms - ago};
    order.amount_minor = 329900;
    order.currency = "CNY";
    order.items = {{{"云帆 X2 手机", "Yunfan X2 phone"}, 2}};
    order.summary = {"订单 " + number, "Order " + number};
    EnginePort::Work work = [order](store::Session& session) -> Result<std::vector<RowChanged>> {
      if (auto done = writes::insert(session, order); !done) return done.error();
      return std::vector<RowChanged>{};
    };
    ASSERT_TRUE(world().run(world().engine().write(work)).has_value());
  }

  void fill() {
    add_order(wang_, "8841", 5'000);
    add_order(wang_, "8412", 9'000);
    run_sql(
        {{"INSERT INTO conversations (id, channel, direction, started_at, ended_at, ended_by, end_cause, customer, "
          "tier, language, "
          "queue, agent) VALUES (1, 1, 1, $1, $2, 1, 1, $3, 'vip', 'zh-CN', 4, 7)",
          {now_ms - 4'000, now_ms - 1'000, wang_}},
         {"INSERT INTO queue_visits (task, conversation, queue, channel, priority, entered_at, left_at, outcome, "
          "wait_ms, agent) "
          "VALUES (1, 1, 4, 1, 0, $1, $1, 1, 1200, 7)",
          {now_ms - 4'000}},
         {"INSERT INTO segments (id, conversation, participant, agent, kind, queue, started_at, ended_at) "
          "VALUES (1, 1, 2, 7, 4, 4, $1, $2)",
          {now_ms - 2'800, now_ms - 1'000}},
         {"INSERT INTO recordings (id, conversation, started_at) VALUES (3, 1, $1)", {now_ms - 2'800}},
         {"INSERT INTO payloads (id, body) VALUES (901, $1), (902, $2)",
          {store::Blob{"屏幕破损"}, store::Blob{"8841"}}},
         {"INSERT INTO wrap_ups (participant, conversation, agent, at, disposition, note) VALUES (2, 1, 7, $1, "
          "'damaged', 901)",
          {now_ms - 900}},
         {"INSERT INTO conversation_values (conversation, name, at, payload, label_zh, label_en) "
          "VALUES (1, 'order_number', $1, 902, '订单号', 'Order number'), (1, 'order.status', $1, 902, '', '')",
          {now_ms - 3'000}},
         {"INSERT INTO imported_contacts (id, customer, channel, at, agent_name, queue_name, outcome, wait_ms, "
          "talk_ms, ended_by, "
          "disposition, note, case_id) VALUES (50, $1, 2, $2, '韩梅梅', 'support', 'answered', 8000, 412000, 1, "
          "'follow_up', 'later', 60)",
          {wang_, now_ms - 8'000}},
         {"INSERT INTO cases (id, number, customer, subject, description, type, priority, status, is_open, owner, "
          "disposition, "
          "order_number, revision, opened_at, updated_at) VALUES (60, 1203, $1, '屏幕破损', 'd', 'damage', 'high', "
          "'open', 1, 7, '', '', 1, "
          "$2, $2), (61, 1204, $1, 'old', '', 'other', 'low', 'closed', 0, NULL, '', '', 1, $3, $3)",
          {wang_, now_ms - 3'000, now_ms - 20'000}},
         {"INSERT INTO notes (id, customer, case_id, author, text, at) VALUES (70, $1, NULL, 7, 'likes it short', $2)",
          {wang_, now_ms - 2'000}}});
  }

  std::vector<std::string> kinds(std::optional<TimelineKind> kind, int limit) {
    std::vector<std::string> out;
    std::string cursor;
    do {
      const auto page = world().run(history_->timeline(wang_, kind, *Cursor::parse(cursor), limit)).value();
      for (const auto& item : page.items)
        out.push_back(std::string(name_of(item.kind)) + " " + std::to_string(now_ms - item.at.ms));
      cursor = page.next_cursor;
    } while (!cursor.empty());
    return out;
  }
  LookUpAnswered ask(LookUpKind kind, const std::string& key, CustomerId customer = {}) {
    LookUp look_up;
    look_up.request = RequestId{1};
    look_up.kind = kind;
    look_up.key = key;
    look_up.customer = customer;
    auto work = [&]() -> boost::asio::awaitable<Result<LookUpAnswered>> {
      co_return co_await look_ups_->answer(look_up);
    };
    return world().run(work()).value();
  }
  static std::string value(const LookUpAnswered& answer, const std::string& name) {
    for (const auto& one : answer.values)
      if (one.name == name) return one.value.text;
    return "(none)";
  }

  std::optional<LookUps> look_ups_;
  std::optional<Customers> customers_;
  std::optional<History> history_;
  CustomerId wang_, other_;
};

using Lines = std::vector<std::string>;

TEST_P(HistoryTest, the_timeline_is_one_list_over_all_channels_newest_first) {
  fill();
  const Lines everything{"note 2000", "case 3000", "call 4000", "order 5000", "chat 8000", "order 9000", "case 20000"};
  EXPECT_EQ(kinds({}, 50), everything);
  EXPECT_EQ(kinds({}, 2), everything) << "pages neither lose nor double an item";
  EXPECT_EQ(kinds(TimelineKind::call, 1), (Lines{"call 4000"}));
  EXPECT_EQ(kinds(TimelineKind::chat, 1), (Lines{"chat 8000"}));
  EXPECT_EQ(kinds(TimelineKind::case_, 1), (Lines{"case 3000", "case 20000"}));
  EXPECT_EQ(kinds(TimelineKind::order, 9), (Lines{"order 5000", "order 9000"}));
  EXPECT_EQ(kinds(TimelineKind::note, 9), (Lines{"note 2000"}));
}

TEST_P(HistoryTest, items_of_the_same_instant_are_paged_once) {
  for (int i = 0; i < 5; ++i) add_order(wang_, "77" + std::to_string(i), 100);
  run_sql({{"INSERT INTO notes (id, customer, text, at) VALUES (1, $1, 'a', $2), (2, $1, 'b', $2)",
            {wang_, now_ms - 100}}});
  EXPECT_EQ(kinds({}, 1).size(), 7u);
  EXPECT_EQ(kinds({}, 3).size(), 7u);
}

TEST_P(HistoryTest, a_call_shows_what_was_said_collected_and_recorded) {
  fill();
  const auto page = world().run(history_->timeline(wang_, TimelineKind::call, {}, 5)).value();
  ASSERT_EQ(page.items.size(), 1u);
  const auto& call = *page.items[0].contact;
  EXPECT_EQ(call.outcome, "answered");
  EXPECT_EQ(call.wait_ms, 1200);
  EXPECT_EQ(call.talk_ms, 1800);
  EXPECT_EQ(call.recordings, std::vector{RecordingId{3}});
  EXPECT_EQ(call.disposition, "damaged");
  EXPECT_EQ(call.note, "屏幕破损");
  EXPECT_EQ(call.agent, AgentId{7});
  ASSERT_EQ(call.collected.size(), 1u) << "only what has a label is for people";
  EXPECT_EQ(call.collected[0].value, "8841");
  EXPECT_EQ(call.collected[0].label.en, "Order number");
}

TEST_P(HistoryTest, the_story_of_an_offer_is_whole) {
  fill();
  const auto story = world().run(history_->story(wang_, "8412")).value();
  ASSERT_TRUE(story.customer);
  EXPECT_EQ(story.customer->name, "王芳");
  ASSERT_EQ(story.open_cases.size(), 1u);
  EXPECT_EQ(story.open_cases[0].number, 1203);
  EXPECT_EQ(story.open_cases[0].customer_name, "王芳");
  ASSERT_EQ(story.recent_orders.size(), 2u);
  EXPECT_EQ(story.recent_orders[0].number, "8841");
  EXPECT_EQ(story.recent_orders[0].items.at(0).quantity, 2);
  ASSERT_TRUE(story.order);
  EXPECT_EQ(story.order->number, "8412");
  ASSERT_EQ(story.last_contacts.size(), 2u);
  EXPECT_EQ(story.last_contacts[1].agent_name, "韩梅梅");
  EXPECT_EQ(story.last_contacts[1].case_number, 1203);

  const auto unknown = world().run(history_->story({}, "8841")).value();
  EXPECT_FALSE(unknown.customer);
  EXPECT_TRUE(unknown.order);
  EXPECT_TRUE(unknown.recent_orders.empty());
  EXPECT_FALSE(world().run(history_->story({}, "")).value().order);
}

TEST_P(HistoryTest, orders_are_found_by_number_and_by_customer) {
  fill();
  EXPECT_EQ(world().run(customers_->order("8841")).value()->customer, wang_);
  EXPECT_FALSE(world().run(customers_->order("1")).value());
  EXPECT_EQ(world().run(customers_->orders(wang_, {}, 1)).value().items.at(0).number, "8841");
  EXPECT_TRUE(world().run(customers_->orders(other_, {}, 1)).value().items.empty());
}

TEST_P(HistoryTest, a_customer_is_looked_up_by_whatever_the_key_is) {
  for (const auto* key : {"+8613800006721", "13800006721", "v-77"}) {
    const auto answer = ask(LookUpKind::customer, key);
    EXPECT_EQ(answer.result, LookUpResult::found) << key;
    EXPECT_EQ(answer.customer, wang_);
    EXPECT_EQ(answer.tier, "vip");
    EXPECT_EQ(value(answer, "name"), "王芳");
    for (const auto& one : answer.values) EXPECT_TRUE(one.value.payload);
  }
  EXPECT_EQ(ask(LookUpKind::customer, "nobody").result, LookUpResult::not_found);
  EXPECT_EQ(ask(LookUpKind::customer, "").result, LookUpResult::not_found);
  EXPECT_EQ(ask(LookUpKind::customer, "nobody", other_).customer, other_) << "the channel knew already";
  EXPECT_EQ(ask(LookUpKind::customer, "v-77", other_).customer, wang_);
}

TEST_P(HistoryTest, an_order_is_looked_up_and_tells_whose_it_is_only_to_them) {
  fill();
  const auto answer = ask(LookUpKind::order, "8841");
  EXPECT_EQ(answer.result, LookUpResult::found);
  EXPECT_EQ(value(answer, "status"), "已发货");
  EXPECT_EQ(value(answer, "status_en"), "shipped");
  EXPECT_EQ(value(answer, "status_code"), "shipped");
  EXPECT_EQ(answer.customer, wang_);
  EXPECT_FALSE(ask(LookUpKind::order, "8841", other_).customer);
  EXPECT_EQ(ask(LookUpKind::order, "0000").result, LookUpResult::not_found);
}

INSTANTIATE_TEST_SUITE_P(Databases, HistoryTest, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::crm
