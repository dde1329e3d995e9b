// Who looks, and how far: the one rule behind every list and the live stream. "own" is what one takes part in, "team"
// what somebody of one's team does and what nobody has taken yet, "all" everything. A supervisor without a team has the
// whole floor. Plain values; any thread.
#pragma once

#include <string>
#include <vector>

#include "api/auth/roles.hpp"
#include "core/state.hpp"

namespace tandem::api {

struct Viewer {
  UserId user;
  TeamId team;
  Role role = Role::agent;

  Scope scope(std::string_view resource, std::string_view verb) const {
    const auto granted = scope_of(role, resource, verb);
    if (granted != Scope::team || team) return granted;
    return role == Role::agent ? Scope::own : Scope::all;
  }
};

inline Viewer viewer_of(const Account& account) { return {account.id, account.team, account.role}; }

bool may_see(const Viewer& viewer, Scope scope, AgentId agent, const Configuration& configuration);
bool may_see(const Viewer& viewer, Scope scope, const Conversation& conversation, const Configuration& configuration);

// The same rule as a condition on `conversations c`, closed ones included; ids only, nothing that a person wrote.
std::string conversation_filter(const Viewer& viewer, Scope scope, const std::vector<UserId>& team_members);

}  // namespace tandem::api
