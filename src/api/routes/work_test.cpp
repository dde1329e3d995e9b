// An agent's work over HTTP: state, offers, chat, wrap-up, customers, cases.
#include "api/testing/world.hpp"

namespace tandem::api {
namespace {

using testing::han;
using testing::li;
using testing::lin;
using testing::zhao;
using Work = testing::ApiTest;
namespace json = boost::json;
using net::http::verb;

CustomerId make_customer(testing::ApiWorld& api, const std::string& name, const std::string& phone) {
  crm::NewCustomer customer;
  customer.name = name;
  customer.identities = {{crm::IdentityKind::phone, phone, true, "import"}};
  return api.run(api.customers().create(std::move(customer), {})).value().customer;
}

ReservationId offered(testing::Desk& desk) {
  return ReservationId::parse(std::string(desk.until("reservation.offered").at("data").at("reservation").as_string()));
}

TEST_P(Work, a_chat_from_offer_to_case) {
  const auto token = api().sign_in("li");
  const auto desk = api().on_duty(li, token);
  const auto customer = make_customer(api(), "王芳", "13800006721");
  const auto chat = api().chat("visitor-1", "我的订单呢", customer);
  const auto reservation = offered(*desk);
  const auto path = "/conversations/" + chat.text();

  EXPECT_EQ(api().post("/reservations/" + reservation.text() + "/accept", api().sign_in("han")).text("code"), "not_yours");
  const auto accepted = api().post("/reservations/" + reservation.text() + "/accept", token);
  EXPECT_EQ(accepted.status, 200u) << accepted.raw;
  EXPECT_EQ(accepted.text("conversation"), chat.text());
  const auto again = api().post("/reservations/" + reservation.text() + "/accept", token);
  EXPECT_EQ(again.status, 409u);
  EXPECT_EQ(again.text("code"), "reservation_over");

  const json::object hello{{"text", "您好"}, {"key", "k-1"}};
  const auto sent = api().post(path + "/messages", token, hello);
  EXPECT_EQ(sent.status, 201u) << sent.raw;
  EXPECT_EQ(sent.at("seq").as_int64(), 2);
  EXPECT_EQ(sent.text("key"), "k-1");
  const auto resent = api().post(path + "/messages", token, hello);
  EXPECT_EQ(resent.status, 200u);
  EXPECT_EQ(resent.text("id"), sent.text("id"));
  EXPECT_EQ(api().post(path + "/read", token, json::object{{"seq", 1}}).status, 204u);
  const auto messages = api().get(path + "/messages?limit=1", token);
  EXPECT_EQ(messages.at("items").as_array().size(), 1u);
  EXPECT_EQ(messages.at("items").at(0).at("text").as_string(), "您好");
  const auto older = api().get(path + "/messages?cursor=" + messages.text("next_cursor"), token);
  EXPECT_EQ(older.at("items").at(0).at("text").as_string(), "我的订单呢");
  EXPECT_TRUE(older.at("next_cursor").is_null());

  EXPECT_EQ(api().post(path + "/hang_up", token).text("code"), "not_a_call");
  EXPECT_EQ(api().post(path + "/hold", token, json::object{{"on", true}}).text("code"), "not_a_call");
  EXPECT_EQ(api().ask(verb::put, path + "/draft", token, json::object{{"note", "写到一半"}}).status, 204u);
  EXPECT_EQ(api().get(path + "/draft", token).text("note"), "写到一半");
  EXPECT_EQ(api().post(path + "/wrap_up", token, json::object{{"disposition", "resolved"}}).text("code"), "not_in_wrap_up");
  const auto ended = api().post(path + "/end", token);
  EXPECT_EQ(ended.text("state"), "wrap_up") << ended.raw;

  const json::object registration{{"disposition", "resolved"},
                                  {"note", "已查到物流"},
                                  {"case", json::object{{"subject", "物流"}, {"type", "order"}, {"priority", "normal"}}}};
  const auto finished = api().post(path + "/wrap_up", token, registration);
  ASSERT_EQ(finished.status, 200u) << finished.raw;
  EXPECT_EQ(finished.at("case").at("subject").as_string(), "物流");
  EXPECT_EQ(finished.at("conversation").at("disposition").as_string(), "resolved");
  EXPECT_EQ(finished.at("conversation").at("outcome").as_string(), "answered");
  EXPECT_EQ(api().get(path + "/draft", token).raw, "{}");
  const auto whole = api().get(path, token);
  EXPECT_EQ(whole.status, 200u) << whole.raw;
  EXPECT_TRUE(whole.at("live").is_null());
  EXPECT_EQ(whole.at("case").at("id"), finished.at("case").at("id"));
  const auto timeline = api().get("/customers/" + customer.text() + "/timeline", token);
  EXPECT_EQ(timeline.at("items").as_array().size(), 2u) << timeline.raw;
  EXPECT_EQ(api().get("/conversations?view=answered&queue=1", token).at("items").as_array().size(), 1u);
  EXPECT_EQ(api().get("/conversations?view=waiting", token).at("items").as_array().size(), 0u);
}

// A chat that is over, in a queue whose time for wrap-up is short, with this draft; the conversation as it then closed.
testing::Answer closed_with_draft(testing::ApiWorld& api, const json::object& draft) {
  ConfigurationPublished hurried;
  hurried.configuration = testing::shop();
  hurried.configuration.version = 2;
  hurried.configuration.queues.front().wrap_up_ms = 500;
  api.tell(hurried);
  const auto token = api.sign_in("li");
  const auto desk = api.on_duty(li, token);
  const auto customer = make_customer(api, "王芳", "13800006721");
  const auto path = "/conversations/" + api.chat("visitor-1", "我的订单呢", customer).text();
  EXPECT_EQ(api.post("/reservations/" + offered(*desk).text() + "/accept", token).status, 200u);
  EXPECT_EQ(api.ask(verb::put, path + "/draft", token, draft).status, 204u);
  EXPECT_EQ(api.post(path + "/end", token).text("state"), "wrap_up");
  while (desk->until("conversation.updated").at("data").at("state").as_string() != "ended") {
  }
  return api.get(path, token);
}

TEST_P(Work, a_wrap_up_whose_time_is_over_is_finished_with_the_draft) {
  const json::object draft{{"disposition", "resolved"},
                           {"note", "写到一半"},
                           {"case", json::object{{"subject", "物流"}, {"type", "order"}, {"priority", "normal"}}}};
  const auto whole = closed_with_draft(api(), draft);
  EXPECT_EQ(whole.text("note"), "写到一半") << whole.raw;
  EXPECT_EQ(whole.text("disposition"), "resolved");
  EXPECT_TRUE(whole.at("case").is_object());
}

TEST_P(Work, of_a_draft_half_done_what_is_acceptable_is_kept) {
  const json::object draft{{"disposition", "no such code"}, {"note", "写到一半"}, {"case", json::object{{"subject", ""}}}};
  const auto whole = closed_with_draft(api(), draft);
  EXPECT_EQ(whole.text("note"), "写到一半") << whole.raw;
  EXPECT_TRUE(whole.at("disposition").is_null());
  EXPECT_TRUE(whole.at("case").is_null());
}

TEST_P(Work, a_case_that_cannot_be_made_does_not_take_the_note_with_it) {
  const json::object draft{{"note", "写到一半"}, {"case", json::object{{"id", "999999"}}}};
  const auto whole = closed_with_draft(api(), draft);
  EXPECT_EQ(whole.text("note"), "写到一半") << whole.raw;
  EXPECT_TRUE(whole.at("case").is_null());
}

TEST_P(Work, a_supervisor_sees_why_somebody_waits_and_whom_they_wait_for) {
  const auto first = api().chat("visitor-1", "在吗"), second = api().chat("visitor-2", "您好");
  const auto supervisor = api().sign_in("lin");
  const auto path = "/conversations/" + second.text() + "/routing";
  const auto waiting = api().get(path, supervisor);
  ASSERT_EQ(waiting.status, 200u) << waiting.raw;
  EXPECT_EQ(waiting.at("ahead").as_int64(), 1);
  EXPECT_TRUE(waiting.at("offer").is_null());
  EXPECT_EQ(waiting.at("requires").at(0).at("skill").at("name").as_string(), "orders");
  ASSERT_EQ(waiting.at("groups").as_array().size(), 1u);
  EXPECT_EQ(waiting.at("groups").at(0).at("obstacle").as_string(), "signed_out");
  EXPECT_EQ(waiting.at("groups").at(0).at("text").at("zh").as_string(), "3 人未签入");
  EXPECT_EQ(waiting.at("groups").at(0).at("text").at("en").as_string(), "3 are signed out");
  EXPECT_EQ(api().get(path, api().sign_in("li")).status, 403u) << "who is on a break is not every agent's business";

  const auto token = api().sign_in("li");
  const auto desk = api().on_duty(li, token);
  const auto reservation = offered(*desk);
  const auto offered_path = "/conversations/" + first.text() + "/routing";
  const auto asked = api().get(offered_path, supervisor);
  EXPECT_EQ(asked.at("offer").at("agent").at("id").as_string(), li.text()) << asked.raw;
  EXPECT_NE(asked.at("offer").at("why").at("zh").as_string().find("可以接"), json::string::npos);
  EXPECT_EQ(api().post("/reservations/" + reservation.text() + "/accept", token).status, 200u);
  EXPECT_EQ(api().get(offered_path, supervisor).text("code"), "not_waiting");
  EXPECT_EQ(api().get("/conversations/424242/routing", supervisor).status, 404u);
}

TEST_P(Work, lists_show_what_the_role_may_see) {
  const auto token = api().sign_in("li");
  const auto desk = api().on_duty(li, token);
  const auto chat = api().chat("visitor-1", "hi");
  ASSERT_EQ(api().post("/reservations/" + offered(*desk).text() + "/accept", token).status, 200u);
  const auto waiting = api().chat("visitor-2", "anybody?");  // offered to li as well: capacity allows it
  const auto seen = [&](const std::string& login, const std::string& view) {
    return api().get("/conversations?view=" + view, api().sign_in(login)).at("items").as_array().size();
  };
  EXPECT_EQ(seen("li", "active"), 1u);
  EXPECT_EQ(seen("han", "active"), 0u);
  EXPECT_EQ(seen("zhao", "offered"), 0u);
  EXPECT_EQ(seen("lin", "active"), 1u);
  EXPECT_EQ(seen("lin", "offered"), 2u);
  EXPECT_EQ(seen("root", "offered"), 2u);
  EXPECT_EQ(api().get("/conversations/" + chat.text(), api().sign_in("han")).status, 404u);
  EXPECT_EQ(api().get("/conversations/" + chat.text() + "/messages", api().sign_in("han")).status, 404u);
  EXPECT_EQ(api().get("/agents", api().sign_in("han")).at("items").as_array().size(), 2u);
  EXPECT_EQ(api().get("/agents", api().sign_in("root")).at("items").as_array().size(), 3u);
  EXPECT_TRUE(waiting);
}

TEST_P(Work, states_are_refused_with_the_reason) {
  const auto token = api().sign_in("li");
  const auto path = "/agents/" + li.text() + "/state";
  const auto lunch = api().post(path, token, json::object{{"state", "break"}, {"reason", "lunch"}});
  EXPECT_EQ(lunch.text("state"), "break") << lunch.raw;
  EXPECT_EQ(lunch.text("reason"), "lunch");
  EXPECT_EQ(api().post(path, token, json::object{{"state", "break"}, {"reason", "surfing"}}).text("code"), "bad_reason");
  EXPECT_EQ(api().post(path, token, json::object{{"state", "dancing"}}).status, 400u);
  EXPECT_EQ(api().post(path, api().sign_in("han"), json::object{{"state", "available"}}).status, 403u);
  EXPECT_EQ(api().post("/agents/" + zhao.text() + "/state", api().sign_in("lin"), json::object{{"state", "available"}}).status, 403u);
  EXPECT_EQ(api().post(path, api().sign_in("lin"), json::object{{"state", "not_ready"}}).status, 200u);
  const auto audit = api().get("/audit", api().sign_in("root"));
  EXPECT_NE(audit.raw.find("agent.state_set"), std::string::npos);
}

TEST_P(Work, a_customer_is_changed_by_whoever_saw_the_last_revision) {
  const auto token = api().sign_in("li");
  const json::object wang{{"name", "王芳"}, {"identities", {json::object{{"kind", "phone"}, {"value", "13800006721"}}}}};
  const auto made = api().post("/customers", token, wang);
  ASSERT_EQ(made.status, 201u) << made.raw;
  EXPECT_EQ(made.text("phone"), "+86138****6721");
  const auto path = "/customers/" + made.text("id");
  const auto double_made = api().post("/customers", token, wang);
  EXPECT_EQ(double_made.status, 409u);
  EXPECT_EQ(double_made.text("code"), "identity_taken");
  EXPECT_EQ(double_made.at("customer").at("id"), made.at("id"));
  const auto full = api().get(path, token);
  const auto tag = full.header("ETag");
  EXPECT_EQ(full.text("etag"), tag);
  EXPECT_EQ(full.at("identities").at(0).at("value").as_string(), "+86138****6721");
  EXPECT_EQ(api().get(path, api().sign_in("lin")).at("identities").at(0).at("value").as_string(), "+8613800006721");
  EXPECT_EQ(api().ask(verb::patch, path, token, json::object{{"tier", "vip"}}).status, 428u);
  const auto changed = api().ask(verb::patch, path, token, json::object{{"tier", "vip"}}, {{"If-Match", tag}});
  EXPECT_EQ(changed.status, 200u) << changed.raw;
  EXPECT_EQ(changed.text("tier"), "vip");
  EXPECT_EQ(api().ask(verb::patch, path, token, json::object{{"tier", "gold"}}, {{"If-Match", tag}}).status, 412u);
  EXPECT_EQ(api().post(path + "/notes", token, json::object{{"text", "喜欢下午联系"}}).status, 201u);
  EXPECT_EQ(api().get("/customers?q=6721", token).at("items").as_array().size(), 1u);
  EXPECT_EQ(api().get("/customers?q=x&limit=0", token).status, 400u);
  EXPECT_EQ(api().get("/customers/77", token).status, 404u);
  EXPECT_EQ(api().get("/customers/abc", token).status, 404u);
}

TEST_P(Work, the_same_request_twice_is_done_once) {
  const auto token = api().sign_in("li");
  const json::object emma{{"name", "Emma Clarke"}};
  const std::vector<net::Parameter> key{{"Idempotency-Key", "abc"}};
  const auto first = api().post("/customers", token, emma, key);
  const auto second = api().post("/customers", token, emma, key);
  EXPECT_EQ(first.status, 201u);
  EXPECT_EQ(second.status, 201u);
  EXPECT_EQ(first.raw, second.raw);
  EXPECT_EQ(second.header("Idempotent-Replayed"), "true");
  EXPECT_EQ(api().post("/customers", token, json::object{{"name", "Other"}}, key).status, 422u);
  EXPECT_EQ(api().post("/customers", api().sign_in("han"), emma, key).status, 201u) << "keys belong to a person";
  EXPECT_EQ(api().get("/customers?q=Emma", token).at("items").as_array().size(), 2u);
}

TEST_P(Work, a_caller_becomes_a_customer_with_their_number) {
  const auto token = api().sign_in("li");
  const auto desk = api().on_duty(li, token);
  const auto call = api().call("+8613800006721", "8841");
  const auto offer = desk->until("reservation.offered").at("data").as_object();
  EXPECT_TRUE(offer.at("customer").is_null());
  EXPECT_EQ(offer.at("contact").at("text").as_string(), "+8613800006721");
  ASSERT_EQ(api().post("/reservations/" + std::string(offer.at("reservation").as_string()) + "/accept", token).status, 200u);
  const auto made = api().post("/customers", token, json::object{{"name", "来电客户"}, {"conversation", call.text()}});
  ASSERT_EQ(made.status, 201u) << made.raw;
  EXPECT_EQ(made.text("phone"), "+86138****6721");
  const auto live = api().get("/conversations/" + call.text(), token).at("live");
  EXPECT_EQ(live.at("customer").at("id"), made.at("id"));
  EXPECT_EQ(live.at("collected").at(0).at("value").as_string(), "8841");
  EXPECT_EQ(api().post("/conversations/" + call.text() + "/digits", token, json::object{{"digits", "12#"}}).status, 200u);
  const auto effects = api().telephony.effects();
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(std::get<SendDigits>(effects.front()).digits, "12#");
  EXPECT_EQ(api().post("/conversations/" + call.text() + "/mute", token, json::object{{"on", true}}).at("participants").at(1).at("muted"), true);
  EXPECT_EQ(api().post("/conversations/" + call.text() + "/hang_up", token).text("state"), "wrap_up");
  const auto unknown = api().post("/conversations/" + call.text() + "/wrap_up", token, json::object{{"disposition", "nonsense"}});
  EXPECT_EQ(unknown.status, 400u);
}

INSTANTIATE_TEST_SUITE_P(Databases, Work, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::api
