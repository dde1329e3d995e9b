// Signing in and out, who is kept out, and what stands in the audit.
#include "api/auth/sessions.hpp"
#include "api/testing/world.hpp"

namespace tandem::api {
namespace {

using testing::li;
namespace json = boost::json;
using net::http::verb;
using SignIn = testing::ApiTest;

json::object credentials(const std::string& login, const std::string& password) {
  return {{"login", login}, {"password", password}};
}

TEST_P(SignIn, a_token_opens_what_the_role_allows) {
  const auto answer = api().post("/sessions", "", credentials("li", testing::password));
  ASSERT_EQ(answer.status, 201u) << answer.raw;
  EXPECT_EQ(answer.text("token").size(), 64u);
  EXPECT_EQ(answer.at("user").at("role").as_string(), "agent");
  EXPECT_EQ(answer.at("user").at("team").at("name").as_string(), "一组");
  EXPECT_EQ(answer.at("user").at("agent").at("login").as_string(), "li");
  const auto token = answer.text("token");
  EXPECT_EQ(api().get("/sessions/current", token).at("user").at("id").as_string(), li.text());
  EXPECT_EQ(api().get("/sessions", token).at("items").as_array().size(), 1u);
  EXPECT_EQ(api().get("/sessions/current", token + "0").status, 401u);
  EXPECT_EQ(api().ask(verb::delete_, "/sessions/current", token).status, 204u);
  EXPECT_EQ(api().get("/sessions/current", token).status, 401u);
}

TEST_P(SignIn, wrong_and_unknown_are_not_told_apart) {
  const auto wrong = api().post("/sessions", "", credentials("li", "not-the-password"));
  const auto unknown = api().post("/sessions", "", credentials("nobody", "not-the-password"));
  EXPECT_EQ(wrong.status, 401u);
  EXPECT_EQ(wrong.raw, unknown.raw);
  EXPECT_EQ(api().post("/sessions", "", json::object{{"login", "li"}}).status, 400u);
  const auto audit = api().get("/audit", api().sign_in("root"));
  EXPECT_EQ(audit.at("items").at(0).at("action").as_string(), "session.created");
  EXPECT_EQ(audit.at("items").at(1).at("action").as_string(), "session.refused");
  EXPECT_EQ(audit.at("items").at(1).at("detail").at("login").as_string(), "nobody");
}

TEST_P(SignIn, guessing_is_slowed_down_for_one_login_only) {
  unsigned status = 0;
  for (int i = 0; i < 11; ++i) status = api().post("/sessions", "", credentials("li", "guess-" + std::to_string(i))).status;
  EXPECT_EQ(status, 429u);
  const auto refused = api().post("/sessions", "", credentials("li", testing::password));
  EXPECT_EQ(refused.status, 429u) << "also with the right one";
  EXPECT_FALSE(refused.header("Retry-After").empty());
  EXPECT_EQ(api().post("/sessions", "", credentials("han", testing::password)).status, 201u);
}

TEST_P(SignIn, a_new_password_ends_the_sessions_of_the_old_one) {
  const auto admin = api().sign_in("root");
  const auto token = api().sign_in("li");
  const auto path = "/users/" + li.text();
  EXPECT_EQ(api().ask(verb::patch, path, admin, json::object{{"name", "李雷"}}).status, 428u);
  const auto users = api().get("/users", admin);
  ASSERT_EQ(users.at("items").as_array().size(), 5u);
  const std::string tag(users.at("items").at(0).at("etag").as_string());
  const auto changed = api().ask(verb::patch, path, admin, json::object{{"password", "another-horse"}}, {{"If-Match", tag}});
  EXPECT_EQ(changed.status, 200u) << changed.raw;
  EXPECT_EQ(api().get("/audit", admin).at("items").at(0).at("action").as_string(), "user.password_set");
  EXPECT_EQ(api().get("/sessions/current", token).status, 401u);
  EXPECT_EQ(api().post("/sessions", "", credentials("li", testing::password)).status, 401u);
  EXPECT_EQ(api().post("/sessions", "", credentials("li", "another-horse")).status, 201u);
  const auto off = api().ask(verb::patch, path, admin, json::object{{"disabled", true}}, {{"If-Match", changed.header("ETag")}});
  EXPECT_EQ(off.status, 200u);
  EXPECT_EQ(api().post("/sessions", "", credentials("li", "another-horse")).status, 401u);
}

TEST_P(SignIn, an_administrator_adds_people) {
  const auto admin = api().sign_in("root");
  const json::object mei{{"login", "mei"}, {"name", "Mei"}, {"role", "supervisor"}, {"password", "long-enough"}, {"team", "11"}};
  const auto made = api().post("/users", admin, mei);
  ASSERT_EQ(made.status, 201u) << made.raw;
  EXPECT_EQ(made.at("team").at("name").as_string(), "一组");
  EXPECT_EQ(api().post("/users", admin, mei).status, 409u);
  EXPECT_EQ(api().post("/users", admin, mei).text("code"), "login_taken");
  auto weak = mei;
  weak["login"] = "weak";
  weak["password"] = "short";
  EXPECT_EQ(api().post("/users", admin, weak).status, 400u);
  EXPECT_EQ(api().post("/sessions", "", credentials("mei", "long-enough")).status, 201u);
  const auto self = api().ask(verb::patch, "/users/" + testing::root.text(), admin, json::object{{"role", "agent"}},
                              {{"If-Match", "\"1\""}});
  EXPECT_EQ(self.status, 409u);
}

TEST_P(SignIn, sessions_outlive_a_restart_but_not_their_time) {
  auto& engine = world().engine();
  Sessions long_lived(engine, world().store(), world().ids(), 3600'000);
  const auto kept = api().run(long_lived.create(li, "127.0.0.1", "test")).value();
  Sessions ended(engine, world().store(), world().ids(), 0);
  const auto over = api().run(ended.create(li, "127.0.0.1", "test")).value();
  EXPECT_FALSE(ended.use(over.token));
  Sessions after(engine, world().store(), world().ids(), 3600'000);
  after.load().value();
  EXPECT_TRUE(after.use(kept.token));
  EXPECT_FALSE(after.use(over.token));
  auto session = world().store().open_session().value();
  const auto rows = session->run("SELECT token FROM sessions WHERE id = $1", {kept.session.id}).value();
  EXPECT_EQ(rows.rows.front()[0].text().size(), 32u);
  EXPECT_EQ(rows.rows.front()[0].text().find(kept.token.substr(0, 16)), std::string::npos) << "never the token itself";
}

TEST_P(SignIn, devices_have_secrets_of_their_own) {
  Accounts::Changes changes;
  changes.devices = {{"desk-1", li, "sip-secret"}};
  api().run(api().accounts().apply(changes)).value();
  AccountService other(world().engine(), world().store(), world().ids(), {{64, 1}, 1, 8});
  other.load().value();
  const auto found = api().run(other.find_device("desk-1")).value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->secret, "sip-secret");
  EXPECT_FALSE(api().run(other.find_device("desk-2")).value());
}

class PublicDemo : public SignIn {
 protected:
  ApiOptions options() const override {
    ApiOptions options;
    options.demo = true;
    options.loopback = false;
    options.demo_accounts = {{"li", testing::password}};
    return options;
  }
};

TEST_P(PublicDemo, the_demos_accounts_work_on_loopback_only) {
  EXPECT_EQ(api().post("/sessions", "", credentials("li", testing::password)).status, 403u);
  EXPECT_EQ(api().post("/sessions", "", credentials("han", testing::password)).status, 201u);
  EXPECT_EQ(api().get("/api/v1/demo", "").status, 404u);
}

class LocalDemo : public SignIn {
 protected:
  ApiOptions options() const override {
    ApiOptions options;
    options.demo = true;
    options.demo_accounts = {{"li", testing::password}};
    options.demo_identities = {"YF1"};
    return options;
  }
};

TEST_P(LocalDemo, shows_its_accounts_and_signs_the_shops_customers) {
  const auto demo = api().get("/api/v1/demo", "");
  EXPECT_EQ(demo.at("accounts").at(0).at("login").as_string(), "li");
  EXPECT_EQ(demo.at("accounts").at(0).at("role").as_string(), "agent");
  crm::NewCustomer customer;
  customer.name = "王芳";
  customer.identities = {{crm::IdentityKind::external, "YF1", true, "import"}};
  api().run(api().customers().create(std::move(customer), {})).value();
  const auto identities = api().get("/demo/identities", "");
  ASSERT_EQ(identities.body.as_array().size(), 1u) << identities.raw;
  // HMAC-SHA256("secret", "YF1")
  EXPECT_EQ(identities.body.at(0).at("signature").as_string().size(), 64u);
  EXPECT_EQ(identities.body.at(0).at("name").as_string(), "王芳");
}

INSTANTIATE_TEST_SUITE_P(Databases, SignIn, test::databases(), test::database_name);
INSTANTIATE_TEST_SUITE_P(Databases, PublicDemo, test::databases(), test::database_name);
INSTANTIATE_TEST_SUITE_P(Databases, LocalDemo, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::api
