// Who may take a contact: skills and levels, teams, what the contact brings along, who must not serve whom; and how a contact asks
// for less the longer it waits.
#include "core/views/explain.hpp"
#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr SkillId technical{1}, english{2}, mandarin{3}, guangdong{4}, important{5}, loans{6}, hard{7};

// Queue 1; agents with one skill each, of the kind that is tried.
Configuration asking(std::vector<SkillKind> match, std::vector<std::vector<SkillLevel>> skills_of_agents) {
  auto out = counter(1, static_cast<int>(skills_of_agents.size()));
  out.skills = {{technical, "technical"},
                {english, "english", SkillKind::language, {"en"}},
                {mandarin, "mandarin", SkillKind::language, {"zh"}},
                {guangdong, "guangdong", SkillKind::region, {"广东省"}},
                {important, "important", SkillKind::tier, {"gold", "vip"}},
                {loans, "loans", SkillKind::business, {"loan", "credit"}},
                {hard, "hard", SkillKind::complexity, {}}};
  out.queues[0].match = std::move(match);
  for (std::size_t i = 0; i < skills_of_agents.size(); ++i) out.agents[i].skills = skills_of_agents[i];
  return out;
}

void sign_all_in(World& world) {
  for (const auto& [id, agent] : world.state().agents) {
    world.sign_in(id.value);
    world.pass_ms(1);
  }
}

TEST(WhoMay, only_agents_with_every_skill_at_its_level_are_asked) {
  auto configuration = asking({}, {{{technical, 9}}, {{technical, 2}, {english, 9}}, {{technical, 3}, {english, 1}}});
  configuration.queues[0].required = {{technical, 3}, {english, 1}};
  World world(configuration);
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 3);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 0);
}

TEST(WhoMay, a_level_of_nought_asks_for_the_skill_itself) {
  auto configuration = asking({}, {{}, {{technical, 0}}});
  configuration.queues[0].required = {{technical, 0}};
  World world(configuration);
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 2);
}

TEST(WhoMay, only_agents_of_the_queues_teams_are_asked) {
  auto configuration = counter(1, 3);
  configuration.teams = {{TeamId{1}, "one"}, {TeamId{2}, "two"}, {TeamId{3}, "three"}};
  for (auto& agent : configuration.agents) agent.team = TeamId{agent.id.value};
  configuration.queues[0].teams = {TeamId{2}, TeamId{3}};
  World world(configuration);
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 2);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 3);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 0);
}

TEST(WhoMay, the_language_of_the_customer_is_matched_with_its_regions) {
  World world(asking({SkillKind::language}, {{{mandarin, 1}}, {{english, 1}}}));
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.language = "en-GB"})), 2);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.language = "zh-CN"})), 1);
  EXPECT_EQ(world.last<ReservationMade>().why.matched, (std::vector<SkillLevel>{{mandarin, 1}}));
}

TEST(WhoMay, a_code_is_not_the_beginning_of_another_language) {
  World world(asking({SkillKind::language}, {{{mandarin, 1}}}));
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.language = "eng"})), 1) << "no skill stands for it: nothing is asked";
}

TEST(WhoMay, who_speaks_no_language_that_is_known_may_be_served_by_anybody) {
  World world(asking({SkillKind::language}, {{}}));
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.language = "fr"})), 1);
}

TEST(WhoMay, without_a_language_of_their_own_customers_speak_that_of_the_house) {
  auto configuration = asking({SkillKind::language}, {{{english, 1}}, {{mandarin, 1}}});
  configuration.default_language = "zh-CN";
  World world(configuration);
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 2);
}

TEST(WhoMay, the_region_of_the_customer_is_matched_from_the_larger_part) {
  World world(asking({SkillKind::region}, {{}, {{guangdong, 1}}}));
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.traits = {.region = "广东省深圳市"}})), 2);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.traits = {.region = "上海市"}})), 1);
}

TEST(WhoMay, the_tier_of_the_customer_is_matched) {
  World world(asking({SkillKind::tier}, {{}, {{important, 1}}}));
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.tier = "vip"})), 2);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.tier = "silver"})), 1);
}

TEST(WhoMay, business_and_complexity_are_matched_by_values_found_meanwhile) {
  World world(asking({SkillKind::business, SkillKind::complexity}, {{{loans, 1}}, {{loans, 1}, {hard, 4}}, {{loans, 1}, {hard, 10}}}));
  const auto call = world.call_to(1);
  world.set_value(call, "business", "credit");
  EXPECT_EQ(world.task_of(call)->required, (std::vector<SkillLevel>{{loans, 1}}));
  world.set_value(call, "complexity", "4");
  EXPECT_EQ(world.task_of(call)->required, (std::vector<SkillLevel>{{loans, 1}, {hard, 4}}));
  world.set_value(call, "complexity", "99");
  EXPECT_EQ(world.task_of(call)->required, (std::vector<SkillLevel>{{loans, 1}, {hard, 10}})) << "no level is higher";
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(call), 3);
}

TEST(WhoMay, a_complexity_that_is_no_number_asks_for_nothing) {
  World world(asking({SkillKind::complexity}, {{}}));
  const auto call = world.call_to(1);
  for (const auto* text : {"much", "-3", "0", ""}) {
    world.set_value(call, "complexity", text);
    EXPECT_TRUE(world.task_of(call)->required.empty()) << text;
  }
}

TEST(WhoMay, nothing_that_the_queue_does_not_match_is_asked_for) {
  World world(asking({}, {{}}));
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(world.call_to(1, {.tier = "vip", .language = "en", .traits = {.region = "广东省"}})), 1);
}

TEST(WhoMay, what_is_matched_comes_beside_what_the_queue_asks_for_and_the_higher_level_counts) {
  auto configuration = asking({SkillKind::language}, {{{english, 3}}, {{technical, 1}, {english, 3}}});
  configuration.queues[0].required = {{technical, 1}, {english, 3}};
  World world(configuration);
  sign_all_in(world);
  const auto call = world.call_to(1, {.language = "en"});
  EXPECT_EQ(world.task_of(call)->required, (std::vector<SkillLevel>{{technical, 1}, {english, 3}}));
  EXPECT_EQ(world.offered_to(call), 2);
}

TEST(WhoMay, blocked_agents_are_never_asked_however_long_it_takes) {
  auto configuration = counter(1, 2);
  configuration.queues[0].relaxations = {{1000, {}, {}}};
  World world(configuration);
  world.sign_in(1);
  const auto call = world.call_to(1, {.traits = {.blocked = {AgentId{1}}}});
  world.pass_ms(600'000);
  EXPECT_EQ(world.offered_to(call), 0);
  EXPECT_EQ(obstacle_of(world.state(), *world.state().agent(AgentId{1}), *world.task_of(call), world.now()), Obstacle::blocked);
  world.sign_in(2);
  EXPECT_EQ(world.offered_to(call), 2);
}

TEST(WhoMay, an_agent_blocked_for_one_customer_takes_the_next) {
  World world(counter(1, 1));
  const auto first = world.call_to(1, {.traits = {.blocked = {AgentId{1}}}});
  const auto second = world.call_to(1);
  world.sign_in(1);
  EXPECT_EQ(world.offered_to(first), 0);
  EXPECT_EQ(world.offered_to(second), 1);
}

TEST(WhoMay, a_customer_who_becomes_known_while_waiting_is_matched_anew_in_the_same_place) {
  World world(asking({SkillKind::tier}, {{}, {{important, 1}}}));
  const auto call = world.call_to(1);
  const auto due = world.task_of(call)->due;
  world.pass_ms(7000);
  world.link(call, {CustomerId{7}, "gold", "", {}});
  EXPECT_EQ(world.task_of(call)->required, (std::vector<SkillLevel>{{important, 1}}));
  EXPECT_EQ(world.task_of(call)->due, due);
  EXPECT_EQ(world.last<TaskChanged>().change, TaskChange::customer);
  sign_all_in(world);
  EXPECT_EQ(world.offered_to(call), 2);
}

TEST(WhoMay, what_becomes_known_while_it_is_offered_counts_for_the_next_offer) {
  World world(counter(1, 2));
  world.sign_in(1);
  const auto call = world.call_to(1);
  ASSERT_EQ(world.offered_to(call), 1);
  world.link(call, {CustomerId{7}, "", "", {.blocked = {AgentId{2}}}});
  EXPECT_EQ(world.offered_to(call), 1) << "the offer that stands, stands";
  world.sign_in(2);
  world.decline(1);
  EXPECT_EQ(world.offered_to(call), 0) << "agent 2 must not serve them";
}

TEST(WhoMay, nobody_but_those_on_duty_is_asked) {
  World world(counter(1, 1));
  const auto call = world.call_to(1);
  for (const auto state : {AgentState::not_ready, AgentState::on_break}) {
    world.sign_in(1);
    world.set_state(1, state, "");
    EXPECT_EQ(world.offered_to(call), 0);
  }
  world.set_state(1, AgentState::available);
  EXPECT_EQ(world.offered_to(call), 1);
}

TEST(WhoMay, a_chat_needs_a_desk_and_a_call_a_telephone) {
  auto configuration = counter(1, 1);
  configuration.agents[0].phone = PhoneKind::sip;
  World world(configuration);
  world.set_state(1, AgentState::available);
  EXPECT_EQ(world.offered_to(world.chat_to(1)), 0);
  EXPECT_EQ(world.offered_to(world.call_to(1)), 1);
}

Configuration relaxing() {
  auto out = asking({}, {{{technical, 9}}, {{technical, 2}}, {}});
  out.teams = {{TeamId{1}, "one"}, {TeamId{2}, "two"}};
  for (auto& agent : out.agents) agent.team = TeamId{agent.id.value == 3 ? 2 : 1};
  out.queues[0].required = {{technical, 5}};
  out.queues[0].teams = {TeamId{1}};
  out.queues[0].relaxations = {{20'000, {{technical, 1}}, {TeamId{1}}}, {60'000, {}, {}}};
  return out;
}

TEST(Relaxation, a_contact_asks_for_less_the_longer_it_waits) {
  World world(relaxing());
  world.sign_in(2);
  world.sign_in(3);
  const auto call = world.call_to(1);
  world.pass_ms(19'999);
  EXPECT_EQ(world.offered_to(call), 0);
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(call), 2);
  EXPECT_EQ(world.last<ReservationMade>().why.relaxed, 1);
  world.decline(2);
  world.set_state(2, AgentState::on_break, "lunch");
  world.pass_ms(39'999);
  EXPECT_EQ(world.offered_to(call), 0) << "still of the wrong team";
  world.pass_ms(1);
  EXPECT_EQ(world.offered_to(call), 3);
  EXPECT_EQ(world.last<ReservationMade>().why.relaxed, 2);
}

TEST(Relaxation, an_offer_that_stands_when_the_contact_asks_for_less_goes_on) {
  auto configuration = relaxing();
  configuration.queues[0].offer_ms = 40'000;
  World world(configuration);
  world.sign_in(1);
  const auto call = world.call_to(1);
  const auto offer = world.offer_to(1);
  world.pass_ms(20'000);
  EXPECT_EQ(world.task_of(call)->relaxed, 1);
  EXPECT_EQ(world.offer_to(1), offer);
  world.accept(offer, 1);
  EXPECT_EQ(world.last<ReservationMade>().why.relaxed, 0) << "it was not needed for this one";
}

TEST(Relaxation, a_place_is_not_changed_by_asking_for_less) {
  World world(relaxing());
  const auto call = world.call_to(1);
  const auto before = *world.task_of(call);
  world.pass_ms(60'000);
  EXPECT_EQ(world.task_of(call)->due, before.due);
  EXPECT_EQ(world.task_of(call)->since, before.since);
  EXPECT_EQ(world.task_of(call)->relaxed, 2);
}

TEST(Relaxation, what_the_contact_brings_along_is_asked_for_all_the_same) {
  auto configuration = relaxing();
  configuration.queues[0].match = {SkillKind::language};
  World world(configuration);
  const auto call = world.call_to(1, {.language = "en"});
  world.pass_ms(60'000);
  EXPECT_EQ(world.task_of(call)->required, (std::vector<SkillLevel>{{english, 1}}));
}

TEST(Relaxation, a_contact_that_is_answered_asks_for_nothing_more) {
  World world(relaxing());
  world.sign_in(1);
  world.call_to(1);
  world.accept_offer(1);
  world.pass_ms(120'000);
  EXPECT_TRUE(world.facts<TaskChanged>().empty());
  EXPECT_TRUE(world.state().timers.empty());
}

TEST(Relaxation, steps_that_a_kept_place_has_outwaited_are_taken_at_once) {
  auto configuration = relaxing();
  configuration.queues.push_back(configuration.queues[0]);
  configuration.queues[1].id = QueueId{2};
  configuration.queues[1].name = "queue 2";
  configuration.queues[0].relaxations.clear();
  World world(configuration);
  world.sign_in(3);
  const auto call = world.call_to(1);
  world.pass_ms(70'000);
  world.move(call, 1, 2);
  world.pass_ms(2);
  EXPECT_EQ(world.offered_to(call), 3);
}

TEST(Relaxation, ten_steps_are_taken_one_after_another) {
  auto configuration = asking({}, {{}});
  configuration.queues[0].required = {{technical, 10}};
  for (int step = 1; step <= 10; ++step)
    configuration.queues[0].relaxations.push_back({step * 1000, step == 10 ? std::vector<SkillLevel>{} : std::vector<SkillLevel>{{technical, 10 - step}}, {}});
  World world(configuration);
  sign_all_in(world);
  const auto call = world.call_to(1);
  for (int step = 1; step < 10; ++step) {
    world.pass_ms(1000);
    EXPECT_EQ(world.task_of(call)->required, (std::vector<SkillLevel>{{technical, 10 - step}}));
  }
  world.pass_ms(1000);
  EXPECT_EQ(world.offered_to(call), 1);
}

}  // namespace
}  // namespace tandem::scenarios
