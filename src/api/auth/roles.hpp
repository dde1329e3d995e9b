// What a role may do: permissions of a resource, a verb and a scope ("conversation.read:team"). One table; the routes,
// the stream and the desk's `user.permissions` all read it. Pure values, any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ports/accounts.hpp"

namespace tandem::api {

enum class Scope { none = 0, own = 1, team = 2, all = 3 };
std::string_view name_of(Scope scope);

struct Permission {
  std::string_view resource, verb;
  Scope scope = Scope::own;
};

std::span<const Permission> permissions_of(Role role);
Scope scope_of(Role role, std::string_view resource, std::string_view verb);
std::vector<std::string> permission_texts(Role role);

std::string_view name_of(Role role);
bool parse_role(std::string_view text, Role& role);

}  // namespace tandem::api
