#include "core/views/activity.hpp"

#include <algorithm>

#include "core/estimate.hpp"

namespace tandem {
namespace {

Activity of_segment(Channel channel, SegmentKind kind) {
  if (kind == SegmentKind::wrap_up) return Activity::wrap_up;
  if (channel != Channel::voice) return Activity::chatting;
  return kind == SegmentKind::hold ? Activity::on_hold : Activity::talking;
}

// Lower comes first on the wallboard.
int rank(Activity activity) {
  switch (activity) {
    case Activity::talking: return 0;
    case Activity::on_hold: return 1;
    case Activity::ringing: return 2;
    case Activity::chatting: return 3;
    case Activity::wrap_up: return 4;
    case Activity::idle: return 5;
  }
  return 6;
}

bool serves(const AgentProfile& profile, const Queue& queue) {
  return std::all_of(queue.required.begin(), queue.required.end(), [&](const SkillLevel& need) {
    return std::any_of(profile.skills.begin(), profile.skills.end(), [&](const SkillLevel& has) {
      return has.skill == need.skill && has.level >= need.level;
    });
  });
}

// Available agents without any work: there may be room for more beside it, but people on a wallboard take the word for these.
template <class Visit>
void for_each_free_agent(const State& state, Visit visit) {
  for (const auto& line : state.ready_with(SkillId{}))
    for (const auto& [busy, since, id] : line.agents) {
      if (busy) break;  // these come last
      visit(*state.agent(id));
    }
}

int available_for(const State& state, const Queue& queue) {
  int count = 0;
  for_each_free_agent(state, [&](const Agent& agent) { count += serves(*agent.profile, queue); });
  return count;
}

void count(WaitingCount& waiting, const Task& task) {
  ++waiting.all;
  if (task.channel == Channel::voice) ++waiting.voice;
  if (task.channel == Channel::webchat) ++waiting.chat;
  if (!waiting.longest_since || task.since < *waiting.longest_since) waiting.longest_since = task.since;
}

// An agent talks or writes with the customer, or has them on hold.
bool is_served(const Conversation& conversation) {
  return !conversation.ended && std::ranges::any_of(conversation.participants, [](const Participant& who) {
    return who.kind == ParticipantKind::agent && !who.left && who.segment &&
           (who.segment->kind == SegmentKind::talking || who.segment->kind == SegmentKind::hold);
  });
}

}  // namespace

std::string_view name_of(Activity activity) {
  switch (activity) {
    case Activity::idle: return "idle";
    case Activity::ringing: return "ringing";
    case Activity::talking: return "talking";
    case Activity::on_hold: return "on_hold";
    case Activity::wrap_up: return "wrap_up";
    case Activity::chatting: return "chatting";
  }
  return "idle";
}

Doing doing(const State& state, const Agent& agent) {
  Doing result{Activity::idle, std::max(agent.idle_since, agent.since)};
  const auto consider = [&](Activity activity, WallTime since) {
    const bool first = rank(activity) < rank(result.activity);
    const bool longer = activity == result.activity && since < result.since;
    if (first || longer) result = {activity, since};
  };
  for (const auto offer : agent.offers)
    if (const auto* reservation = state.reservation(offer)) consider(Activity::ringing, reservation->made);
  for (const auto& engagement : agent.engagements) {
    const auto* conversation = state.conversation(engagement.conversation);
    const auto* who = conversation ? conversation->of_agent(agent.id) : nullptr;
    if (who && who->segment) consider(of_segment(engagement.channel, who->segment->kind), who->segment->since);
  }
  return result;
}

std::string_view wallboard_state(const State& state, const Agent& agent) {
  const auto now = doing(state, agent);
  if (now.activity == Activity::on_hold) return "talking";
  if (now.activity != Activity::idle) return name_of(now.activity);
  return name_of(agent.state);
}

Overview overview(const State& state) {
  Overview result;
  std::map<QueueId, std::size_t> place;
  for (const auto& queue : state.configuration->queues) {
    place[queue.id] = result.queues.size();
    const auto available = available_for(state, queue);
    const auto* load = state.queue_load(queue.id);
    const auto waiting = load ? static_cast<int>(load->waiting.size()) : 0;
    // Whoever finds a free agent does not wait.
    const auto wait = available > 0 && waiting == 0 ? std::optional<std::int64_t>(0) : estimated_wait_ms(state, queue.id, waiting);
    result.queues.push_back({queue.id, queue.name, {}, available, wait});
  }
  for (const auto& [id, task] : state.tasks) {
    if (task.asleep) continue;  // its time has not come
    count(result.waiting, task);
    const auto at = place.find(task.queue);
    if (at != place.end()) count(result.queues[at->second].waiting, task);
  }
  for (const auto* column : {"available", "ringing", "talking", "chatting", "wrap_up", "not_ready", "break", "offline"})
    result.agents_by_state[column] = 0;
  for (const auto& [id, agent] : state.agents) ++result.agents_by_state[std::string(wallboard_state(state, agent))];
  for_each_free_agent(state, [&](const Agent&) { ++result.agents_available; });
  for (const auto& [id, conversation] : state.conversations) {
    if (!is_served(conversation)) continue;
    if (conversation.channel == Channel::voice) ++result.active_calls;
    if (conversation.channel == Channel::webchat) ++result.active_chats;
  }
  return result;
}

}  // namespace tandem
