// The configurations that scenarios start from.
#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

FlowGraph voice_flow() {
  FlowGraph flow;
  flow.id = FlowId{1};
  flow.name = "main";
  flow.start = 0;
  SayNode hello;
  hello.text = {"您好", "Hello"};
  hello.next = 1;
  CollectNode order;
  order.text = {"请输入订单号", "Enter your order number"};
  order.into = "order_number";
  order.label = {"订单号", "Order number"};
  order.min = 4;
  order.max = 8;
  order.attempts = 2;
  order.next = 2;
  order.no_input = 3;
  LookUpNode look_up;
  look_up.kind = LookUpKind::order;
  look_up.key = "$order_number";
  look_up.into = "order";
  look_up.found = look_up.not_found = look_up.failed = 3;
  QueueNode queue;
  queue.queue = QueueId{1};
  flow.nodes = {{"hello", hello}, {"order", order}, {"look", look_up}, {"queue", queue}};
  return flow;
}

FlowGraph chat_flow() {
  FlowGraph flow;
  flow.id = FlowId{2};
  flow.name = "chat";
  flow.start = 0;
  QueueNode queue;
  queue.queue = QueueId{2};
  flow.nodes = {{"queue", queue}};
  return flow;
}

AgentProfile agent(std::int64_t id, int level, PhoneKind phone) {
  AgentProfile profile;
  profile.id = AgentId{id};
  profile.login = "agent" + std::to_string(id);
  if (level >= 0) profile.skills = {{SkillId{1}, level}};
  profile.phone = phone;
  return profile;
}

}  // namespace

Configuration shop() {
  Configuration c;
  c.version = 1;
  c.skills = {{SkillId{1}, "technical"}};
  Queue support;
  support.id = QueueId{1};
  support.name = "support";
  support.required = {{SkillId{1}, 3}};
  Queue chat;
  chat.id = QueueId{2};
  chat.name = "chat";
  c.queues = {support, chat};
  c.agents = {agent(1, 5, PhoneKind::browser), agent(2, 4, PhoneKind::browser), agent(3, 9, PhoneKind::sip),
              agent(4, -1, PhoneKind::browser)};
  c.numbers = {{NumberId{1}, "4001", FlowId{1}}};
  Site site;
  site.id = SiteId{1};
  site.key = "demo";
  site.chat_flow = FlowId{2};
  c.sites = {site};
  c.flows = {voice_flow(), chat_flow()};
  c.break_reasons = {{"lunch", {"午餐", "Lunch"}, 30}};
  return c;
}

namespace {

// A key in time, or back into the queue; 1: a callback in the same place.
FlowGraph overflow_flow(QueueId queue) {
  FlowGraph flow;
  flow.id = FlowId{queue.value + 100};
  flow.name = "overflow " + queue.text();
  flow.start = 0;
  MenuNode menu;
  menu.text = {"按1回电", "Press 1 for a call back"};
  menu.choices = {{"1", 1, {"回电", "Call back"}}};
  menu.attempts = 1;
  menu.no_input = menu.invalid = 2;
  CallbackNode callback;
  callback.number = "$contact";
  QueueNode again;
  again.queue = queue;
  flow.nodes = {{"menu", menu}, {"callback", callback}, {"again", again}};
  return flow;
}

FlowGraph straight_into(QueueId queue) {
  FlowGraph flow;
  flow.id = FlowId{queue.value};
  flow.name = "straight " + queue.text();
  flow.start = 0;
  QueueNode node;
  node.queue = queue;
  flow.nodes = {{"queue", node}};
  return flow;
}

}  // namespace

Configuration counter(int queues, int agents) {
  Configuration c;
  c.version = 1;
  for (std::int64_t id = 1; id <= queues; ++id) {
    Queue queue;
    queue.id = QueueId{id};
    queue.name = "queue " + std::to_string(id);
    c.queues.push_back(queue);
    c.flows.push_back(straight_into(queue.id));
    c.numbers.push_back({NumberId{id}, std::to_string(4000 + id), FlowId{id}});
    Site site;
    site.id = SiteId{id};
    site.key = "site" + std::to_string(id);
    site.chat_flow = FlowId{id};
    c.sites.push_back(site);
  }
  for (std::int64_t id = 1; id <= queues; ++id) c.flows.push_back(overflow_flow(QueueId{id}));
  for (std::int64_t id = 1; id <= agents; ++id) c.agents.push_back(agent(id, -1, PhoneKind::browser));
  c.break_reasons = {{"lunch", {"午餐", "Lunch"}, 30}};
  return c;
}

}  // namespace tandem::scenarios
