// The configuration over HTTP: who may see and change it, what a stale or a wrong change is answered, and the lists.
#include "api/testing/world.hpp"

namespace tandem::api {
namespace {

namespace json = boost::json;
using net::http::verb;
using ConfigurationRoutes = testing::ApiTest;

json::object with_queues(json::array queues) { return {{"sections", json::object{{"queues", std::move(queues)}}}}; }
const net::Parameter first{"If-Match", "\"1\""};

TEST_P(ConfigurationRoutes, administrators_change_it_supervisors_see_it_agents_do_neither) {
  const auto admin = api().sign_in("root"), supervisor = api().sign_in("lin"), agent = api().sign_in("li");
  EXPECT_EQ(api().get("/configuration", agent).status, 403u);
  EXPECT_EQ(api().get("/configuration/names", agent).status, 403u);
  const auto seen = api().get("/configuration", supervisor);
  EXPECT_EQ(seen.status, 200u);
  EXPECT_EQ(seen.header("ETag"), "\"1\"");
  EXPECT_EQ(seen.at("version").as_int64(), 1);
  EXPECT_EQ(seen.at("sections").at("queues").at(0).at("name").as_string(), "support");
  const auto change = with_queues({json::object{{"name", "billing"}}});
  EXPECT_EQ(api().ask(verb::patch, "/configuration", supervisor, change, {first}).status, 403u);
  const auto changed = api().ask(verb::patch, "/configuration", admin, change, {first});
  ASSERT_EQ(changed.status, 200u) << changed.raw;
  EXPECT_EQ(changed.header("ETag"), "\"2\"");
  EXPECT_EQ(changed.at("version").as_int64(), 2);
  EXPECT_EQ(changed.at("changes").at(0).as_string(), "~ queues");
  EXPECT_EQ(changed.at("warnings").at(0).at("path").as_string(), "queues[0]");
  EXPECT_EQ(changed.at("warnings").at(0).at("text").at("zh").as_string(), "没有人能服务它");
  EXPECT_EQ(api().configuration.author().user, testing::root);
  EXPECT_EQ(api().configuration.author().address, "127.0.0.1");
  EXPECT_EQ(api().get("/configuration", supervisor).at("sections").at("queues").at(0).at("name").as_string(), "billing");
}

TEST_P(ConfigurationRoutes, a_change_names_the_version_it_was_made_from) {
  const auto admin = api().sign_in("root");
  const auto change = with_queues({json::object{{"name", "billing"}}});
  EXPECT_EQ(api().ask(verb::patch, "/configuration", admin, change).status, 428u);
  EXPECT_EQ(api().ask(verb::patch, "/configuration", admin, change, {first}).status, 200u);
  EXPECT_EQ(api().ask(verb::patch, "/configuration", admin, change, {first}).status, 412u);
  EXPECT_EQ(api().ask(verb::patch, "/configuration", admin, change, {{"If-Match", "\"x\""}}).status, 412u);
}

TEST_P(ConfigurationRoutes, problems_come_back_with_their_places) {
  const auto admin = api().sign_in("root");
  const auto refused = api().ask(verb::patch, "/configuration", admin, with_queues({json::object()}), {first});
  EXPECT_EQ(refused.status, 422u);
  EXPECT_EQ(refused.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(refused.at("problems").at(0).at("path").as_string(), "queues[0]");
  EXPECT_EQ(refused.at("problems").at(0).at("text").at("zh").as_string(), "队列缺少 'name'");
  EXPECT_EQ(refused.at("problems").at(0).at("text").at("en").as_string(), "a queue needs 'name'");
  EXPECT_EQ(api().ask(verb::patch, "/configuration", admin, json::object(), {first}).status, 400u);
  EXPECT_EQ(api().ask(verb::patch, "/configuration", admin, json::object{{"sections", json::array()}}, {first}).status, 400u);
}

TEST_P(ConfigurationRoutes, a_preview_of_a_wrong_draft_says_what_is_wrong_in_both_languages) {
  const auto tried = api().post("/routing/preview", api().sign_in("root"), with_queues({json::object()}));
  ASSERT_EQ(tried.status, 200u) << tried.raw;
  const json::object expected{{"path", "queues[0]"}, {"text", json::object{{"zh", "队列缺少 'name'"}, {"en", "a queue needs 'name'"}}}};
  EXPECT_EQ(tried.at("problems").at(0).as_object(), expected);
}

TEST_P(ConfigurationRoutes, a_dry_run_changes_nothing) {
  const auto admin = api().sign_in("root");
  const auto change = with_queues({json::object{{"name", "billing"}}});
  const auto tried = api().ask(verb::patch, "/configuration?dry_run=true", admin, change, {first});
  EXPECT_EQ(tried.status, 200u) << tried.raw;
  EXPECT_EQ(tried.at("changes").as_array().size(), 1u);
  EXPECT_EQ(tried.at("version").as_int64(), 1);
  EXPECT_EQ(api().get("/configuration", admin).at("sections").at("queues").at(0).at("name").as_string(), "support");
}

TEST_P(ConfigurationRoutes, names_of_conditions_have_words_and_those_that_flows_set) {
  const auto names = api().get("/configuration/names", api().sign_in("lin")).at("items").as_array();
  const auto named = [&](std::string_view name) {
    for (const auto& item : names)
      if (item.at("name").as_string() == name) return item.as_object();
    ADD_FAILURE() << "no name " << name;
    return json::object();
  };
  EXPECT_EQ(named("tier").at("words").as_array().size(), 4u);
  EXPECT_EQ(named("value").at("type").as_string(), "number");
  EXPECT_EQ(named("known").at("type").as_string(), "truth");
  EXPECT_EQ(json::serialize(named("queue").at("words")), R"(["support"])");
  EXPECT_FALSE(named("region").contains("words")) << "anything";
  EXPECT_EQ(named("values.order_number").at("zh").as_string(), "订单号") << "as the flow calls it";
  for (const auto& item : names) {
    EXPECT_FALSE(item.at("zh").as_string().empty());
    EXPECT_FALSE(item.at("en").as_string().empty());
  }
}

TEST_P(ConfigurationRoutes, queues_say_everything_they_ask_for) {
  const auto queue = api().get("/queues", api().sign_in("li")).at("items").at(0).as_object();
  EXPECT_EQ(queue.at("requires").at(0).at("skill").at("name").as_string(), "orders");
  EXPECT_EQ(json::serialize(queue.at("weights")), R"({"handle_time":1,"satisfaction":1,"resolution":1})");
  EXPECT_EQ(json::serialize(queue.at("sticky")), R"({"to":[],"wait_seconds":30})");
  EXPECT_TRUE(queue.at("match").as_array().empty());
  EXPECT_TRUE(queue.at("overflow").as_array().empty());
  EXPECT_TRUE(queue.at("hours").is_null());
  EXPECT_FALSE(queue.at("auto_accept").as_bool());
}

INSTANTIATE_TEST_SUITE_P(Databases, ConfigurationRoutes, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::api
