#include "sim/replay/journal_trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tandem::sim {
namespace {

std::int32_t within_a_contact(std::int64_t ms) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(ms, 0, INT32_MAX));
}

std::string key_of(const Who& who) {
  std::string key = fmt::format("{}\n{}\n{}\n{} {} {} {}", who.tier, who.language, who.traits.region, who.traits.value, who.traits.risk,
                                who.traits.last_agent.value, who.traits.owner.value);
  for (const auto agent : who.traits.blocked) key += fmt::format(" {}", agent.value);
  return key;
}

}  // namespace

void JournalTrace::take(const Record& record) {
  last_ = std::max(last_, record.at);
  for (const auto& fact : record.facts) std::visit([this](const auto& body) { on(body); }, fact);
}

void JournalTrace::on(const ConfigurationActivated& fact) {
  configuration_ = std::make_shared<const Configuration>(fact.configuration);
}

void JournalTrace::on(const AgentStateChanged& fact) {
  auto& duty = duty_[fact.agent];
  const bool available = fact.state == AgentState::available;
  if (available == duty.since.has_value()) return;
  if (!available) duty.over.push_back({duty.since->ms, fact.at.ms});
  duty.since = available ? std::optional(fact.at) : std::nullopt;
}

void JournalTrace::on(const ConversationStarted& fact) { talks_[fact.conversation].who = {fact.tier, fact.language, fact.traits}; }

void JournalTrace::on(const CustomerLinked& fact) {
  auto& who = talks_[fact.conversation].who;
  who.tier = fact.tier;
  if (!fact.language.empty()) who.language = fact.language;
  who.traits = fact.traits;
}

void JournalTrace::on(const ConversationClosed& fact) { talks_.erase(fact.conversation); }

void JournalTrace::on(const TaskCreated& fact) {
  auto& talk = talks_[fact.conversation];
  if (talk.returning != none) {
    contacts_[talk.returning].queue = fact.queue;
    waiting_[fact.task] = {std::exchange(talk.returning, none), fact.conversation};
    return;
  }
  TraceContact contact;
  contact.at_ms = fact.entered_at().ms;
  contact.queue = fact.queue;
  contact.channel = fact.channel;
  contact.entered = fact.entered;
  contact.priority = fact.added;
  if (!fact.entered) {  // written before there were rules
    const auto* queue = configuration_ ? find_by_id(configuration_->queues, fact.queue) : nullptr;
    contact.priority = fact.priority - (queue ? queue->priority : 0);
  }
  contact.estimate_ms = fact.estimate_ms;
  contact.ending = Ending::open;
  contact.who = known_as(talk.who);
  waiting_[fact.task] = {contacts_.size(), fact.conversation};
  contacts_.push_back(contact);
}

void JournalTrace::on(const ReservationMade& fact) {
  offers_[fact.reservation] = {fact.task, fact.conversation, fact.agent, bool(fact.why.overflow)};
}

void JournalTrace::on(const ReservationEnded& fact) {
  const auto at = offers_.find(fact.reservation);
  if (at == offers_.end()) return;
  const auto offer = at->second;
  offers_.erase(at);
  const auto waiting = waiting_.find(offer.task);
  if (fact.outcome != ReservationOutcome::accepted || waiting == waiting_.end()) return;
  auto& contact = contacts_[waiting->second.contact];
  contact.agent = offer.agent;
  contact.overflowed = contact.overflowed || offer.overflowed;
  serving_[{offer.conversation, offer.agent}] = waiting->second.contact;
}

void JournalTrace::on(const TaskEnded& fact) {
  const auto at = waiting_.find(fact.task);
  if (at == waiting_.end()) return;
  const auto [index, conversation] = at->second;
  waiting_.erase(at);
  auto& contact = contacts_[index];
  contact.waited_ms = within_a_contact(fact.at.ms - contact.at_ms);
  if (fact.outcome == TaskOutcome::answered) contact.ending = Ending::answered;
  if (fact.outcome == TaskOutcome::abandoned) contact.ending = Ending::left;
  if (fact.outcome == TaskOutcome::overflowed) contact.overflowed = true;
  if (fact.outcome == TaskOutcome::overflowed || fact.outcome == TaskOutcome::moved) talks_[conversation].returning = index;
}

void JournalTrace::on(const CapacityReleased& fact) {
  const auto at = serving_.find({fact.conversation, fact.agent});
  if (at == serving_.end()) return;
  auto& contact = contacts_[at->second];
  contact.handle_ms = within_a_contact(fact.at.ms - contact.at_ms - contact.waited_ms);
  serving_.erase(at);
}

std::uint32_t JournalTrace::known_as(const Who& who) {
  if (who == Who{}) return 0;
  const auto [at, fresh] = who_is_.try_emplace(key_of(who), static_cast<std::uint32_t>(who_.size()));
  if (fresh) who_.push_back(who);
  return at->second;
}

std::map<AgentId, Shifts> JournalTrace::shifts(const Configuration& configuration, const Trace& trace) const {
  std::map<AgentId, Shifts> out;
  for (const auto& agent : configuration.agents) {
    std::vector<Shift> list;
    const auto add = [&](std::int64_t from, std::int64_t until) {
      list.push_back({std::max<std::int64_t>(from - trace.start.ms, 0), until - trace.start.ms});
    };
    if (const auto at = duty_.find(agent.id); at != duty_.end()) {
      for (const auto& shift : at->second.over) add(shift.from_ms, shift.until_ms);
      if (at->second.since) add(at->second.since->ms, std::max(last_.ms, trace.start.ms + trace.length_ms));
    }
    out[agent.id] = Shifts(std::move(list));
  }
  return out;
}

Trace JournalTrace::trace(const Configuration& configuration, WallTime from, WallTime until) const {
  Trace out;
  out.who = who_;
  const auto in_time = [&](const TraceContact& contact) {
    return contact.at_ms >= from.ms && (!until || contact.at_ms < until.ms);
  };
  auto contacts = contacts_;
  // Who still waits was seen waiting until the end.
  for (const auto& [task, waiting] : waiting_) {
    auto& contact = contacts[waiting.contact];
    contact.waited_ms = within_a_contact(last_.ms - contact.at_ms);
  }
  const auto is_there = [&](QueueId queue) { return find_by_id(configuration.queues, queue) != nullptr; };
  for (const auto& contact : contacts) {
    if (!in_time(contact)) continue;
    if (is_there(contact.queue) && (!contact.entered || is_there(contact.entered)))
      out.contacts.push_back(contact);
    else
      ++out.left_out;
  }
  std::ranges::stable_sort(out.contacts, {}, &TraceContact::at_ms);
  const auto first = from ? from.ms : out.contacts.empty() ? last_.ms : out.contacts.front().at_ms;
  const auto end = until ? until.ms : out.contacts.empty() ? first : out.contacts.back().at_ms + 1;
  out.start = WallTime{first / half_hour_ms * half_hour_ms};
  out.length_ms = (end - out.start.ms + half_hour_ms - 1) / half_hour_ms * half_hour_ms;
  for (auto& contact : out.contacts) contact.at_ms -= out.start.ms;
  out.shifts = shifts(configuration, out);
  return out;
}

}  // namespace tandem::sim
