#include "channels/webchat/hub.hpp"

#include <algorithm>

namespace tandem::webchat {
namespace {

constexpr std::size_t most_early_frames = 200;
constexpr std::size_t most_expected_keys = 128;

std::string_view call_state(SegmentKind segment) {
  switch (segment) {
    case SegmentKind::waiting: return "queued";
    case SegmentKind::talking: return "talking";
    case SegmentKind::hold: return "held";
    default: return "";
  }
}

}  // namespace

void Hub::load() {
  std::lock_guard lock(mutex_);
  engine_.view([&](const State& state, std::int64_t) {
    for (const auto& [id, conversation] : state.conversations) {
      if (!conversation.site || conversation.ended) continue;
      Live entry;
      entry.visitor = conversation.contact.text;
      entry.channel = conversation.channel;
      if (const auto* customer = conversation.of_kind(ParticipantKind::customer)) {
        entry.customer = customer->id;
        entry.leg = customer->leg;
        if (customer->segment) entry.segment = customer->segment->kind;
      }
      for (const auto& participant : conversation.participants)
        if (participant.agent && !participant.left && participant.segment &&
            participant.segment->kind == SegmentKind::talking)
          entry.agent = participant.agent;
      if (const auto* task = state.task(conversation.task)) {
        entry.task = task->id;
        entry.queue = task->queue;
        entry.place = {task->due, task->since, task->id};
        lines_[task->queue].insert(entry.place);
        by_task_[task->id] = id;
      }
      by_visitor_[entry.visitor].insert(id);
      if (entry.leg) by_leg_[entry.leg] = id;
      open_.emplace(id, std::move(entry));
    }
  });
}

void Hub::on_committed(const Committed& committed) {
  if (!committed.record) return;
  std::lock_guard lock(mutex_);
  for (const auto& fact : committed.record->facts) std::visit([&](const auto& body) { on(body); }, fact);
}

void Hub::on(const ConversationStarted& fact) {
  if (!fact.site) return;
  Live entry;
  entry.visitor = fact.contact.text;
  entry.channel = fact.channel;
  by_visitor_[entry.visitor].insert(fact.conversation);
  open_.emplace(fact.conversation, std::move(entry));
}

void Hub::on(const ParticipantJoined& fact) {
  auto* entry = live(fact.conversation);
  if (!entry || fact.kind != ParticipantKind::customer) return;
  entry->customer = fact.participant;
  entry->leg = fact.leg;
  if (fact.leg) by_leg_[fact.leg] = fact.conversation;
}

void Hub::on(const SegmentStarted& fact) {
  auto* entry = live(fact.conversation);
  if (!entry) return;
  if (fact.participant != entry->customer) return;
  entry->segment = fact.kind;
  if (entry->channel != Channel::voice) return;
  const auto state = call_state(fact.kind);
  if (!state.empty()) send(entry->visitor, call_state_frame(state));
}

void Hub::on(const TaskCreated& fact) {
  auto* entry = live(fact.conversation);
  if (!entry) return;
  entry->task = fact.task;
  entry->queue = fact.queue;
  entry->place = {fact.due, fact.at, fact.task};
  by_task_[fact.task] = fact.conversation;
  if (entry->channel == Channel::voice) return;
  lines_[fact.queue].insert(entry->place);
  send_chat(fact.conversation, *entry);
}

void Hub::on(const TaskEnded& fact) {
  const auto found = by_task_.find(fact.task);
  if (found == by_task_.end()) return;
  const auto id = found->second;
  by_task_.erase(found);
  auto* entry = live(id);
  if (!entry) return;
  lines_[entry->queue].erase(entry->place);
  entry->task = {};
  if (entry->channel == Channel::voice) return;
  if (fact.outcome == TaskOutcome::answered) {
    engine_.view([&](const State& state, std::int64_t) {
      const auto* conversation = state.conversation(id);
      const auto* agent = conversation ? conversation->of_kind(ParticipantKind::agent) : nullptr;
      if (agent) entry->agent = agent->agent;
    });
    send_chat(id, *entry);
  }
  tell_places(entry->queue);
}

void Hub::on(const MessageCreated& fact) {
  const auto* entry = live(fact.conversation);
  if (!entry) return;
  const auto message = shown(fact);
  const auto tabs = tabs_.find(entry->visitor);
  if (tabs == tabs_.end()) return;
  for (const auto& tab : tabs->second) {
    const auto key = tab->keys.find(fact.key);
    send_to(*tab, message_frame(message, name_, key == tab->keys.end() ? std::string_view{} : key->second));
    if (key != tab->keys.end()) tab->keys.erase(key);
  }
}

void Hub::on(const LegGone& fact) {
  const auto found = by_leg_.find(fact.leg);
  if (found == by_leg_.end()) return;
  if (const auto* entry = live(found->second)) send(entry->visitor, call_ended_frame(fact.cause));
  by_leg_.erase(found);
}

void Hub::on(const ConversationEnded& fact) {
  const auto found = open_.find(fact.conversation);
  if (found == open_.end()) return;
  const auto& entry = found->second;
  if (entry.channel != Channel::voice) {
    ChatState state{fact.conversation, "ended", std::nullopt, entry.agent};
    send(entry.visitor, chat_frame(state, name_));
  }
  if (entry.task) lines_[entry.queue].erase(entry.place);
  const auto mine = by_visitor_.find(entry.visitor);
  if (mine != by_visitor_.end()) {
    mine->second.erase(fact.conversation);
    if (mine->second.empty()) by_visitor_.erase(mine);
  }
  open_.erase(found);
}

Hub::Live* Hub::live(ConversationId id) {
  const auto at = open_.find(id);
  return at == open_.end() ? nullptr : &at->second;
}

void Hub::send_to(Tab& tab, std::string frame) {
  if (tab.welcomed) {
    tab.socket->send(std::move(frame));
  } else if (tab.early.size() < most_early_frames) {
    tab.early.push_back(std::move(frame));
  } else {
    tab.socket->close(1013, "too slow");  // it comes back with its last message and misses nothing
  }
}

void Hub::send(const std::string& visitor, const std::string& frame) {
  const auto tabs = tabs_.find(visitor);
  if (tabs == tabs_.end()) return;
  for (const auto& tab : tabs->second) send_to(*tab, frame);
}

ChatState Hub::state_of(ConversationId id, const Live& entry) const {
  ChatState state{id, "waiting", std::nullopt, {}};
  if (entry.agent) {
    state.state = "active";
    state.agent = entry.agent;
  } else if (entry.task) {
    const auto line = lines_.find(entry.queue);
    if (line != lines_.end()) {
      const auto at = line->second.find(entry.place);
      state.position = static_cast<int>(std::distance(line->second.begin(), at)) + 1;
    }
  }
  return state;
}

void Hub::send_chat(ConversationId id, const Live& entry) { send(entry.visitor, chat_frame(state_of(id, entry), name_)); }

void Hub::tell_places(QueueId queue) {
  int position = 0;
  for (const auto& place : lines_[queue]) {
    ++position;
    const auto task = by_task_.find(std::get<TaskId>(place));
    const auto* entry = task == by_task_.end() ? nullptr : live(task->second);
    if (!entry || !tabs_.contains(entry->visitor)) continue;
    send(entry->visitor, chat_frame({task->second, "waiting", position, {}}, name_));
  }
}

void Hub::join(const std::string& visitor, std::shared_ptr<Tab> tab) {
  std::lock_guard lock(mutex_);
  tabs_[visitor].push_back(std::move(tab));
}

void Hub::welcome(const std::shared_ptr<Tab>& tab, std::string frame) {
  std::lock_guard lock(mutex_);
  tab->socket->send(std::move(frame));
  for (auto& early : tab->early) tab->socket->send(std::move(early));
  tab->early.clear();
  tab->welcomed = true;
}

void Hub::leave(const std::string& visitor, const std::shared_ptr<Tab>& tab) {
  std::lock_guard lock(mutex_);
  const auto at = tabs_.find(visitor);
  if (at == tabs_.end()) return;
  std::erase(at->second, tab);
  if (at->second.empty()) tabs_.erase(at);
}

void Hub::expect(const std::shared_ptr<Tab>& tab, std::int64_t hash, std::string key) {
  std::lock_guard lock(mutex_);
  if (tab->keys.size() < most_expected_keys) tab->keys[hash] = std::move(key);
}

void Hub::acknowledge(const std::shared_ptr<Tab>& tab, const ShownMessage& message) {
  std::lock_guard lock(mutex_);
  const auto key = tab->keys.find(message.key_hash);
  if (key == tab->keys.end()) return;
  send_to(*tab, message_frame(message, name_, key->second));
  tab->keys.erase(key);
}

ConversationId Hub::open_chat(const std::string& visitor) const {
  std::lock_guard lock(mutex_);
  const auto mine = by_visitor_.find(visitor);
  if (mine == by_visitor_.end()) return {};
  for (const auto id : mine->second)
    if (open_.at(id).channel == Channel::webchat) return id;
  return {};
}

std::optional<ChatState> Hub::chat_state(const std::string& visitor) const {
  const auto id = open_chat(visitor);
  std::lock_guard lock(mutex_);
  const auto at = open_.find(id);
  if (at == open_.end()) return std::nullopt;
  return state_of(id, at->second);
}

LegId Hub::call_of(const std::string& visitor) const {
  std::lock_guard lock(mutex_);
  const auto mine = by_visitor_.find(visitor);
  if (mine == by_visitor_.end()) return {};
  for (const auto id : mine->second)
    if (const auto& entry = open_.at(id); entry.channel == Channel::voice && by_leg_.contains(entry.leg)) return entry.leg;
  return {};
}

std::string Hub::call_frame(const std::string& visitor) const {
  const auto leg = call_of(visitor);
  std::lock_guard lock(mutex_);
  const auto found = by_leg_.find(leg);
  if (found == by_leg_.end()) return {};
  const auto at = open_.find(found->second);
  const auto state = at == open_.end() ? std::string_view{} : call_state(at->second.segment);
  return state.empty() ? std::string{} : call_state_frame(state);
}

std::size_t Hub::visitors() const {
  std::lock_guard lock(mutex_);
  return tabs_.size();
}

}  // namespace tandem::webchat
