// A small contact centre for the tests of the runtime: one chat site, one queue, two agents.
#pragma once

#include "model/configuration.hpp"
#include "model/stimulus.hpp"

namespace tandem {

inline Configuration test_shop() {
  Configuration shop;
  Queue queue;
  queue.id = QueueId{1};
  queue.name = "chat";
  shop.queues = {queue};
  AgentProfile li, han;
  li.id = AgentId{1};
  li.login = "li";
  han.id = AgentId{2};
  han.login = "han";
  shop.agents = {li, han};
  FlowGraph flow;
  flow.id = FlowId{1};
  flow.name = "chat";
  flow.start = 0;
  QueueNode wait;
  wait.queue = QueueId{1};
  flow.nodes = {{"queue", wait}};
  shop.flows = {flow};
  shop.numbers = {{NumberId{1}, "4001", FlowId{1}}};
  Site site;
  site.id = SiteId{1};
  site.key = "demo";
  site.chat_flow = FlowId{1};
  shop.sites = {site};
  return shop;
}

inline Private test_private(std::string text) {
  Private value;
  value.text = std::move(text);
  return value;
}

inline Stimulus test_chat(std::int64_t visitor, std::int64_t key, std::string text = "hello") {
  ChatArrived chat;
  chat.site = SiteId{1};
  chat.contact = test_private("visitor-" + std::to_string(visitor));
  chat.message = MessageId{(std::int64_t{1} << 50) + key};
  chat.key = key;
  chat.text = test_private(std::move(text));
  return chat;
}

inline Stimulus test_message(ConversationId conversation, std::int64_t key, std::string text = "more") {
  MessagePosted message;
  message.conversation = conversation;
  message.message = MessageId{(std::int64_t{1} << 50) + key};
  message.key = key;
  message.text = test_private(std::move(text));
  return message;
}

inline Stimulus test_agent_state(std::int64_t agent, AgentState state) {
  SetAgentState set;
  set.agent = set.by = AgentId{agent};
  set.state = state;
  return set;
}

inline Stimulus test_link(std::int64_t agent) {
  AgentLinkChanged link;
  link.agent = AgentId{agent};
  link.connected = true;
  return link;
}

}  // namespace tandem
