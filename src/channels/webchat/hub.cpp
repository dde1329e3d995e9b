#include "channels/webchat/hub.hpp"

#include <algorithm>

#include "core/estimate.hpp"

namespace tandem::webchat {
namespace {

constexpr std::size_t most_early_frames = 200;
constexpr std::size_t most_expected_keys = 128;

std::string_view call_state_name(SegmentKind segment) {
  switch (segment) {
    case SegmentKind::waiting: return "queued";
    case SegmentKind::talking: return "talking";
    case SegmentKind::hold: return "held";
    default: return "";
  }
}

// Up to a minute in steps of 15 seconds, from there on in whole minutes: nobody believes, or needs, more.
int rounded_wait_s(std::int64_t wait_ms) {
  constexpr std::int64_t longest_s = 24 * 3600;
  const auto seconds = std::min((wait_ms + 999) / 1000, longest_s);
  const std::int64_t step = seconds <= 60 ? 15 : 60;
  return static_cast<int>((seconds + step - 1) / step * step);
}

Place place_of(const State& state, const Task& task, int ahead) {
  Place out;
  out.position = ahead + 1;
  const auto wait_ms = estimated_wait_ms(state, task.queue, ahead);
  if (wait_ms) out.estimated_wait_s = rounded_wait_s(*wait_ms);
  return out;
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
        waiting_[task->queue].insert(id);
      }
      by_visitor_[entry.visitor].insert(id);
      if (entry.leg) by_leg_[entry.leg] = id;
      open_.emplace(id, std::move(entry));
    }
    for (const auto& [id, task] : state.tasks) queue_of_[id] = task.queue;
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
  const auto state = call_state(*entry);
  if (!state.name.empty()) send(entry->visitor, call_state_frame(state));
}

void Hub::on(const TaskCreated& fact) {
  if (auto* entry = live(fact.conversation)) {
    entry->task = fact.task;
    entry->queue = fact.queue;
    waiting_[fact.queue].insert(fact.conversation);
  }
  queue_of_[fact.task] = fact.queue;
  tell_places(fact.queue);
}

void Hub::on(const TaskChanged& fact) {
  const auto found = queue_of_.find(fact.task);
  if (found != queue_of_.end()) tell_places(found->second);
}

void Hub::on(const TaskEnded& fact) {
  const auto found = queue_of_.find(fact.task);
  if (found == queue_of_.end()) return;
  const auto queue = found->second;
  queue_of_.erase(found);
  const auto chats = waiting_.find(queue);
  if (chats == waiting_.end()) return;
  const auto mine = std::ranges::find_if(chats->second, [&](ConversationId id) { return open_.contains(id) && open_.at(id).task == fact.task; });
  if (mine != chats->second.end()) no_longer_waits(*mine, fact.outcome);
  tell_places(queue);
}

void Hub::no_longer_waits(ConversationId id, TaskOutcome outcome) {
  auto& entry = open_.at(id);
  const auto chats = waiting_.find(entry.queue);
  if (chats != waiting_.end()) {
    chats->second.erase(id);
    if (chats->second.empty()) waiting_.erase(chats);
  }
  entry.task = {};
  entry.told = {};
  if (outcome != TaskOutcome::answered || entry.channel == Channel::voice) return;
  engine_.view([&](const State& state, std::int64_t) {
    const auto* conversation = state.conversation(id);
    const auto* agent = conversation ? conversation->of_kind(ParticipantKind::agent) : nullptr;
    if (agent) entry.agent = agent->agent;
  });
  send_chat(id, entry);
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
    ChatState state{fact.conversation, "ended", {}, entry.agent};
    send(entry.visitor, chat_frame(state, name_));
  }
  if (const auto chats = waiting_.find(entry.queue); chats != waiting_.end()) chats->second.erase(fact.conversation);
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

CallState Hub::call_state(const Live& entry) {
  CallState out{call_state_name(entry.segment), {}};
  if (entry.segment == SegmentKind::waiting) out.place = entry.told;
  return out;
}

ChatState Hub::state_of(ConversationId id, const Live& entry) const {
  ChatState state{id, "waiting", {}, {}};
  if (entry.agent) {
    state.state = "active";
    state.agent = entry.agent;
  } else if (entry.task) {
    engine_.view([&](const State& live, std::int64_t) {
      const auto* task = live.task(entry.task);
      if (task && !task->asleep) state.place = place_of(live, *task, ahead_of(live, *task));
    });
  }
  return state;
}

void Hub::send_chat(ConversationId id, const Live& entry) { send(entry.visitor, chat_frame(state_of(id, entry), name_)); }

void Hub::tell_places(QueueId queue) {
  const auto mine = waiting_.find(queue);
  if (mine == waiting_.end()) return;
  std::vector<ConversationId> changed;
  engine_.view([&](const State& state, std::int64_t) {
    const auto* load = state.queue_load(queue);
    int ahead = -1;
    for (const auto& key : load ? load->waiting : absl::btree_set<WaitingKey>{}) {
      ++ahead;
      const auto* task = state.task(std::get<TaskId>(key));
      auto* entry = mine->second.contains(task->conversation) ? live(task->conversation) : nullptr;
      if (!entry || !tabs_.contains(entry->visitor)) continue;
      const auto now = place_of(state, *task, ahead);
      if (now == entry->told) continue;
      entry->told = now;
      changed.push_back(task->conversation);
    }
  });
  for (const auto id : changed) {
    const auto& entry = open_.at(id);
    if (entry.channel == Channel::voice) send(entry.visitor, call_state_frame({"queued", entry.told}));
    else send(entry.visitor, chat_frame({id, "waiting", entry.told, {}}, name_));
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
  const auto id = call_in(visitor);
  return id ? open_.at(id).leg : LegId{};
}

ConversationId Hub::calling(const std::string& visitor) const {
  std::lock_guard lock(mutex_);
  return call_in(visitor);
}

ConversationId Hub::call_in(const std::string& visitor) const {
  const auto mine = by_visitor_.find(visitor);
  if (mine == by_visitor_.end()) return {};
  for (const auto id : mine->second)
    if (const auto& entry = open_.at(id); entry.channel == Channel::voice && by_leg_.contains(entry.leg)) return id;
  return {};
}

std::string Hub::call_frame(const std::string& visitor) const {
  const auto leg = call_of(visitor);
  std::lock_guard lock(mutex_);
  const auto found = by_leg_.find(leg);
  if (found == by_leg_.end()) return {};
  const auto at = open_.find(found->second);
  const auto state = at == open_.end() ? CallState{} : call_state(at->second);
  return state.name.empty() ? std::string{} : call_state_frame(state);
}

std::size_t Hub::visitors() const {
  std::lock_guard lock(mutex_);
  return tabs_.size();
}

}  // namespace tandem::webchat
