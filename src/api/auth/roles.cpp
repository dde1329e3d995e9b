#include "api/auth/roles.hpp"

#include <array>

namespace tandem::api {
namespace {

constexpr std::array agent_permissions{
    Permission{"agent", "read", Scope::team},          Permission{"agent", "set_state", Scope::own},
    Permission{"session", "read", Scope::own},         Permission{"session", "revoke", Scope::own},
    Permission{"configuration", "read", Scope::all},   Permission{"reservation", "answer", Scope::own},
    Permission{"conversation", "read", Scope::own},    Permission{"conversation", "handle", Scope::own},
    Permission{"customer", "read", Scope::all},        Permission{"customer", "write", Scope::all},
    Permission{"order", "read", Scope::all},           Permission{"case", "read", Scope::all},
    Permission{"case", "write", Scope::all},           Permission{"recording", "listen", Scope::own},
    Permission{"metrics", "read", Scope::team},        Permission{"stream", "read", Scope::own},
    Permission{"callback", "create", Scope::all},
};

constexpr std::array supervisor_permissions{
    Permission{"agent", "read", Scope::team},          Permission{"agent", "set_state", Scope::team},
    Permission{"session", "read", Scope::own},         Permission{"session", "revoke", Scope::own},
    Permission{"configuration", "read", Scope::all},   Permission{"reservation", "answer", Scope::own},
    Permission{"conversation", "read", Scope::team},   Permission{"conversation", "handle", Scope::own},
    Permission{"customer", "read", Scope::all},        Permission{"customer", "write", Scope::all},
    Permission{"customer", "reveal", Scope::all},      Permission{"order", "read", Scope::all},
    Permission{"case", "read", Scope::all},            Permission{"case", "write", Scope::all},
    Permission{"recording", "listen", Scope::team},    Permission{"metrics", "read", Scope::all},
    Permission{"stream", "read", Scope::team},         Permission{"user", "read", Scope::team},
    Permission{"configuration", "inspect", Scope::all},
    Permission{"callback", "create", Scope::all},      Permission{"conversation", "move", Scope::team},
    Permission{"agent", "rate", Scope::team},          Permission{"customer", "route", Scope::all},
    Permission{"routing", "preview", Scope::all},      Permission{"routing", "simulate", Scope::all},
};

constexpr std::array admin_permissions{
    Permission{"agent", "read", Scope::all},           Permission{"agent", "set_state", Scope::all},
    Permission{"session", "read", Scope::all},         Permission{"session", "revoke", Scope::all},
    Permission{"configuration", "read", Scope::all},   Permission{"reservation", "answer", Scope::own},
    Permission{"conversation", "read", Scope::all},    Permission{"conversation", "handle", Scope::own},
    Permission{"customer", "read", Scope::all},        Permission{"customer", "write", Scope::all},
    Permission{"customer", "reveal", Scope::all},      Permission{"order", "read", Scope::all},
    Permission{"case", "read", Scope::all},            Permission{"case", "write", Scope::all},
    Permission{"recording", "listen", Scope::all},     Permission{"metrics", "read", Scope::all},
    Permission{"stream", "read", Scope::all},          Permission{"user", "read", Scope::all},
    Permission{"user", "write", Scope::all},           Permission{"audit", "read", Scope::all},
    Permission{"configuration", "inspect", Scope::all}, Permission{"configuration", "write", Scope::all},
    Permission{"callback", "create", Scope::all},      Permission{"conversation", "move", Scope::all},
    Permission{"agent", "rate", Scope::all},           Permission{"customer", "route", Scope::all},
    Permission{"routing", "preview", Scope::all},      Permission{"routing", "simulate", Scope::all},
};

}  // namespace

std::string_view name_of(Scope scope) {
  switch (scope) {
    case Scope::none: return "none";
    case Scope::own: return "own";
    case Scope::team: return "team";
    case Scope::all: return "all";
  }
  return "none";
}

std::span<const Permission> permissions_of(Role role) {
  switch (role) {
    case Role::agent: return agent_permissions;
    case Role::supervisor: return supervisor_permissions;
    case Role::admin: return admin_permissions;
  }
  return {};
}

Scope scope_of(Role role, std::string_view resource, std::string_view verb) {
  for (const auto& permission : permissions_of(role))
    if (permission.resource == resource && permission.verb == verb) return permission.scope;
  return Scope::none;
}

std::vector<std::string> permission_texts(Role role) {
  std::vector<std::string> out;
  for (const auto& permission : permissions_of(role))
    out.push_back(std::string(permission.resource) + "." + std::string(permission.verb) + ":" +
                  std::string(name_of(permission.scope)));
  return out;
}

std::string_view name_of(Role role) {
  switch (role) {
    case Role::agent: return "agent";
    case Role::supervisor: return "supervisor";
    case Role::admin: return "admin";
  }
  return "agent";
}

bool parse_role(std::string_view text, Role& role) {
  for (const auto candidate : {Role::agent, Role::supervisor, Role::admin})
    if (name_of(candidate) == text) {
      role = candidate;
      return true;
    }
  return false;
}

}  // namespace tandem::api
