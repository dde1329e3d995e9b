#include "app/simulation/what_if.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace tandem::app {
namespace {

constexpr SkillId orders{1}, english{2};

Configuration shop() {
  Configuration configuration;
  configuration.skills = {{orders, "orders"}, {english, "english"}};
  for (const auto& [id, login] : {std::pair{3, "li"}, {5, "what-if-1"}, {9, "amy"}}) {
    AgentProfile agent;
    agent.id = AgentId{id};
    agent.login = login;
    agent.team = TeamId{7};
    agent.phone = PhoneKind::sip;
    agent.device = login;
    agent.skills = {{orders, 3}};
    configuration.agents.push_back(agent);
  }
  configuration.agents.back().skills.push_back({english, 4});
  return configuration;
}

std::string refusal(const std::function<Configuration(Configuration, const std::string&)>& change, const std::string& text) {
  try {
    change(shop(), text);
  } catch (const std::runtime_error& problem) {
    return problem.what();
  }
  return "";
}

TEST(WhatIf, more_people_like_somebody_know_more_besides_and_take_nobodys_place) {
  const auto changed = with_more_people(shop(), "2:li:english=5,orders=1");
  ASSERT_EQ(changed.agents.size(), 5u);
  for (std::size_t i = 3; i < 5; ++i) {
    const auto& added = changed.agents[i];
    EXPECT_EQ(added.login, "what-if-" + std::to_string(i - 1)) << "the first name is taken";
    EXPECT_EQ(added.id.value, static_cast<std::int64_t>(6 + i + 1));
    EXPECT_EQ(added.team, TeamId{7});
    EXPECT_EQ(added.skills, (std::vector<SkillLevel>{{orders, 3}, {english, 5}})) << "nobody forgets anything";
    EXPECT_TRUE(added.device.empty());
  }
  EXPECT_EQ(with_more_people(shop(), "1:li", AgentId{40}).agents.back().id, AgentId{41}) << "nobody's of the other configuration";
  EXPECT_EQ(with_more_people(shop(), "1:amy").agents.back().skills, shop().agents.back().skills);
}

TEST(WhatIf, those_who_do_not_know_it_so_well_learn_it) {
  const auto changed = with_training(shop(), "2:english=4");
  EXPECT_EQ(changed.agents[0].skills, (std::vector<SkillLevel>{{orders, 3}, {english, 4}}));
  EXPECT_EQ(changed.agents[1].skills, (std::vector<SkillLevel>{{orders, 3}, {english, 4}}));
  EXPECT_EQ(changed.agents[2].skills, shop().agents[2].skills);
  EXPECT_EQ(with_training(shop(), "3:english=6").agents[2].skills.back().level, 6);
}

const auto more = [](Configuration configuration, const std::string& change) { return with_more_people(std::move(configuration), change); };

TEST(WhatIf, what_makes_no_sense_is_refused_with_the_reason) {
  EXPECT_EQ(refusal(more, "0:li"), "'0:li': '0' is no number of people from 1 to 1000");
  EXPECT_EQ(refusal(more, "two:li"), "'two:li': 'two' is no number of people from 1 to 1000");
  EXPECT_EQ(refusal(more, "2:nobody"), "'2:nobody': there is no agent 'nobody'");
  EXPECT_EQ(refusal(more, "2"), "'2': there is no agent ''");
  EXPECT_EQ(refusal(more, "2:li:french=5"), "'2:li:french=5': there is no skill 'french'");
  EXPECT_EQ(refusal(more, "2:li:english"), "'2:li:english': '' is no level from 0 to 10");
  EXPECT_EQ(refusal(with_training, "2:english=11"), "'2:english=11': '11' is no level from 0 to 10");
  EXPECT_EQ(refusal(with_training, "2"), "'2' names no skill; '2:english=5' is one");
  EXPECT_EQ(refusal(with_training, "3:english=4"), "'3:english=4': 1 fewer can learn that, because the others know it");
}

}  // namespace
}  // namespace tandem::app
