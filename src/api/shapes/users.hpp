// The signed-in person, and users as an administrator sees them. Pure.
#pragma once

#include "api/auth/audit.hpp"
#include "api/auth/sessions.hpp"
#include "api/shapes/common.hpp"

namespace tandem::api {

// `agent`: their AgentLive, or null.
json::object user_json(const Account& account, json::value agent, const Names& names);
json::object account_json(const Account& account, std::int64_t revision, const Names& names);
json::object session_json(const SessionInfo& session, SessionId current);
json::object audit_json(const AuditEntry& entry, const Names& names);

}  // namespace tandem::api
