#include "stats/activity.hpp"

namespace tandem::stats {
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
  return tandem::name_of(agent.state);
}

}  // namespace tandem::stats
