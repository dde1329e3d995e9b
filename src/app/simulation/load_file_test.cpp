#include "app/simulation/load_file.hpp"

#include <gtest/gtest.h>

#include "support/both_languages.hpp"

namespace tandem::app {
namespace {

Configuration shop() {
  Configuration configuration;
  configuration.queues.resize(1);
  configuration.queues[0].id = QueueId{4};
  configuration.queues[0].name = "客服 Support";
  configuration.agents.resize(1);
  configuration.agents[0].id = AgentId{7};
  configuration.agents[0].login = "li";
  return configuration;
}

std::string problems_of(std::string_view yaml) {
  const auto read = read_load(yaml, shop());
  const auto* problems = std::get_if<std::vector<configuration::Problem>>(&read);
  if (problems) test::expect_both_languages_of(*problems);
  return problems ? to_text(*problems, "load.yaml", "en") : std::string();
}

TEST(LoadFile, says_what_comes_and_how_long_it_takes) {
  const auto read = read_load(R"(
hours: 10
warm_up: 0.5
contacts:
  - {queue: 客服 Support, per_hour: 200, handle: 180, patience: {constant: 60}}
  - {queue: 客服 Support, channel: webchat, per_hour: 12.5, handle: {lognormal: 420, cv: 1.2}, priority: 2}
pace: {li: 0.8}
shifts: {li: ["22:00-06:00", 09:00-17:30]}
)",
                              shop());
  const auto* load = std::get_if<sim::Load>(&read);
  ASSERT_TRUE(load) << to_text(std::get<1>(read), "load.yaml", "en");
  EXPECT_EQ(load->length_ms, 36'000'000);
  EXPECT_EQ(load->warm_up_ms, 1'800'000);
  ASSERT_EQ(load->streams.size(), 2u);
  EXPECT_EQ(load->streams[0].queue, QueueId{4});
  EXPECT_EQ(load->streams[1].per_hour, std::vector<double>{12.5});
  EXPECT_EQ(load->streams[0].handle.shape, sim::Duration::Shape::exponential);
  EXPECT_EQ(load->streams[0].patience->shape, sim::Duration::Shape::constant);
  EXPECT_EQ(load->streams[1].channel, Channel::webchat);
  EXPECT_EQ(load->streams[1].handle.mean_ms, 420'000);
  EXPECT_EQ(load->streams[1].handle.cv, 1.2);
  EXPECT_FALSE(load->streams[1].patience);
  EXPECT_EQ(load->pace.at(AgentId{7}), 0.8);
  const auto hour = 2 * sim::half_hour_ms;
  EXPECT_EQ(load->shifts.at(AgentId{7}),
            sim::Shifts({{0, 6 * hour}, {9 * hour, 17 * hour + sim::half_hour_ms}, {22 * hour, 24 * hour}}, sim::Shifts::Repeat::daily));
}

TEST(LoadFile, what_is_wrong_is_said_with_its_place) {
  EXPECT_NE(problems_of("hours: 1\ncontacts:\n  - {queue: sales, per_hour: 1, handle: 1}\n").find("load.yaml:3:"), std::string::npos);
  EXPECT_NE(problems_of("hours: 1\ncontacts:\n  - {queue: sales, per_hour: 1, handle: 1}\n").find("no queue 'sales'"), std::string::npos);
  EXPECT_NE(problems_of("hours: -1\ncontacts: []\n").find("'hours' must be a number"), std::string::npos);
  EXPECT_NE(problems_of("hours: nan\ncontacts: []\n").find("'hours' must be a number"), std::string::npos);
  EXPECT_NE(problems_of("hours: 1\nwarm_up: 1\ncontacts: []\n").find("nothing would be counted"), std::string::npos);
  EXPECT_NE(problems_of("hours: 1\ncontacts:\n  - {queue: 客服 Support, per_hour: 1, handle: {cv: 1}}\n").find("lognormal: seconds"),
            std::string::npos);
  EXPECT_NE(problems_of("hours: 1\ncontacts: []\npace: {nobody: 1}\n").find("nobody"), std::string::npos);
  for (const auto* shift : {"9-17", "09:00", "09:60-10:00", "24:00-06:00", "09:00-09:00", "[1]"})
    EXPECT_NE(problems_of("hours: 1\ncontacts: []\nshifts: {li: [" + std::string(shift) + "]}\n").find("load.yaml:3:15: the shifts of 'li'"),
              std::string::npos)
        << shift;
  EXPECT_NE(problems_of("").find("load.yaml"), std::string::npos);
  EXPECT_NE(problems_of("hours: 1\ncontacts:\n  - {queue: 客服 Support, handle: 1}\n").find("either 'per_hour' or 'per_half_hour'"),
            std::string::npos);
  EXPECT_NE(problems_of("hours: 1\ncontacts:\n  - {queue: 客服 Support, per_half_hour: [1, 2], handle: 1}\n").find("48 half hours"),
            std::string::npos);
}

}  // namespace
}  // namespace tandem::app
