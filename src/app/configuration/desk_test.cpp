// Edits from the desk, beside files: what they change, what they leave alone, and what the audit says of them.
#include "app/configuration/desk.hpp"

#include <boost/asio/co_spawn.hpp>

#include "app/configuration/document/document.hpp"
#include "app/configuration/testing/files.hpp"
#include "app/configuration/testing/kept_accounts.hpp"
#include "support/service_world.hpp"

namespace tandem::configuration {
namespace {

namespace json = boost::json;
using Outcome = ConfigurationEdit::Outcome;
using Lines = std::vector<std::string>;

constexpr UserId admin{77};

class DeskTest : public test::ServiceTest {
 protected:
  void SetUp() override {
    test::ServiceTest::SetUp();
    if (IsSkipped()) return;
    desk_ = std::make_unique<Desk>(world().engine(), world().store(), accounts_, world().ids());
    world().start();
    const auto applied = world().run(desk_->apply(testing::read_file("demo/tandem.yaml"), "demo.yaml", false, "en")).value();
    ASSERT_FALSE(applied.refused) << applied.text;
  }

  json::object sections() { return world().run(desk_->sections()).value().sections; }
  std::int64_t version() { return in_force()->version; }
  ConfigurationEdit edit(json::object sections, bool dry_run = false) { return edit_from(version(), std::move(sections), dry_run); }
  ConfigurationEdit edit_from(std::int64_t seen, json::object sections, bool dry_run = false) {
    return world().run(desk_->edit(seen, std::move(sections), dry_run, {admin, "203.0.113.7"})).value();
  }
  ConfigurationPtr in_force() {
    ConfigurationPtr out;
    world().engine().view([&](const State& state, std::int64_t) { out = state.configuration; });
    return out;
  }
  std::vector<api::AuditEntry> audit() {
    api::Audit reader(world().engine(), world().store(), world().ids());
    return world().run(reader.list({}, 50)).value().items;
  }
  json::object with_priority(int priority) {
    auto queues = sections().at("queues").as_array();
    queues.at(0).as_object()["priority"] = priority;
    return {{"queues", std::move(queues)}};
  }

  testing::KeptAccounts accounts_;
  std::unique_ptr<Desk> desk_;
};

TEST_P(DeskTest, what_was_read_and_is_sent_back_changes_nothing) {
  const auto before = version();
  const auto same = edit(sections());
  EXPECT_EQ(same.outcome, Outcome::done);
  EXPECT_EQ(same.changes, Lines{});
  EXPECT_EQ(version(), before);
}

TEST_P(DeskTest, an_edit_replaces_its_sections_and_leaves_the_others_with_their_secrets) {
  const auto before = *in_force();
  const auto people = accounts_.people;
  const auto done = edit(with_priority(7));
  ASSERT_EQ(done.outcome, Outcome::done);
  EXPECT_EQ(done.changes, Lines{"~ queue 客服 Support priority"});
  EXPECT_EQ(done.version, before.version + 1);
  const auto after = *in_force();
  EXPECT_EQ(after.version, done.version);
  EXPECT_EQ(after.queues.at(0).priority, 7);
  EXPECT_EQ(after.queues.at(0).id, before.queues.at(0).id);
  EXPECT_EQ(after.sites.at(0).secret, "yunfan-demo-secret-0001");
  EXPECT_EQ(accounts_.people, people);
}

TEST_P(DeskTest, a_dry_run_says_the_same_and_changes_nothing) {
  const auto before = version();
  const auto tried = edit(with_priority(7), true);
  EXPECT_EQ(tried.changes, Lines{"~ queue 客服 Support priority"});
  EXPECT_EQ(tried.version, before);
  EXPECT_EQ(version(), before);
  EXPECT_EQ(audit().size(), 1u) << "the file that was applied at the start";
}

TEST_P(DeskTest, an_edit_made_from_an_older_version_is_stale) {
  const auto seen = version();
  EXPECT_EQ(edit_from(seen, with_priority(7)).outcome, Outcome::done);
  const auto late = edit_from(seen, with_priority(8));
  EXPECT_EQ(late.outcome, Outcome::stale);
  EXPECT_EQ(late.version, seen + 1);
  EXPECT_EQ(in_force()->queues.at(0).priority, 7);
  EXPECT_EQ(edit_from(seen, with_priority(8), true).outcome, Outcome::stale);
}

TEST_P(DeskTest, of_two_edits_at_the_same_time_one_is_stale) {
  const auto seen = version();
  std::vector<Outcome> outcomes;
  world().context().restart();
  for (const int priority : {7, 8})
    boost::asio::co_spawn(world().context(), desk_->edit(seen, with_priority(priority), false, {admin, ""}),
                          [&](std::exception_ptr, Result<ConfigurationEdit> done) { outcomes.push_back(done.value().outcome); });
  world().context().restart();
  auto guard = boost::asio::make_work_guard(world().context());
  while (outcomes.size() < 2) world().context().run_one();
  std::sort(outcomes.begin(), outcomes.end());
  EXPECT_EQ(outcomes, (std::vector<Outcome>{Outcome::done, Outcome::stale}));
  EXPECT_EQ(version(), seen + 1);
}

TEST_P(DeskTest, problems_are_named_by_their_paths_and_nothing_changes) {
  const auto before = version();
  auto change = with_priority(7);
  auto& queue = change.at("queues").at(1).as_object();
  queue["overflow"] = json::array{json::object{{"waiting", 3}, {"queue", "客服 Support"}}, json::object{{"waiting", 5}, {"queue", "nowhere"}}};
  queue["service_level"] = json::object{{"target", 80}};
  change["colour"] = "red";
  const auto refused = edit(std::move(change));
  EXPECT_EQ(refused.outcome, Outcome::refused);
  Lines paths;
  for (const auto& problem : refused.problems) paths.push_back(problem.path);
  test::expect_both_languages_of(refused.problems);
  std::sort(paths.begin(), paths.end());
  EXPECT_EQ(paths, (Lines{"colour", "queues[1].overflow[1].queue", "queues[1].service_level.target"}));
  EXPECT_EQ(version(), before);
}

TEST_P(DeskTest, shares_and_other_numbers_come_through_as_they_are) {
  auto change = with_priority(0);
  change.at("queues").at(0).as_object()["service_level"] = json::object{{"seconds", 20}, {"target", 0.333}};
  EXPECT_EQ(edit(std::move(change)).changes, Lines{"~ queue 客服 Support target_permille"});
  EXPECT_EQ(in_force()->queues.at(0).target_permille, 333);
  EXPECT_EQ(json::value_to<double>(sections().at("queues").at(0).at("service_level").at("target")), 0.333);
}

TEST_P(DeskTest, a_site_keeps_its_secret_until_it_is_taken_away_or_another_is_given) {
  auto sites = sections().at("sites").as_array();
  EXPECT_FALSE(sites.at(0).as_object().contains("secret"));
  sites.at(0).as_object()["origins"] = json::array{"https://shop.example"};
  EXPECT_EQ(edit({{"sites", sites}}).changes, Lines{"~ site demo origins"});
  EXPECT_EQ(in_force()->sites.at(0).secret, "yunfan-demo-secret-0001");
  sites.at(0).as_object()["secret"] = "another-secret-of-ours";
  edit({{"sites", sites}});
  EXPECT_EQ(in_force()->sites.at(0).secret, "another-secret-of-ours");
  sites.at(0).as_object()["secret"] = nullptr;
  EXPECT_EQ(edit({{"sites", sites}}).changes, Lines{"~ site demo secret"});
  EXPECT_EQ(in_force()->sites.at(0).secret, "");
}

TEST_P(DeskTest, people_who_were_changed_elsewhere_are_left_alone_by_other_edits) {
  for (auto& account : accounts_.people)
    if (account.login == "li") account.name = std::string(150, 'x'), account.language = "de", account.role = Role::supervisor;
  const auto people = accounts_.people;
  const auto done = edit(with_priority(7));
  EXPECT_EQ(done.outcome, Outcome::done);
  EXPECT_EQ(done.changes, Lines{"~ queue 客服 Support priority"});
  EXPECT_EQ(accounts_.people, people);
}

TEST_P(DeskTest, agents_come_and_go_and_their_phones_keep_or_get_secrets) {
  const auto secret_of_zhao = accounts_.phones.at(0).secret;
  auto agents = sections().at("agents").as_array();
  agents.erase(agents.begin() + 2);  // amy
  agents.push_back(json::object{{"login", "mei"}, {"name", "梅"}, {"skills", json::object{{"orders", 3}}}, {"phone", json::object{{"kind", "sip"}}}});
  const auto done = edit({{"agents", std::move(agents)}});
  EXPECT_EQ(done.changes, (Lines{"+ agent mei", "- agent amy", "+ device mei"}));
  ASSERT_EQ(done.secrets.size(), 1u);
  EXPECT_EQ(done.secrets[0].device, "mei");
  EXPECT_FALSE(accounts_.find("amy")->enabled);
  EXPECT_EQ(accounts_.find("mei")->name, "梅");
  EXPECT_EQ(accounts_.find("lin")->name, "林涛") << "who takes no contacts is no part of it";
  EXPECT_EQ(accounts_.phones.at(0).secret, secret_of_zhao);
}

TEST_P(DeskTest, warnings_keep_nothing_from_being_done) {
  auto queues = sections().at("queues").as_array();
  queues.push_back(json::object{{"name", "hard"}, {"requires", json::object{{"english", 10}}}});
  const auto done = edit({{"queues", std::move(queues)}});
  EXPECT_EQ(done.outcome, Outcome::done);
  ASSERT_EQ(done.warnings.size(), 1u);
  EXPECT_EQ(done.warnings[0].path, "queues[2]");
  EXPECT_EQ(in_force()->queues.size(), 3u);
  const auto applied = world().run(desk_->apply("queues: [{name: q}]\n", "f.yaml", true, "en")).value();
  EXPECT_FALSE(applied.refused);
  EXPECT_TRUE(applied.text.starts_with("f.yaml:1:10: warning: there are no agents")) << applied.text;
}

TEST_P(DeskTest, the_command_line_is_answered_in_its_language) {
  const auto said = [&](const char* yaml) { return world().run(desk_->apply(yaml, "f.yaml", true, "zh")).value().text; };
  EXPECT_EQ(said("queues: [{name: q, hours: day}]\n"), "f.yaml:1:27: 配置中没有工作时间“day”\nnothing was changed\n");
  const auto warned = said("queues: [{name: q}]\n");
  EXPECT_TRUE(warned.starts_with("f.yaml:1:10: 警告：没有座席：这些队列没有人能服务\n")) << warned;
}

TEST_P(DeskTest, whatever_came_into_force_stands_in_the_audit) {
  edit(with_priority(7));
  const auto entries = audit();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].actor, admin);
  EXPECT_EQ(entries[0].action, "configuration.applied");
  EXPECT_EQ(entries[0].address, "203.0.113.7");
  EXPECT_EQ(entries[0].resource_id, version());
  EXPECT_EQ(entries[0].detail, R"({"changes":["~ queue 客服 Support priority"]})");
  EXPECT_FALSE(entries[1].actor) << "the command line";
  EXPECT_NE(entries[1].detail.find("+ queue 客服 Support"), std::string::npos);
}

TEST_P(DeskTest, a_draft_is_what_an_edit_would_make) {
  const auto draft = world().run(desk_->draft(with_priority(7))).value();
  ASSERT_TRUE(draft.configuration);
  EXPECT_EQ(draft.configuration->queues.at(0).priority, 7);
  EXPECT_EQ(draft.configuration->queues.at(0).id, in_force()->queues.at(0).id);
  EXPECT_EQ(in_force()->queues.at(0).priority, 0);
  const auto wrong = world().run(desk_->draft({{"queues", json::array{json::object()}}})).value();
  EXPECT_FALSE(wrong.configuration);
  EXPECT_EQ(wrong.problems.at(0).path, "queues[0]");
}

TEST_P(DeskTest, hours_are_published_again_only_when_they_reach_further) {
  edit({{"hours", json::array{json::object{{"name", "day"}, {"week", json::object{{"mon-sun", json::array{"09:00-18:00"}}}}}}}});
  const auto before = version();
  EXPECT_FALSE(world().run(desk_->refresh(WallTime::now())).value());
  EXPECT_EQ(version(), before);
  EXPECT_TRUE(world().run(desk_->refresh(WallTime::now().plus_ms(std::int64_t{40} * 86'400'000))).value());
  EXPECT_EQ(version(), before + 1);
  EXPECT_EQ(audit().at(0).detail, R"({"changes":["~ hours day open"]})");
}

INSTANTIATE_TEST_SUITE_P(Databases, DeskTest, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::configuration
