#include "api/shapes/users.hpp"

#include "api/auth/roles.hpp"

namespace tandem::api {

json::object user_json(const Account& account, json::value agent, const Names& names) {
  json::array permissions;
  for (const auto& permission : permission_texts(account.role)) permissions.push_back(json::value(permission));
  return {{"id", account.id.text()},
          {"login", account.login},
          {"name", account.name},
          {"role", name_of(account.role)},
          {"team", names.team(account.team)},
          {"permissions", std::move(permissions)},
          {"language", account.language.empty() ? names.configuration.default_language : account.language},
          {"agent", std::move(agent)}};
}

json::object account_json(const Account& account, std::int64_t revision, const Names& names) {
  return {{"id", account.id.text()},
          {"login", account.login},
          {"name", account.name},
          {"role", name_of(account.role)},
          {"team", names.team(account.team)},
          {"language", text_or_null(account.language)},
          {"disabled", !account.enabled},
          {"is_agent", find_by_id(names.configuration.agents, account.id) != nullptr},
          {"etag", "\"" + std::to_string(revision) + "\""}};
}

json::object session_json(const SessionInfo& session, SessionId current) {
  return {{"id", session.id.text()},
          {"user", session.user.text()},
          {"created_at", to_rfc3339(session.created)},
          {"used_at", to_rfc3339(session.used)},
          {"expires_at", to_rfc3339(session.expires)},
          {"address", session.address},
          {"client", session.client},
          {"current", session.id == current}};
}

json::object audit_json(const AuditEntry& entry, const Names& names) {
  json::value resource, detail;
  if (!entry.resource.empty())
    resource = entry.resource + (entry.resource_id ? "/" + std::to_string(entry.resource_id) : std::string());
  boost::system::error_code bad;
  if (!entry.detail.empty()) detail = json::parse(entry.detail, bad);
  if (bad) detail = entry.detail;
  return {{"id", std::to_string(entry.id)},
          {"at", to_rfc3339(entry.at)},
          {"actor", names.person(entry.actor)},
          {"action", entry.action},
          {"resource", std::move(resource)},
          {"detail", std::move(detail)},
          {"address", text_or_null(entry.address)}};
}

}  // namespace tandem::api
