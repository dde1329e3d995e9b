#include "app/simulation/trace_file.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "support/both_languages.hpp"

namespace tandem::app {
namespace {

constexpr QueueId support{4}, billing{5};
constexpr AgentId li{7};

Configuration shop() {
  Configuration configuration;
  for (const auto& [id, name] : {std::pair{support, "客服, Support"}, std::pair{billing, "billing"}}) {
    Queue queue;
    queue.id = id;
    queue.name = name;
    configuration.queues.push_back(queue);
  }
  AgentProfile agent;
  agent.id = li;
  agent.login = "li";
  configuration.agents = {agent};
  return configuration;
}

ReadTrace read(const std::string& text) {
  std::istringstream in(text);
  return read_trace(in, shop());
}

sim::Trace trace_in(const std::string& text) {
  auto out = read(text);
  if (const auto* problems = std::get_if<std::vector<configuration::Problem>>(&out)) {
    ADD_FAILURE() << to_text(*problems, "trace.csv", "en");
    return {};
  }
  return std::get<sim::Trace>(std::move(out));
}

std::string problems_in(const std::string& text) {
  const auto out = read(text);
  const auto* problems = std::get_if<std::vector<configuration::Problem>>(&out);
  if (problems) test::expect_both_languages_of(*problems);
  return problems ? to_text(*problems, "trace.csv", "en") : std::string();
}

const std::string header = "arrived,queue,channel,priority,handle_seconds,waited_seconds,outcome,agent\n";

TEST(TraceFile, says_who_came_and_what_became_of_them) {
  const auto trace = trace_in(header +
                              "34200.25,\"客服, Support\",webchat,-2,180.5,20,answered,li\r\n"
                              "\n"
                              "32500,billing,,,,45.0019,abandoned,\n");
  ASSERT_EQ(trace.contacts.size(), 2u);
  EXPECT_EQ(trace.start, sim::any_midnight.plus_ms(32'400'000)) << "the half hour in which the first one came";
  EXPECT_EQ(trace.length_ms, 2 * sim::half_hour_ms);
  const auto& left = trace.contacts[0];
  EXPECT_EQ(left.at_ms, 100'000) << "in the order in which they came";
  EXPECT_EQ(left.queue, billing);
  EXPECT_EQ(left.ending, sim::Ending::left);
  EXPECT_EQ(left.waited_ms, 45'001);
  EXPECT_LT(left.handle_ms, 0);
  const auto& served = trace.contacts[1];
  EXPECT_EQ(served.at_ms, 1'800'250);
  EXPECT_EQ(served.queue, support);
  EXPECT_EQ(served.channel, Channel::webchat);
  EXPECT_EQ(served.priority, -2);
  EXPECT_EQ(served.handle_ms, 180'500);
  EXPECT_EQ(served.agent, li);
  EXPECT_EQ(trace.shifts->at(li).list(),
            (std::vector<sim::Shift>{{sim::half_hour_ms, 1'800'250}, {1'820'250, 2 * sim::half_hour_ms}}))
      << "the half hour in which li served, without the 20 s in which the customer waited for li";
}

TEST(TraceFile, columns_stand_in_any_order_and_some_need_not_be_there) {
  const auto trace = trace_in("\xEF\xBB\xBFoutcome,waited_seconds,handle_seconds,queue,arrived\nanswered,0,60,billing,2026-06-01T09:31:00+08:00\n");
  ASSERT_EQ(trace.contacts.size(), 1u);
  EXPECT_EQ(to_rfc3339(trace.start), "2026-06-01T01:30:00.000Z");
  EXPECT_EQ(trace.contacts[0].at_ms, 60'000);
  EXPECT_FALSE(trace.shifts) << "nobody knows who served";
}

TEST(TraceFile, what_is_wrong_is_said_with_its_line) {
  const auto says = [](const std::string& row, const std::string& expected) {
    const auto said = problems_in(header + row + "\n");
    EXPECT_NE(said.find(expected), std::string::npos) << row << "\n" << said;
  };
  says("x,billing,,,60,0,answered,", "trace.csv:2:1: 'arrived' is a number of seconds");
  says("-1,billing,,,60,0,answered,", "trace.csv:2:1: 'arrived'");
  says("1960-01-01T00:00:00Z,billing,,,60,0,answered,", "trace.csv:2:1: 'arrived'");
  says("1,biling,,,60,0,answered,", "trace.csv:2:3: there is no queue 'biling' in the configuration (did you mean 'billing'?)");
  says("1,billing,fax,,60,0,answered,", "'channel' is voice or webchat, not 'fax'");
  says("1,billing,,1.5,60,0,answered,", "'priority' is a whole number");
  says("1,billing,,1001,60,0,answered,", "'priority' is a whole number");
  says("1,billing,,,,0,answered,", "'handle_seconds' is a number of seconds up to 604800, not ''");
  says("1,billing,,,604801,0,answered,", "'handle_seconds'");
  says("1,billing,,,1e3,0,answered,", "'handle_seconds'");
  says("1,billing,,,60,nan,answered,", "'waited_seconds'");
  says("1,billing,,,60,0,gone,", "'outcome' is answered or abandoned, not 'gone'");
  says("1,billing,,,60,0,abandoned,", "who left took no time of an agent");
  says("1,billing,,,,0,abandoned,li", "who left was served by nobody");
  says("1,billing,,,60,0,answered,zhang", "there is no agent 'zhang'");
  says("1,billing,,,60,0,answered", "this line has 7 fields, the first one 8");
  says("1,billing,,,60,0,answered,\n2026-06-01T00:00:00Z,billing,,,60,0,answered,", "trace.csv:3:1: seconds and times in one file");
  says("1,\"billing,,,60,0,answered,", "the quotation mark is not closed");
  says("1,\"billing\"x,,,60,0,answered,", "a comma is missing");
  says("1,bill\xFFing,,,60,0,answered,", "trace.csv:2:1: this is not text in UTF-8");
  says("1,billing,,,60,0,answered,\n40000000,billing,,,60,0,answered,", "'arrived'");
  says("1," + std::string(20'000, 'b') + ",,,60,0,answered,", "longer than 10000 bytes");
  says("", "there are no contacts");
  says("1,billing,,,,0,abandoned,", "nobody was answered");
}

TEST(TraceFile, the_header_is_checked) {
  EXPECT_NE(problems_in("").find("the file is empty"), std::string::npos);
  EXPECT_NE(problems_in("arrived,queue\n").find("trace.csv:1:1: the column 'handle_seconds' is missing"), std::string::npos);
  EXPECT_NE(problems_in(header.substr(0, header.size() - 1) + ",agents\n").find("there is no column 'agents' (did you mean 'agent'?)"),
            std::string::npos);
  EXPECT_NE(problems_in("queue," + header).find("the column 'queue' is there twice"), std::string::npos);
}

TEST(TraceFile, nobody_reads_more_than_fifty_problems) {
  std::string rows;
  for (int i = 0; i < 1000; ++i) rows += "x,billing,,,60,0,answered,\n";
  const auto said = problems_in(header + rows);
  EXPECT_EQ(std::ranges::count(said, '\n'), 50);
  EXPECT_NE(said.find("trace.csv:51:1"), std::string::npos);
}

}  // namespace
}  // namespace tandem::app
