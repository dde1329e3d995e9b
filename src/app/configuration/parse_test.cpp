#include "app/configuration/parse.hpp"

#include "app/configuration/testing/files.hpp"

namespace tandem::configuration {
namespace {

using namespace testing;

constexpr std::string_view contract_example = R"(skills: [billing, technical]
queues:
  - {name: support, requires: {technical: 3}, music: default, service_level: {seconds: 20, target: 0.8}}
agents:
  - {login: li, name: 李雷, skills: {technical: 5}, phone: {kind: browser}}
  - {login: a1, skills: {technical: 4}, phone: {kind: sip, contact: "sip:a1@127.0.0.1:15080"}, start: available}
trunks:
  - {name: carrier, from: [127.0.0.0/8]}
numbers:
  - {number: "4001", flow: main}
flows:
  main: {start: hello, nodes: {hello: {say: 您好, next: q}, q: {queue: support}}}
)";

TEST(ConfigurationFile, the_example_of_the_contract_is_read_whole) {
  const auto desired = good(contract_example);
  const auto& c = desired.configuration;
  ASSERT_EQ(c.skills.size(), 2u);
  ASSERT_EQ(c.queues.size(), 1u);
  EXPECT_EQ(c.version, 1);
  EXPECT_EQ(c.queues[0].target_seconds, 20);
  EXPECT_EQ(c.queues[0].target_permille, 800);
  ASSERT_EQ(c.queues[0].required.size(), 1u);
  EXPECT_EQ(c.queues[0].required[0].level, 3);
  ASSERT_EQ(c.agents.size(), 2u);
  EXPECT_EQ(c.agents[1].contact, "sip:a1@127.0.0.1:15080");
  EXPECT_TRUE(c.agents[1].start_available);
  EXPECT_TRUE(desired.devices.empty()) << "a fixed address needs no secret";
  ASSERT_EQ(desired.accounts.size(), 2u);
  EXPECT_EQ(desired.accounts[1].account.name, "a1");
  ASSERT_EQ(c.flows.size(), 1u);
  EXPECT_EQ(c.numbers[0].flow, c.flows[0].id);
  const auto& say = std::get<SayNode>(c.flows[0].nodes[0].body);
  EXPECT_EQ(say.text.zh, "您好");
  EXPECT_EQ(say.next, 1);
  EXPECT_EQ(std::get<QueueNode>(c.flows[0].nodes[1].body).queue, c.queues[0].id);
}

TEST(ConfigurationFile, the_demo_is_read_whole) {
  const auto desired = good(read_file("demo/tandem.yaml"));
  EXPECT_EQ(desired.configuration.agents.size(), 4u);
  EXPECT_EQ(desired.accounts.size(), 5u);
  ASSERT_EQ(desired.devices.size(), 1u);
  EXPECT_TRUE(desired.devices[0].generated);
  EXPECT_GE(desired.devices[0].device.secret.size(), 20u);
  EXPECT_EQ(desired.configuration.sites.size(), 1u);
  EXPECT_TRUE(desired.configuration.sites[0].number);
}

TEST(ConfigurationFile, ids_stay_with_their_names_and_secrets_with_their_devices) {
  const auto yaml = read_file("demo/tandem.yaml");
  const auto first = good(yaml);
  const auto second = good(yaml, in_force(first));
  EXPECT_EQ(second.configuration.version, 2);
  EXPECT_EQ(second.configuration.queues[0].id, first.configuration.queues[0].id);
  EXPECT_EQ(second.accounts[4].account.id, first.accounts[4].account.id);
  EXPECT_EQ(second.devices[0].device.secret, first.devices[0].device.secret);
  EXPECT_FALSE(second.devices[0].generated);
}

TEST(ConfigurationFile, an_unknown_key_is_named_with_its_place_and_the_likely_one) {
  const auto text = bad("queues:\n  - {name: support, requries: {}}\n");
  EXPECT_TRUE(text.starts_with("f:2:21: unknown key 'requries' in queue 'support' (did you mean 'requires'?)")) << text;
}

TEST(ConfigurationFile, every_problem_is_reported_in_the_order_of_the_file) {
  const auto text =
      bad("skills: [a, a]\nqueues:\n  - {name: q, requires: {b: 3}}\nnumbers:\n  - {number: '1', flow: main}\n");
  EXPECT_EQ(text,
            "f:1:13: the skill 'a' is there twice; remove or rename one\n"
            "f:3:26: there is no skill 'b' in this file (did you mean 'a'?)\n"
            "f:5:25: there is no flow 'main' in this file\n");
}

TEST(ConfigurationFile, wrong_kinds_and_ranges_are_refused) {
  EXPECT_NE(bad("skills: {a: 1}\n").find("f:1:9: 'skills' must be a list"), std::string::npos);
  EXPECT_NE(bad("skills: [a]\nagents:\n  - {login: li, skills: {a: 11}}\n").find("from 0 to 10"), std::string::npos);
  EXPECT_NE(bad("skills: [a]\nagents:\n  - {login: li, skills: {a: '5'}}\n").find("whole number"), std::string::npos);
  EXPECT_NE(bad("queues: [{name: q, service_level: {seconds: 20, target: 80}}]").find("a share from 0 to 1"),
            std::string::npos);
  EXPECT_NE(bad("agents: [{login: Li Lei}]").find("a login is made of"), std::string::npos);
  EXPECT_NE(bad("agents: [{login: li, phone: {kind: fax}}]").find("must be one of browser, sip"), std::string::npos);
  EXPECT_NE(bad("agents: [{login: li, phone: {kind: sip, contact: 'tel:123'}}]").find("sip:a1@"), std::string::npos);
  EXPECT_NE(bad("trunks: [{name: t, from: [127.0.0.0/40]}]").find("no block of addresses"), std::string::npos);
  EXPECT_NE(bad("trunks: [{name: t, from: [0.0.0.0/0]}]").find("anybody"), std::string::npos);
  EXPECT_NE(bad("agents: [{login: li}]\nusers: [{login: li, role: admin}]").find("there twice"), std::string::npos);
  EXPECT_NE(bad("skills: \n").find("'skills' of the file is empty"), std::string::npos);
  EXPECT_NE(bad("- a\n").find("must be a map"), std::string::npos);
  EXPECT_NE(bad("").find("the file is empty"), std::string::npos);
}

std::string in_flow(const std::string& nodes, const std::string& start = "a") {
  return "queues: [{name: q}]\nflows:\n  f:\n    start: " + start + "\n    nodes:\n" + nodes;
}

constexpr std::string_view relaxing = R"(skills: [technical]
teams: [{name: one}, {name: two}]
settings: {ageing_seconds: 30}
queues:
  - name: support
    requires: {technical: 5}
    teams: [one]
    choose: least_skilled
    relax: [{after: 20, requires: {technical: 3}}, {after: 60, teams: []}, {after: 90, requires: {}}]
)";

TEST(ConfigurationFile, a_queue_says_whom_to_ask_and_what_it_asks_for_as_time_goes_by) {
  const auto c = good(relaxing).configuration;
  const auto& queue = c.queues.at(0);
  EXPECT_EQ(c.ageing_ms, 30'000);
  EXPECT_EQ(queue.choose, AgentChoice::least_skilled);
  EXPECT_EQ(queue.teams, std::vector<TeamId>{c.teams.at(0).id});
  ASSERT_EQ(queue.relaxations.size(), 3u);
  EXPECT_EQ(queue.relaxations[0].after_ms, 20'000);
  EXPECT_EQ(queue.relaxations[0].required.at(0).level, 3);
  EXPECT_EQ(queue.relaxations[0].teams, queue.teams) << "what a step does not name stays";
  EXPECT_TRUE(queue.relaxations[1].teams.empty());
  EXPECT_EQ(queue.relaxations[1].required, queue.relaxations[0].required);
  EXPECT_TRUE(queue.relaxations[2].required.empty());
}

TEST(ConfigurationFile, steps_of_asking_for_less_are_checked) {
  const auto with = [](const std::string& relax) {
    return bad("teams: [{name: one}]\nqueues:\n  - {name: q, relax: [" + relax + "]}\n");
  };
  EXPECT_NE(with("{after: 20, teams: [two]}").find("there is no team 'two'"), std::string::npos);
  EXPECT_NE(with("{teams: [one]}").find("after"), std::string::npos);
  EXPECT_NE(with("{after: 20, teams: [one]}, {after: 20, teams: []}").find("in the order of their time"), std::string::npos);
  EXPECT_NE(with("{after: 20}").find("asks for the same as before"), std::string::npos);
  std::string many;
  for (int i = 1; i <= 11; ++i) many += "{after: " + std::to_string(i) + ", teams: [" + (i % 2 ? "one" : "") + "]}, ";
  EXPECT_NE(with(many).find("more than 10 steps"), std::string::npos);
}

TEST(ConfigurationFlow, nodes_that_nobody_reaches_and_names_of_nothing_are_refused) {
  EXPECT_EQ(bad(in_flow("      a: {queue: q}\n      b: {say: hello}\n")),
            "f:7:7: nothing in flow 'f' leads to node 'b'; remove it or lead there\n");
  EXPECT_EQ(bad(in_flow("      a: {say: x, next: qeue}\n      queue: {queue: q}\n")),
            "f:6:25: there is no node 'qeue' in flow 'f' (did you mean 'queue'?)\n");
  EXPECT_NE(bad(in_flow("      a: {queue: nowhere}\n")).find("there is no queue 'nowhere'"), std::string::npos);
  EXPECT_NE(bad(in_flow("      a: {say: x, queue: q}\n")).find("exactly one of"), std::string::npos);
}

TEST(ConfigurationFlow, a_loop_that_never_waits_is_refused_and_one_that_waits_is_not) {
  EXPECT_EQ(
      bad(in_flow("      a: {say: x, next: b}\n      b: {set: v, to: '1', next: a}\n")),
      "f:6:7: flow 'f' comes back to node 'a' without ever waiting for the customer; put a menu or collect into the "
      "loop\n");
  good(in_flow(
      "      a: {say: x, next: b}\n      b: {menu: y, choices: {'1': a, '2': c}, no_input: c}\n      c: {queue: q}\n"));
}

TEST(ConfigurationFlow, a_value_that_nobody_sets_is_refused) {
  EXPECT_EQ(bad(in_flow("      a: {collect: x, into: order_number, next: b}\n      b: {lookup: order, key: "
                        "$order_numer, into: o}\n")),
            "f:7:10: nothing in flow 'f' sets '$order_numer' (did you mean 'order_number'?)\n");
  good(in_flow("      a: {collect: x, into: n, next: b}\n      b: {say: 'price $$5, $digits(n). $n. $tier'}\n"));
}

TEST(ConfigurationFile, hostile_documents_are_bounded) {
  EXPECT_NE(bad("a: &a [x]\nb: *a\n").find("anchors (&name) are not allowed"), std::string::npos);
  EXPECT_NE(bad("a: *b\n").find("f:1"), std::string::npos);
  EXPECT_NE(bad("a: !!binary aGk=\n").find("tags"), std::string::npos);
  EXPECT_NE(bad("skills: [a]\nskills: [b]\n").find("stands here twice"), std::string::npos);
  EXPECT_NE(bad("a: 1\n---\nb: 1\n").find("a second document"), std::string::npos);
  EXPECT_NE(bad(std::string(100'000, '[')).find("too deep"), std::string::npos);
  EXPECT_NE(bad(std::string((1u << 20) + 1, ' ')).find("too large"), std::string::npos);
  EXPECT_NE(bad("skills: [\xff]\n").find("f:1:10: this is not UTF-8"), std::string::npos);
  EXPECT_NE(bad("skills: [\"a\\0b\"]\n").find("control character"), std::string::npos);
  EXPECT_NE(bad("skills: [a, b\n").find("not valid YAML"), std::string::npos);
  std::string many = "skills: [";
  for (int i = 0; i < 60'000; ++i) many += "a,";
  EXPECT_NE(bad(many + "]").find("holds too much"), std::string::npos);
}

TEST(ConfigurationFlow, a_callback_takes_the_place_of_somebody_who_waits) {
  const auto c = good(in_flow("      a: {callback: true, next: b}\n      b: {collect: x, into: n, next: c}\n"
                              "      c: {callback: true, number: $n, queue: q}\n"))
                     .configuration;
  const auto& first = std::get<CallbackNode>(c.flows.at(0).nodes.at(0).body);
  EXPECT_EQ(first.number, "$contact");
  EXPECT_FALSE(first.queue);
  EXPECT_EQ(first.next, 1);
  const auto& second = std::get<CallbackNode>(c.flows.at(0).nodes.at(2).body);
  EXPECT_EQ(second.number, "$n");
  EXPECT_EQ(second.queue, c.queues.at(0).id);
  EXPECT_NE(bad(in_flow("      a: {callback: true, number: $n}\n")).find("nothing in flow 'f' sets '$n'"), std::string::npos);
  EXPECT_NE(bad(in_flow("      a: {callback: false}\n")).find("'callback' can only be true"), std::string::npos);
  EXPECT_NE(bad(in_flow("      a: {callback: true, next: a}\n")).find("without ever waiting"), std::string::npos);
}

TEST(ConfigurationFile, problems_are_said_in_chinese_too) {
  const auto first = [](std::string_view yaml) { return problems_of(yaml).at(0).text.zh; };
  EXPECT_TRUE(first("queues: [{name: 账务, requries: {}}]\n").starts_with("队列“账务”中有未知的键 'requries'（是不是想写“requires”？）；这里可用：name"));
  EXPECT_EQ(first("queues: [{name: 账务, relax: [{after: soon}]}]\n"),
            "队列“账务”的 'relax' 中一步的 'after' 必须是 1 到 86400 之间的整数，而这里是“soon”");
  EXPECT_EQ(first("skills: 3\n"), "'skills' 必须是列表，而这里是“3”");
  EXPECT_EQ(first("skills: [a, a]\n"), "技能“a”出现了两次；请删除其中一个或改名");
  EXPECT_EQ(first("queues: [{name: 账务}]\nrules: [{name: 贵宾, when: 'teir = 1', queue: 账务}]\n"),
            "路由策略“贵宾”的 'when' 第 1 个字符：没有 'teir'（是不是想写“tier”？）");
}

TEST(ConfigurationFile, problems_have_a_path_for_programs) {
  const auto of = [](std::string_view yaml) {
    const auto problems = problems_of(yaml);
    return problems.empty() ? std::string("no problem") : problems.front().path;
  };
  EXPECT_EQ(of("{queues: [{name: q}, {name: r, requires: {x: 1}}]}"), "queues[1].requires.x");
  EXPECT_EQ(of("{queues: [{name: q, colour: red}]}"), "queues[0].colour");
  EXPECT_EQ(of("{skills: [a], agents: [{login: li, skills: {a: 99}}]}"), "agents[0].skills.a");
  EXPECT_EQ(of("{queues: [{name: q, overflow: [{waited_seconds: 5, queue: q}]}]}"), "queues[0].overflow[0].queue");
  EXPECT_EQ(of("{queues: [3]}"), "queues[0]");
  EXPECT_EQ(of("- a\n"), "");
}

}  // namespace
}  // namespace tandem::configuration
