// Callbacks, cases in a queue, moving what waits, rating agents, and what supervisors say about whom a customer gets.
#include "api/testing/world.hpp"

namespace tandem::api {
namespace {

using testing::han;
using testing::li;
using testing::zhao;
using QueuedWork = testing::ApiTest;
namespace json = boost::json;
using net::http::verb;

const std::string number = "+8613812345678";

CustomerId wang(testing::ApiWorld& api) {
  crm::NewCustomer customer;
  customer.name = "王芳";
  customer.tier = "vip";
  customer.identities = {{crm::IdentityKind::phone, number, true, "import"}};
  return api.run(api.customers().create(std::move(customer), {})).value().customer;
}

CaseId broken_screen(testing::ApiWorld& api, CustomerId customer) {
  cases::NewCase wanted;
  wanted.customer = customer;
  wanted.subject = "屏幕破损";
  return api.run(api.cases().create(std::move(wanted), {})).value().id;
}

std::string from_now(std::int64_t ms) { return to_rfc3339(WallTime::now().plus_ms(ms)); }

constexpr std::int64_t hour_ms = 3'600'000;

std::string accept(testing::ApiWorld& api, const std::string& token, const json::object& offer) {
  const auto answer = api.post("/reservations/" + std::string(offer.at("reservation").as_string()) + "/accept", token);
  EXPECT_EQ(answer.status, 200u) << answer.raw;
  return "/conversations/" + std::string(offer.at("conversation").as_string());
}

TEST_P(QueuedWork, a_promised_call_reaches_an_agent_with_its_number_and_is_wrapped_up) {
  const auto customer = wang(api());
  const auto token = api().sign_in("li");
  const auto due = from_now(hour_ms);
  const auto made = api().post("/callbacks", api().sign_in("han"),
                               json::object{{"phone", "138 1234 5678"}, {"queue", "1"}, {"due", due}, {"note", "问退款进度"}});
  ASSERT_EQ(made.status, 201u) << made.raw;
  EXPECT_EQ(made.text("channel"), "callback");
  EXPECT_EQ(made.text("state"), "waiting");
  EXPECT_EQ(made.at("customer").at("id").as_string(), customer.text()) << "found by the number";

  const auto desk = api().on_duty(li, token);
  const auto offer = desk->until("reservation.offered").at("data").as_object();
  EXPECT_EQ(offer.at("channel").as_string(), "callback");
  EXPECT_EQ(offer.at("contact").at("text").as_string(), "+86138****5678");
  EXPECT_TRUE(offer.at("work").at("dial").is_null()) << "only who takes it gets to read the number";
  EXPECT_EQ(offer.at("work").at("note").as_string(), "问退款进度");
  EXPECT_EQ(offer.at("work").at("promised_at").as_string(), due);
  EXPECT_TRUE(offer.at("leg").is_null());
  const auto path = accept(api(), token, offer);
  const auto live = api().get(path, token).at("live");
  EXPECT_EQ(live.at("state").as_string(), "active");
  EXPECT_EQ(live.at("work").at("dial").as_string(), number);
  EXPECT_EQ(live.at("work").at("promised_at").as_string(), due) << "still there once it waits no more";
  EXPECT_EQ(api().post(path + "/messages", token, json::object{{"text", "hello"}}).text("code"), "not_a_chat");
  EXPECT_EQ(api().post(path + "/hang_up", token).text("code"), "not_a_call");
  EXPECT_EQ(api().post(path + "/end", token).text("state"), "wrap_up");
  const auto finished = api().post(path + "/wrap_up", token, json::object{{"disposition", "resolved"}});
  ASSERT_EQ(finished.status, 200u) << finished.raw;
  EXPECT_EQ(finished.at("conversation").at("outcome").as_string(), "answered");
  const auto calls = api().get("/customers/" + customer.text() + "/timeline?kind=call", token);
  ASSERT_EQ(calls.at("items").as_array().size(), 1u) << calls.raw;
  EXPECT_EQ(calls.at("items").at(0).at("title").at("zh").as_string(), "回拨");
}

TEST_P(QueuedWork, a_call_promised_for_later_is_scheduled_and_made_once) {
  const auto token = api().sign_in("li");
  const json::object later{{"phone", number}, {"queue", "1"}, {"not_before", from_now(hour_ms)}, {"due", from_now(2 * hour_ms)}};
  const std::vector<net::Parameter> key{{"Idempotency-Key", "promise-1"}};
  const auto made = api().post("/callbacks", token, later, key);
  ASSERT_EQ(made.status, 201u) << made.raw;
  EXPECT_EQ(made.text("state"), "scheduled");
  EXPECT_TRUE(made.at("customer").is_null());
  EXPECT_EQ(made.at("contact").at("text").as_string(), number);
  EXPECT_EQ(api().post("/callbacks", token, later, key).text("id"), made.text("id"));
  const auto refused = [&](json::object body) {
    for (const auto& [name, value] : json::object{{"phone", number}, {"queue", "1"}})
      if (!body.contains(name)) body[name] = value;
    return api().post("/callbacks", token, body).status == 400u;
  };
  EXPECT_TRUE(refused({{"phone", "12"}}));
  EXPECT_TRUE(refused({{"phone", "somebody"}}));
  EXPECT_TRUE(refused({{"queue", "77"}}));
  EXPECT_TRUE(refused({{"due", from_now(-hour_ms)}}));
  EXPECT_TRUE(refused({{"due", "tomorrow"}}));
  EXPECT_TRUE(refused({{"due", from_now(400 * 24 * hour_ms)}}));
  EXPECT_TRUE(refused({{"not_before", from_now(2 * hour_ms)}, {"due", from_now(hour_ms)}}));
  EXPECT_TRUE(refused({{"priority", 101}}));
  EXPECT_TRUE(refused({{"note", std::string(2001, 'x')}}));
  EXPECT_EQ(api().post("/callbacks", token, json::object{{"phone", number}, {"queue", "1"}, {"customer", "99"}}).status, 404u);
  EXPECT_EQ(api().post("/callbacks", token, json::object{{"queue", "1"}, {"customer", "99"}}).status, 404u);
  EXPECT_EQ(api().post("/callbacks", token, json::object{{"queue", "1"}}).status, 400u) << "neither a number nor a customer";
}

TEST_P(QueuedWork, whoever_may_not_read_a_number_promises_the_customer_a_call_all_the_same) {
  const auto customer = wang(api());
  const auto made = api().post("/callbacks", api().sign_in("li"), json::object{{"queue", "1"}, {"customer", customer.text()}});
  ASSERT_EQ(made.status, 201u) << made.raw;
  EXPECT_EQ(made.at("contact").at("text").as_string(), "+86138****5678");
  EXPECT_EQ(made.raw.find(number), std::string::npos) << "promising is no way to learn a number";
  crm::NewCustomer unreachable;
  unreachable.name = "Emma";
  const auto emma = api().run(api().customers().create(std::move(unreachable), {})).value().customer;
  EXPECT_EQ(api().post("/callbacks", api().sign_in("li"), json::object{{"queue", "1"}, {"customer", emma.text()}}).status, 400u);
}

TEST_P(QueuedWork, a_case_in_a_queue_is_taken_up_once_and_its_wrap_up_belongs_to_it) {
  const auto token = api().sign_in("li");
  const auto id = broken_screen(api(), wang(api()));
  const auto path = "/cases/" + id.text();
  const json::object wanted{{"queue", "1"}, {"due", from_now(hour_ms)}, {"priority", 3}};
  const auto queued = api().post(path + "/queue", token, wanted);
  ASSERT_EQ(queued.status, 201u) << queued.raw;
  EXPECT_EQ(queued.text("channel"), "ticket");
  EXPECT_EQ(queued.at("work").at("case").as_string(), id.text());
  const auto twice = api().post(path + "/queue", token, wanted);
  EXPECT_EQ(twice.text("code"), "already_queued");
  EXPECT_EQ(twice.at("conversation"), queued.at("id"));
  EXPECT_EQ(api().get(path, token).at("conversations").at(0), queued.at("id"));

  const auto desk = api().on_duty(li, token);
  const auto offer = desk->until("reservation.offered").at("data").as_object();
  EXPECT_EQ(offer.at("channel").as_string(), "ticket");
  EXPECT_EQ(offer.at("work").at("case").as_string(), id.text());
  EXPECT_EQ(offer.at("customer").at("name").as_string(), "王芳");
  const auto conversation = accept(api(), token, offer);
  EXPECT_EQ(api().post(conversation + "/end", token).text("state"), "wrap_up");
  const auto finished =
      api().post(conversation + "/wrap_up", token, json::object{{"disposition", "resolved"}, {"status", "solved"}, {"note", "已换屏"}});
  ASSERT_EQ(finished.status, 200u) << finished.raw;
  EXPECT_EQ(finished.at("case").at("id").as_string(), id.text());
  EXPECT_EQ(finished.at("case").at("status").as_string(), "solved");
  EXPECT_EQ(api().post(path + "/queue", token, wanted).text("code"), "case_closed");
  EXPECT_EQ(api().post("/cases/424242/queue", token, wanted).status, 404u);
  EXPECT_EQ(api().post(path + "/queue", token, json::object{{"queue", "77"}}).status, 400u);
}

TEST_P(QueuedWork, a_supervisor_moves_what_waits_and_nobody_moves_it_from_where_it_is_not) {
  ConfigurationPublished wider;
  wider.configuration = testing::shop();
  wider.configuration.version = 2;
  auto second = wider.configuration.queues.front();
  second.id = QueueId{2};
  second.name = "billing";
  wider.configuration.queues.push_back(second);
  api().tell(wider);
  const auto path = "/conversations/" + api().chat("visitor-1", "在吗").text() + "/move";
  const json::object to_billing{{"from", "1"}, {"to", "2"}};
  const auto supervisor = api().sign_in("lin");
  EXPECT_EQ(api().post(path, api().sign_in("li"), to_billing).status, 403u);
  const auto moved = api().post(path, supervisor, to_billing);
  ASSERT_EQ(moved.status, 200u) << moved.raw;
  EXPECT_EQ(moved.at("queue").at("name").as_string(), "billing");
  EXPECT_EQ(moved.text("state"), "waiting");
  const auto late = api().post(path, supervisor, to_billing);
  EXPECT_EQ(late.status, 409u) << "somebody was quicker";
  EXPECT_EQ(late.text("code"), "not_waiting");
  EXPECT_EQ(api().post(path, supervisor, json::object{{"from", "2"}, {"to", "77"}}).status, 400u);
  EXPECT_EQ(api().post(path, supervisor, json::object{{"from", "2"}, {"to", "2"}}).status, 400u);
  EXPECT_EQ(api().post("/conversations/424242/move", supervisor, to_billing).status, 404u);
  EXPECT_NE(api().get("/audit", api().sign_in("root")).raw.find("conversation.moved"), std::string::npos);
}

TEST_P(QueuedWork, agents_are_rated_by_their_own_supervisor) {
  const auto path = "/agents/" + li.text() + "/rating";
  const json::object rating{{"satisfaction", 0.925}, {"resolution", nullptr}};
  const auto supervisor = api().sign_in("lin");
  const auto rated = api().ask(verb::put, path, supervisor, rating);
  ASSERT_EQ(rated.status, 200u) << rated.raw;
  EXPECT_DOUBLE_EQ(rated.at("satisfaction").as_double(), 0.925);
  EXPECT_TRUE(rated.at("resolution").is_null());
  api().services().engine().view([](const State& state, std::int64_t) {
    EXPECT_EQ(state.agent(li)->quality.satisfaction_permille, 925);
    EXPECT_EQ(state.agent(li)->quality.resolution_permille, -1);
  });
  EXPECT_EQ(api().ask(verb::put, path, api().sign_in("li"), rating).status, 403u);
  EXPECT_EQ(api().ask(verb::put, "/agents/" + zhao.text() + "/rating", supervisor, rating).status, 403u);
  EXPECT_EQ(api().ask(verb::put, "/agents/77/rating", supervisor, rating).status, 404u);
  EXPECT_EQ(api().ask(verb::put, path, supervisor, json::object{{"satisfaction", 1.5}}).status, 400u);
  EXPECT_EQ(api().ask(verb::put, path, supervisor, json::object{{"satisfaction", "good"}}).status, 400u);
}

TEST_P(QueuedWork, whom_a_customer_gets_is_for_supervisors_to_say_and_reaches_who_waits) {
  const auto customer = wang(api());
  const auto path = "/customers/" + customer.text();
  const auto agent = api().sign_in("li"), supervisor = api().sign_in("lin");
  const auto chat = api().chat("visitor-1", "在吗", customer);
  const auto desk = api().desk(supervisor);
  desk->until("ready");
  auto tag = api().get(path, supervisor).header("ETag");
  const auto change = [&](const std::string& token, json::object body) {
    return api().ask(verb::patch, path, token, std::move(body), {{"If-Match", tag}});
  };
  EXPECT_EQ(change(agent, {{"blocked_agents", json::array{li.text()}}}).status, 403u);
  EXPECT_EQ(change(agent, {{"value", 100}}).status, 403u);
  EXPECT_EQ(change(supervisor, {{"value", 101}}).status, 400u);
  EXPECT_EQ(change(supervisor, {{"risk", 0.5}}).status, 400u);
  EXPECT_EQ(change(supervisor, {{"blocked_agents", json::array{"77"}}}).status, 400u) << "no agent";
  EXPECT_EQ(change(supervisor, {{"blocked_agents", json::array{"x"}}}).status, 400u);
  EXPECT_EQ(change(supervisor, {{"blocked_agents", json::array(51, json::value(li.text()))}}).status, 400u);
  const auto changed = change(supervisor, {{"value", 90}, {"risk", 40}, {"blocked_agents", json::array{han.text(), li.text()}}});
  ASSERT_EQ(changed.status, 200u) << changed.raw;
  EXPECT_EQ(changed.at("value").as_int64(), 90);
  EXPECT_EQ(changed.at("risk").as_int64(), 40);
  EXPECT_EQ(changed.at("blocked_agents").at(0).at("name").as_string(), "李雷");
  EXPECT_EQ(changed.at("blocked_agents").as_array().size(), 2u);

  const auto is_blocked = [&] {
    bool out = false;
    api().services().engine().view([&](const State& state, std::int64_t) { out = state.conversation(chat)->traits.blocked.size() == 2; });
    return out;
  };
  while (!is_blocked()) desk->until("conversation.updated");
  tag = changed.header("ETag");
  EXPECT_EQ(change(agent, {{"company", "Example"}}).status, 200u) << "the rest stays theirs to change";
  EXPECT_EQ(api().get(path, agent).at("value").as_int64(), 90);
}

INSTANTIATE_TEST_SUITE_P(Databases, QueuedWork, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::api
