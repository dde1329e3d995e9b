// The live stream over a real socket: what a desk hears, in which order, and what it does not hear.
#include "api/testing/world.hpp"

namespace tandem::api {
namespace {

using testing::han;
using testing::li;
using testing::zhao;
using Stream = testing::ApiTest;
namespace json = boost::json;

std::string text(const json::value& value) { return std::string(value.as_string()); }

// The customer of the demo's first call: VIP, an order on the way and an open case.
CustomerId make_wang(testing::ApiWorld& api) {
  crm::NewCustomer customer;
  customer.name = "王芳";
  customer.tier = "vip";
  customer.identities = {{crm::IdentityKind::phone, "13800006721", true, "import"}};
  const auto id = api.run(api.customers().create(std::move(customer), {})).value().customer;
  cases::NewCase open;
  open.customer = id;
  open.subject = "屏幕破损";
  api.run(api.cases().create(std::move(open), {})).value();
  EnginePort::Work order = [id](store::Session& session) -> Result<std::vector<RowChanged>> {
    auto done = session.run(
        "INSERT INTO orders (id, customer, number, status, ordered_at, amount, currency, items, tracking, summary_zh, summary_en) "
        "VALUES (1, $1, '8841', 'shipped', 1, 12900, 'CNY', '[]', '', '已发货', 'On its way')",
        {id});
    if (!done) return done.error();
    return std::vector<RowChanged>{};
  };
  api.run(api.services().engine().write(std::move(order))).value();
  return id;
}

TEST_P(Stream, an_offer_carries_the_whole_story) {
  const auto customer = make_wang(api());
  const auto token = api().sign_in("li");
  const auto desk = api().desk(token);
  const auto ready = desk->until("ready").at("data").as_object();
  EXPECT_EQ(text(ready.at("user").at("login")), "li");
  EXPECT_EQ(text(ready.at("me").at("state")), "offline");
  EXPECT_EQ(ready.at("agents").as_array().size(), 2u);
  api().go_available(li, token);
  EXPECT_EQ(text(desk->until("presence.changed").at("data").at("id")), li.text());

  const auto call = api().call("+8613800006721", "8841", customer);
  const auto event = desk->until("reservation.offered");
  const auto& offer = event.at("data").as_object();
  EXPECT_GT(event.at("seq").as_int64(), 0);
  EXPECT_EQ(text(offer.at("conversation")), call.text());
  EXPECT_EQ(text(offer.at("customer").at("name")), "王芳");
  EXPECT_EQ(text(offer.at("customer").at("tier")), "vip");
  EXPECT_EQ(text(offer.at("customer").at("phone")), "+86138****6721");
  EXPECT_EQ(text(offer.at("contact").at("text")), "+86138****6721");
  EXPECT_EQ(text(offer.at("order").at("number")), "8841");
  EXPECT_EQ(text(offer.at("open_cases").at(0).at("subject")), "屏幕破损");
  EXPECT_EQ(text(offer.at("collected").at(0).at("value")), "8841");
  EXPECT_FALSE(offer.at("region").is_null());
  EXPECT_FALSE(text(offer.at("why").at("zh")).empty());
  EXPECT_FALSE(offer.at("leg").is_null());

  const auto waiting = api().desk(token, {}, "other tab");  // a reload meanwhile finds it again
  const auto again = waiting->until("ready").at("data").as_object();
  ASSERT_EQ(again.at("offers").as_array().size(), 1u);
  EXPECT_EQ(again.at("offers").at(0).at("open_cases").as_array().size(), 1u);
  ASSERT_EQ(again.at("legs").as_array().size(), 1u);
  EXPECT_EQ(again.at("legs").at(0).at("reservation"), offer.at("reservation"));
}

TEST_P(Stream, everybody_hears_what_is_theirs_and_nothing_else) {
  const auto li_token = api().sign_in("li");
  const auto mine = api().desk(li_token);
  const auto other = api().desk(api().sign_in("han"));
  const auto elsewhere = api().desk(api().sign_in("zhao"));
  const auto wide = api().desk(api().sign_in("lin"));
  for (const auto* desk : {&mine, &other, &elsewhere, &wide}) (*desk)->until("ready");
  api().go_available(li, li_token);
  const auto chat = api().chat("visitor-1", "你好");
  const auto offer = mine->until("reservation.offered").at("data").as_object();
  EXPECT_EQ(text(offer.at("first_messages").at(0).at("text")), "你好");
  ASSERT_EQ(api().post("/reservations/" + text(offer.at("reservation")) + "/accept", li_token).status, 200u);
  const json::object hello{{"text", "您好"}, {"key", "key-1"}};
  ASSERT_EQ(api().post("/conversations/" + chat.text() + "/messages", li_token, hello).status, 201u);
  for (auto* desk : {mine.get(), wide.get()}) {
    auto message = desk->until("message.created").at("data").as_object();
    if (text(message.at("text")) == "你好") message = desk->until("message.created").at("data").as_object();
    EXPECT_EQ(text(message.at("text")), "您好");
    EXPECT_EQ(text(message.at("key")), "key-1");
  }
  ASSERT_EQ(api().post("/conversations/" + chat.text() + "/end", li_token).status, 200u);
  ASSERT_EQ(api().post("/conversations/" + chat.text() + "/wrap_up", li_token, json::object{{"disposition", "resolved"}}).status, 200u);
  json::object last;
  while (last.empty() || text(last.at("state")) != "ended") last = mine->until("conversation.updated").at("data").as_object();
  EXPECT_EQ(text(last.at("id")), chat.text());

  // A change that all of them hear ends the search for what they must not have heard.
  api().go_available(zhao, api().sign_in("zhao"));
  ASSERT_EQ(api().post("/customers", li_token, json::object{{"name", "Emma"}}).status, 201u);
  for (auto* desk : {other.get(), elsewhere.get()}) {
    desk->until("customer.updated");
    for (const auto& message : desk->passed) {
      EXPECT_NE(text(message.at("type")), "message.created");
      EXPECT_NE(text(message.at("type")), "conversation.updated");
      EXPECT_NE(text(message.at("type")), "reservation.offered");
    }
  }
  for (const auto& message : other->passed)
    if (text(message.at("type")) == "presence.changed") EXPECT_NE(text(message.at("data").at("id")), zhao.text());
}

TEST_P(Stream, events_come_in_order_and_once) {
  const auto token = api().sign_in("li");
  const auto desk = api().desk(token);
  auto last = std::pair(desk->until("ready").at("seq").as_int64(), std::int64_t{1} << 30);
  api().go_available(li, token);
  for (int i = 0; i < 4; ++i) api().chat("visitor-" + std::to_string(i), "hello");
  int offers = 0;
  while (offers < 4) {
    const auto message = desk->next();
    ASSERT_TRUE(message);
    if (!message->contains("seq")) continue;
    const auto at = std::pair(message->at("seq").as_int64(), message->at("index").as_int64());
    EXPECT_LT(last, at) << json::serialize(*message);
    last = at;
    offers += text(message->at("type")) == "reservation.offered";
  }
}

TEST_P(Stream, a_desk_that_comes_back_misses_nothing) {
  const auto token = api().sign_in("li");
  auto desk = api().desk(token);
  desk->until("ready");
  api().go_available(li, token);
  const auto chat = api().chat("visitor-1", "one");
  const auto offered = desk->until("reservation.offered");
  ASSERT_EQ(api().post("/reservations/" + text(offered.at("data").at("reservation")) + "/accept", token).status, 200u);
  auto last = offered.at("seq").as_int64();
  desk->leave();

  MessagePosted posted;
  posted.conversation = chat;
  posted.message = api().services().ids().next<MessageId>();
  posted.key = 99;
  posted.text = api().priv("two");
  api().tell(posted);
  desk = api().desk(token, last);
  const auto ready = desk->until("ready");
  EXPECT_EQ(ready.at("data").at("resumed"), true);
  EXPECT_EQ(ready.at("data").at("conversations").as_array().size(), 1u);
  const auto missed = desk->until("message.created");
  EXPECT_EQ(text(missed.at("data").at("text")), "two");
  EXPECT_GT(missed.at("seq").as_int64(), last);
  EXPECT_LE(missed.at("seq").as_int64(), ready.at("seq").as_int64());
  last = missed.at("seq").as_int64();
  desk->leave();

  ASSERT_EQ(api().post("/conversations/" + chat.text() + "/end", token).status, 200u);
  ASSERT_EQ(api().post("/conversations/" + chat.text() + "/wrap_up", token).status, 200u);
  desk = api().desk(token, last);
  const auto closed = desk->until("conversation.updated");
  EXPECT_EQ(text(closed.at("data").at("state")), "ended");
  EXPECT_EQ(text(closed.at("data").at("id")), chat.text());
}

TEST_P(Stream, one_tab_has_the_sound_and_passes_it_on) {
  const auto token = api().sign_in("li");
  const auto first = api().desk(token, {}, "first");
  first->until("ready");
  api().go_available(li, token);
  api().call("+8613800006721", "8841");
  const auto wanted = first->until("leg.wanted").at("data").as_object();
  const auto leg = text(wanted.at("leg"));
  first->send({{"type", "leg.offer"}, {"leg", leg}, {"sdp", "v=0"}});
  EXPECT_EQ(text(first->until("leg.answer").at("sdp")), "answer to v=0");
  first->send({{"type", "leg.offer"}, {"leg", "12345"}, {"sdp", "v=0"}});
  EXPECT_EQ(text(first->until("leg.failed").at("leg")), "12345");

  const auto second = api().desk(token, {}, "second");
  EXPECT_TRUE(second->until("ready").at("data").at("legs").as_array().empty()) << "the first tab has it";
  second->send({{"type", "leg.offer"}, {"leg", leg}, {"sdp", "v=1"}});
  EXPECT_EQ(text(second->until("leg.answer").at("sdp")), "answer to v=1");
  EXPECT_EQ(text(first->until("leg.taken").at("leg")), leg);
  second->leave();
  EXPECT_EQ(text(first->until("leg.wanted").at("data").at("leg")), leg);

  const auto stranger = api().desk(api().sign_in("han"));
  stranger->until("ready");
  stranger->send({{"type", "leg.offer"}, {"leg", leg}, {"sdp", "v=2"}});
  stranger->until("leg.failed");
  api().api().leg_closed(li, LegId::parse(leg), EndCause::hang_up);
  EXPECT_EQ(text(first->until("leg.closed").at("cause")), "hang_up");
}

TEST_P(Stream, the_engine_knows_who_has_a_desk_open) {
  const auto token = api().sign_in("li");
  const auto watcher = api().desk(api().sign_in("lin"));
  watcher->until("ready");
  const auto heard = [&](bool connected) {
    while (true) {
      const auto event = watcher->until("presence.changed").at("data").as_object();
      if (text(event.at("id")) == li.text() && event.at("connected") == connected) return true;
    }
  };
  auto desk = api().desk(token, {}, "a");
  EXPECT_TRUE(heard(true));
  auto tab = api().desk(token, {}, "b");
  tab->until("ready");
  desk->leave();
  tab->leave();
  EXPECT_TRUE(heard(false));
}

TEST_P(Stream, numbers_tick_for_those_who_asked) {
  const auto token = api().sign_in("lin");
  const auto desk = api().desk(token);
  desk->until("ready");
  api().chat("visitor-1", "hello");
  desk->send({{"type", "subscribe"}, {"topics", {"metrics"}}});
  const auto tick = desk->until("metrics.tick");
  EXPECT_FALSE(tick.contains("seq"));
  EXPECT_EQ(tick.at("data").at("totals").at("waiting").as_int64(), 1);
  EXPECT_EQ(tick.at("data").at("totals").at("offered").as_int64(), 1);
  EXPECT_EQ(tick.at("data").at("queues").at(0).at("history").as_array().size(), 24u);
  const auto numbers = api().get("/metrics/live", token);
  EXPECT_EQ(numbers.at("totals").at("waiting").as_int64(), 1);
  EXPECT_EQ(api().get("/conversations?view=waiting", token).at("items").as_array().size(), 1u);
}

TEST_P(Stream, strangers_and_ended_sessions_are_shown_the_door) {
  EXPECT_EQ(api().desk("nonsense")->close_code(), 4401);
  const auto token = api().sign_in("li");
  const auto desk = api().desk(token);
  desk->until("ready");
  desk->send({{"type", "ping"}});
  desk->until("pong");
  EXPECT_EQ(api().ask(net::http::verb::delete_, "/sessions/current", token).status, 204u);
  EXPECT_EQ(desk->close_code(), 4401);
}

INSTANTIATE_TEST_SUITE_P(Databases, Stream, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::api
