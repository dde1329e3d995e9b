#include "api/shapes/live.hpp"

#include <algorithm>

#include "api/shapes/records.hpp"
#include "core/views/activity.hpp"

namespace tandem::api {
namespace {

json::object participant_json(const Participant& participant, const Names& names) {
  json::object out{{"id", participant.id.text()},
                   {"kind", name_of(participant.kind)},
                   {"agent", names.person(participant.agent)},
                   {"leg", id_or_null(participant.leg)},
                   {"muted", participant.muted}};
  if (participant.segment)
    out["segment"] = json::object{{"kind", name_of(participant.segment->kind)}, {"since", to_rfc3339(participant.segment->since)}};
  else
    out["segment"] = nullptr;
  return out;
}

json::value last_message(const Conversation& conversation) {
  if (!conversation.last_message) return nullptr;
  const auto& last = *conversation.last_message;
  return json::object{{"text", shown(last.text)}, {"at", to_rfc3339(last.at)}, {"from", name_of(last.author)}};
}

json::value level_of(std::optional<std::int64_t> millionths) {
  if (!millionths) return nullptr;
  return static_cast<double>(*millionths) / 1e6;
}

json::value number_or_null(const std::optional<std::int64_t>& number) {
  if (!number) return nullptr;
  return *number;
}

json::object counts_json(const stats::QueueLive& queue, stats::ServiceLevelVariant variant) {
  const auto& day = queue.day;
  return {{"waiting", queue.waiting},
          {"longest_waiting_since", time_or_null(queue.longest_waiting_since.value_or(WallTime{}))},
          {"offered", day.offered},
          {"answered", day.answered},
          {"abandoned", day.abandoned},
          {"short_abandoned", day.short_abandoned},
          {"within_target", day.within_target},
          {"service_level", level_of(day.service_level_millionths(variant))},
          {"asa_ms", number_or_null(day.asa_ms())},
          {"estimated_wait_ms", number_or_null(queue.estimated_wait_ms)},
          {"estimates", day.estimated},
          {"estimate_error_ms", number_or_null(day.mean_estimate_error_ms())},
          {"estimate_bias_ms", number_or_null(day.mean_estimate_bias_ms())}};
}

json::array history_json(const stats::QueueLive& queue, stats::ServiceLevelVariant variant) {
  json::array out;
  for (const auto& bucket : queue.history)
    out.push_back(json::object{{"at", to_rfc3339(bucket.at)},
                               {"offered", bucket.counts.offered},
                               {"answered", bucket.counts.answered},
                               {"abandoned", bucket.counts.abandoned},
                               {"service_level", level_of(bucket.counts.service_level_millionths(variant))}});
  return out;
}

}  // namespace

std::string_view state_of(const State& state, const Conversation& conversation) {
  bool handled = false;
  for (const auto& participant : conversation.participants) {
    if (participant.left || participant.kind != ParticipantKind::agent || !participant.segment) continue;
    if (participant.segment->kind == SegmentKind::wrap_up) return "wrap_up";
    handled = handled || participant.segment->kind != SegmentKind::ringing;
  }
  if (conversation.ended) return "ended";
  if (handled) return "active";
  const auto* task = state.task(conversation.task);
  if (!task) return "flow";
  if (task->asleep) return "scheduled";
  return task->reservation ? "offered" : "waiting";
}

json::array collected_json(const Conversation& conversation) {
  json::array out;
  for (const auto& value : conversation.values) {
    if (value.label.empty()) continue;
    out.push_back(json::object{{"name", value.value.name}, {"label", words(value.label)}, {"value", shown(value.value.value)}});
  }
  return out;
}

json::value work_json(const Conversation& conversation) {
  if (conversation.channel == Channel::voice || conversation.channel == Channel::webchat) return nullptr;
  const auto value = [&](std::string_view name) {
    const auto* text = conversation.value(name);
    return text_or_null(text ? *text : std::string_view());
  };
  // Whoever has taken a callback must dial the number, so it stands here whole; before that it is masked like any other.
  const bool taken = std::ranges::any_of(conversation.participants, [](const Participant& who) {
    return who.agent && !who.left && who.segment && who.segment->kind != SegmentKind::ringing;
  });
  const bool dials = taken && conversation.channel == Channel::callback;
  return json::object{{"case", id_or_null(conversation.case_id)},
                      {"promised_at", value("promised_at")},
                      {"not_before", value("not_before")},
                      {"note", value("note")},
                      {"dial", text_or_null(dials ? shown(conversation.contact) : std::string())}};
}

json::object agent_live(const State& state, const Agent& agent, const Names& names) {
  const auto doing = tandem::doing(state, agent);
  const auto* profile = find_by_id(names.configuration.agents, agent.id);
  json::array conversations;
  for (const auto& engagement : agent.engagements) conversations.push_back(json::value(engagement.conversation.text()));
  auto name = names.accounts.name_of(agent.id);
  if (name.empty() && profile) name = profile->login;
  return {{"id", agent.id.text()},
          {"login", profile ? profile->login : ""},
          {"name", name},
          {"team", names.team(profile ? profile->team : TeamId{})},
          {"state", name_of(agent.state)},
          {"reason", text_or_null(agent.reason)},
          {"since", to_rfc3339(agent.since)},
          {"activity", name_of(doing.activity)},
          {"activity_since", to_rfc3339(doing.since)},
          {"load", json::object{{"used", agent.load}, {"limit", names.configuration.capacity_limit}}},
          {"connected", agent.connected},
          {"phone", json::object{{"kind", name_of(profile ? profile->phone : PhoneKind::browser)}}},
          {"conversations", std::move(conversations)}};
}

json::object conversation_live(const State& state, const Conversation& conversation, const Names& names,
                               const crm::CustomerBrief* customer) {
  const auto* task = state.task(conversation.task);
  json::array participants;
  for (const auto& participant : conversation.participants)
    if (!participant.left) participants.push_back(participant_json(participant, names));
  json::value recording;
  if (conversation.recording) recording = json::object{{"id", conversation.recording.text()}, {"active", true}};
  return {{"id", conversation.id.text()},
          {"channel", name_of(conversation.channel)},
          {"direction", name_of(conversation.direction)},
          {"state", state_of(state, conversation)},
          {"started_at", to_rfc3339(conversation.started)},
          {"customer", customer ? json::value(customer_json(*customer)) : json::value(nullptr)},
          {"contact", contact_json(conversation.channel, shown(conversation.contact), customer != nullptr)},
          {"queue", names.queue(conversation.queue)},
          {"waiting_since", task ? json::value(to_rfc3339(task->since)) : json::value(nullptr)},
          {"participants", std::move(participants)},
          {"collected", collected_json(conversation)},
          {"recording", std::move(recording)},
          {"unread", conversation.unread},
          {"last_message", last_message(conversation)},
          {"priority", task ? task->priority : 0},
          {"work", work_json(conversation)}};
}

json::object metrics_json(const stats::LiveSnapshot& snapshot, json::array agents) {
  auto totals = counts_json(snapshot.totals, snapshot.variant);
  totals["waiting_voice"] = snapshot.totals.waiting_voice;
  totals["waiting_chat"] = snapshot.totals.waiting_chat;
  totals["service_level_variant"] = stats::formula(snapshot.variant);
  totals["active_calls"] = snapshot.active_calls;
  totals["active_chats"] = snapshot.active_chats;
  json::object by_state;
  for (const auto& [name, count] : snapshot.agents_by_state) by_state[name] = count;
  json::array queues;
  for (const auto& queue : snapshot.queues) {
    auto one = counts_json(queue, snapshot.variant);
    one["id"] = queue.id.text();
    one["name"] = queue.name;
    one["agents_available"] = queue.agents_available;
    one["history"] = history_json(queue, snapshot.variant);
    queues.push_back(std::move(one));
  }
  return {{"at", to_rfc3339(snapshot.at)},
          {"day_start", to_rfc3339(snapshot.day_start)},
          {"totals", std::move(totals)},
          {"agents_by_state", std::move(by_state)},
          {"queues", std::move(queues)},
          {"agents", std::move(agents)}};
}

}  // namespace tandem::api
