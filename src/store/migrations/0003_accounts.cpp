#include "store/migrations/list.hpp"

// People and what they leave behind: users, sessions (only the digest of a token), SIP secrets of devices, the audit,
// drafts of the call registration, and answers kept for repeated requests.
namespace tandem::store::migrations {

constinit const std::string_view accounts_0003 = R"sql(
CREATE TABLE users (id {{id}}, login {{text}} NOT NULL, name {{text}} NOT NULL, role {{bigint}} NOT NULL, team {{bigint}},
  language {{text}} NOT NULL, enabled {{bigint}} NOT NULL, password {{text}} NOT NULL, revision {{bigint}} NOT NULL,
  created_at {{bigint}} NOT NULL, updated_at {{bigint}} NOT NULL);
CREATE UNIQUE INDEX users_by_login ON users (login);
CREATE TABLE sessions (id {{id}}, user_id {{bigint}} NOT NULL, token {{blob}} NOT NULL, created_at {{bigint}} NOT NULL,
  used_at {{bigint}} NOT NULL, expires_at {{bigint}} NOT NULL, address {{text}} NOT NULL, client {{text}} NOT NULL);
CREATE UNIQUE INDEX sessions_by_token ON sessions (token);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE TABLE devices (name {{text}} NOT NULL PRIMARY KEY, agent {{bigint}} NOT NULL, secret {{text}} NOT NULL,
  updated_at {{bigint}} NOT NULL);

CREATE TABLE audit (id {{id}}, at {{bigint}} NOT NULL, actor {{bigint}}, action {{text}} NOT NULL, resource {{text}} NOT NULL,
  resource_id {{bigint}}, detail {{text}} NOT NULL, address {{text}} NOT NULL);
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_actor ON audit (actor, at);

CREATE TABLE drafts (conversation {{bigint}} NOT NULL, agent {{bigint}} NOT NULL, body {{text}} NOT NULL,
  updated_at {{bigint}} NOT NULL, PRIMARY KEY (conversation, agent));
CREATE TABLE idempotency_keys (user_id {{bigint}} NOT NULL, name {{text}} NOT NULL, digest {{text}} NOT NULL,
  status {{bigint}} NOT NULL, etag {{text}} NOT NULL, body {{text}} NOT NULL, at {{bigint}} NOT NULL,
  PRIMARY KEY (user_id, name));
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (at);
)sql";

}  // namespace tandem::store::migrations
