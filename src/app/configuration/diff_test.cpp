#include "app/configuration/diff.hpp"

#include "app/configuration/desk.hpp"
#include "app/configuration/parse.hpp"
#include "app/configuration/testing/files.hpp"
#include "app/configuration/testing/kept_accounts.hpp"
#include "support/service_world.hpp"

namespace tandem::configuration {
namespace {

using Lines = std::vector<std::string>;

std::string demo() { return testing::read_file("demo/tandem.yaml"); }

std::string with(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

class ApplyTest : public test::ServiceTest {
 protected:
  void SetUp() override {
    test::ServiceTest::SetUp();
    if (IsSkipped()) return;
    desk_ = std::make_unique<Desk>(world().engine(), world().store(), accounts_, world().ids());
    world().start();
  }
  Applied apply_file(const std::string& yaml, bool dry_run = false) {
    return world().run(desk_->apply(yaml, "f.yaml", dry_run, "en")).value();
  }
  ConfigurationPtr in_force() {
    ConfigurationPtr out;
    world().engine().view([&](const State& state, std::int64_t) { out = state.configuration; });
    return out;
  }

  testing::KeptAccounts accounts_;
  std::unique_ptr<Desk> desk_;
};

TEST_P(ApplyTest, the_first_time_everything_is_new_and_the_second_time_nothing_changes) {
  const auto first = apply_file(demo());
  EXPECT_FALSE(first.refused);
  EXPECT_NE(first.text.find("+ queue 客服 Support\n"), std::string::npos);
  EXPECT_NE(first.text.find("+ agent li\n"), std::string::npos);
  EXPECT_NE(first.text.find("+ user lin\n"), std::string::npos);
  ASSERT_EQ(first.secrets.size(), 1u);
  EXPECT_EQ(first.secrets[0].device, "zhao");
  EXPECT_EQ(in_force()->agents.size(), 4u);
  const auto version = in_force()->version;
  const auto second = apply_file(demo());
  EXPECT_EQ(second.text, "no changes\n");
  EXPECT_TRUE(second.secrets.empty());
  EXPECT_EQ(in_force()->version, version);
}

TEST_P(ApplyTest, a_dry_run_says_what_would_change_and_changes_nothing) {
  apply_file(demo());
  auto changed = with(demo(), "skills: {orders: 5, billing: 3}", "skills: {orders: 5}");
  changed = with(changed, "- {number: \"4001\", flow: main}",
                 "- {number: \"4001\", flow: main}\n  - {number: \"4002\", flow: main}");
  const auto text = apply_file(changed, true).text;
  EXPECT_EQ(text, "+ number 4002\n~ agent li skills\n");
  EXPECT_EQ(in_force()->numbers.size(), 1u);
  EXPECT_EQ(apply_file(changed).text, text);
  EXPECT_EQ(in_force()->numbers.size(), 2u);
  EXPECT_EQ(apply_file(demo()).text, "- number 4002\n~ agent li skills\n");
}

TEST_P(ApplyTest, a_bad_file_is_refused_whole) {
  const auto bad = apply_file(with(demo(), "flow: main}", "flow: mian}"));
  EXPECT_TRUE(bad.refused);
  EXPECT_NE(bad.text.find("there is no flow 'mian' in this file (did you mean 'main'?)"), std::string::npos);
  EXPECT_NE(bad.text.find("nothing was changed"), std::string::npos);
  EXPECT_TRUE(accounts_.people.empty());
  EXPECT_EQ(in_force()->version, 0);
}

TEST_P(ApplyTest, an_agent_who_leaves_the_file_cannot_sign_in_and_other_accounts_are_left_alone) {
  apply_file(demo());
  accounts_.people.push_back({UserId{5}, "root", "Root", Role::admin, {}, "", true});
  const auto gone = apply_file(
      with(demo(), "  - {login: zhao, name: 赵敏, team: 客服一组, skills: {orders: 2}, phone: {kind: sip}}\n", ""));
  EXPECT_EQ(gone.text, "- agent zhao\n- device zhao\n");
  EXPECT_FALSE(accounts_.find("zhao")->enabled);
  EXPECT_TRUE(accounts_.find("root")->enabled);
  EXPECT_TRUE(accounts_.phones.empty());
  EXPECT_EQ(apply_file(demo()).text, "+ agent zhao\n+ device zhao\n");
  EXPECT_TRUE(accounts_.find("zhao")->enabled);
}

TEST_P(ApplyTest, a_password_counts_once) {
  const std::string yaml = "agents: [{login: li, password: first-one}]\n";
  apply_file(yaml);
  EXPECT_EQ(accounts_.passwords, Lines{"li:first-one"});
  EXPECT_EQ(apply_file("agents: [{login: li, password: second-one}]\n").text, "no changes\n");
  EXPECT_EQ(accounts_.passwords.size(), 1u);
  EXPECT_NE(apply_file("agents: [{login: han, password: short}]\n").text.find("at least 8"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Databases, ApplyTest, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::configuration
