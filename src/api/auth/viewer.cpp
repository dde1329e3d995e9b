#include "api/auth/viewer.hpp"

#include <algorithm>

namespace tandem::api {

bool may_see(const Viewer& viewer, Scope scope, AgentId agent, const Configuration& configuration) {
  if (scope == Scope::all || agent == viewer.user) return scope != Scope::none;
  if (scope != Scope::team) return false;
  const auto* profile = find_by_id(configuration.agents, agent);
  return profile && profile->team && profile->team == viewer.team;
}

bool may_see(const Viewer& viewer, Scope scope, const Conversation& conversation, const Configuration& configuration) {
  if (scope == Scope::all) return true;
  if (scope == Scope::none) return false;
  bool taken = false;
  for (const auto& participant : conversation.participants) {
    if (!participant.agent || participant.left) continue;
    taken = true;
    if (may_see(viewer, scope, participant.agent, configuration)) return true;
  }
  return scope == Scope::team && !taken;
}

// Who only let an offer go has no part in it: their segment was ringing, and is over.
std::string conversation_filter(const Viewer& viewer, Scope scope, const std::vector<UserId>& team_members) {
  static const std::string part = "EXISTS (SELECT 1 FROM segments s WHERE s.conversation = c.id AND (s.kind > 3 OR s.ended_at IS NULL) AND ";
  switch (scope) {
    case Scope::all: return "1 = 1";
    case Scope::none: return "1 = 0";
    case Scope::own: return part + "s.agent = " + viewer.user.text() + ")";
    case Scope::team: break;
  }
  std::string ids = viewer.user.text();
  for (const auto member : team_members) ids += ", " + member.text();
  return "(" + part + "s.agent IN (" + ids + ")) OR NOT " + part + "s.agent IS NOT NULL))";
}

}  // namespace tandem::api
