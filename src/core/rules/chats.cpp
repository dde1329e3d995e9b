#include <algorithm>

#include "core/rules/rules.hpp"

namespace tandem::rules {

void add_message(Decisions& d, ConversationId conversation, Author author, AgentId agent, MessageId id, std::int64_t key,
                 Private text) {
  MessageCreated created;
  created.conversation = conversation;
  created.message = id ? id : d.after<MessageId>(d.state().last_message);
  created.number = d.state().conversation(conversation)->messages + 1;
  created.author = author;
  created.agent = agent;
  created.key = key;
  created.text = std::move(text);
  d.decide(std::move(created));
}

void message_posted(Decisions& d, const MessagePosted& stimulus) {
  const auto* conversation = d.state().conversation(stimulus.conversation);
  if (!conversation) return d.refuse(Refusal::unknown_conversation);
  if (conversation->channel != Channel::webchat) return d.refuse(Refusal::not_a_chat);
  const auto& keys = conversation->keys;
  if (stimulus.key != 0 && std::find(keys.begin(), keys.end(), stimulus.key) != keys.end())
    return d.refuse(Refusal::duplicate);
  if (conversation->ended) return d.refuse(Refusal::conversation_over);
  if (stimulus.author == Author::agent) {
    const auto* agent = conversation->of_agent(stimulus.agent);
    if (!agent || !agent->segment || agent->segment->kind != SegmentKind::talking) return d.refuse(Refusal::not_yours);
  }
  add_message(d, stimulus.conversation, stimulus.author, stimulus.agent, stimulus.message, stimulus.key, stimulus.text);
  if (stimulus.author == Author::customer) flow_input(d, stimulus.conversation, stimulus.text);
}

void mark_read(Decisions& d, const MarkRead& stimulus) {
  const auto* conversation = d.state().conversation(stimulus.conversation);
  if (!conversation) return d.refuse(Refusal::unknown_conversation);
  if (!conversation->of_agent(stimulus.agent)) return d.refuse(Refusal::not_yours);
  const int up_to = std::min(stimulus.up_to, conversation->messages);
  if (up_to <= conversation->read_up_to) return;
  MessagesRead read;
  read.conversation = stimulus.conversation;
  read.agent = stimulus.agent;
  read.up_to = up_to;
  d.decide(read);
}

}  // namespace tandem::rules
