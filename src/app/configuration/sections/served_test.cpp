// Warnings about queues that nobody can serve, and about people for whom there is no queue.
#include "app/configuration/testing/files.hpp"

namespace tandem::configuration {
namespace {

using namespace testing;

const std::string people =
    "skills: [orders, billing]\nteams: [{name: early}, {name: late}, {name: empty}]\n"
    "agents:\n  - {login: li, team: early, skills: {orders: 5}}\n  - {login: han, team: late, skills: {billing: 3}}\nqueues:\n"
    "  - {name: all}\n";

TEST(ConfigurationWarnings, a_queue_that_nobody_can_serve_says_why) {
  EXPECT_EQ(warnings(people), "");
  const auto of = [](const std::string& queue) { return warnings(people + "  - {name: q, " + queue + "}\n"); };
  EXPECT_EQ(of("requires: {orders: 6}"), "f:8:5: warning: nobody can serve queue 'q': nobody has 'orders' at level 6\n");
  EXPECT_NE(of("requires: {orders: 1, billing: 1}").find("nobody has all of its skills"), std::string::npos);
  EXPECT_NE(of("requires: {orders: 1}, teams: [late]").find("nobody of its teams has all of its skills"), std::string::npos);
  EXPECT_NE(of("teams: [empty]").find("nobody is of its teams"), std::string::npos);
  EXPECT_EQ(good(people + "  - {name: q, teams: [empty]}\n").warnings.at(0).path, "queues[1]");
  EXPECT_EQ(of("requires: {orders: 5}, teams: [early]"), "");
  EXPECT_EQ(good(people + "  - {name: q, requires: {orders: 6}}\n").warnings.at(0).text.zh, "没有人能服务队列“q”：没有人的“orders”达到 6 级");
}

TEST(ConfigurationWarnings, asking_for_less_and_helping_queues_count) {
  const auto of = [](const std::string& queue) { return warnings(people + "  - {name: q, " + queue + "}\n"); };
  EXPECT_EQ(of("requires: {orders: 6}, relax: [{after: 5, requires: {orders: 5}}]"), "");
  EXPECT_NE(of("requires: {orders: 7}, relax: [{after: 5, requires: {orders: 6}}]"), "");
  EXPECT_EQ(of("requires: {orders: 6}, overflow: [{waiting: 1, queue: all}]"), "");
}

TEST(ConfigurationWarnings, what_a_rule_asks_for_besides_counts) {
  const auto of = [](const std::string& rule) { return warnings(people + "  - {name: q, requires: {orders: 1}}\nrules: [{name: x, " + rule + "}]\n"); };
  EXPECT_NE(of("queue: q, requires: {billing: 1}").find("nobody can serve queue 'q' with what rule 'x' asks for"), std::string::npos);
  EXPECT_NE(of("queue: q, teams: [late]"), "");
  EXPECT_NE(of("requires: {orders: 6}").find("nobody can serve any queue with what rule 'x' asks for"), std::string::npos);
  EXPECT_EQ(of("requires: {billing: 3}"), "") << "in the other queue somebody can";
  EXPECT_EQ(of("queue: q, requires: {orders: 5}"), "");
}

TEST(ConfigurationWarnings, an_agent_without_a_queue) {
  const std::string yaml = "skills: [orders]\nteams: [{name: t}]\nagents: [{login: li, skills: {orders: 1}}, {login: han, team: t}]\n"
                           "queues: [{name: q, requires: {orders: 1}}]\n";
  EXPECT_EQ(warnings(yaml), "f:3:44: warning: there is no queue that agent 'han' can serve; give them skills or a team\n");
  EXPECT_EQ(warnings("skills: [orders]\nteams: [{name: t}, {name: u}]\nagents: [{login: han, team: t}]\n"
                     "queues: [{name: q, teams: [u]}]\nrules: [{name: x, queue: q, teams: [t]}]\n"),
            "f:4:10: warning: nobody can serve queue 'q': nobody is of its teams\n")
      << "a rule can send work to them";
}

TEST(ConfigurationWarnings, without_agents_one_warning_is_enough) {
  EXPECT_EQ(warnings("queues: [{name: q}, {name: r}]\n"), "f:1:10: warning: there are no agents: nobody can serve the queues\n");
  EXPECT_EQ(warnings("skills: [a]\nagents: [{login: li}]\n"), "") << "without queues nobody lacks one";
}

}  // namespace
}  // namespace tandem::configuration
