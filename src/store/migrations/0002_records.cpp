#include "store/migrations/list.hpp"

// Rows of the services: customers with their identities, orders, cases and notes, and contacts that another system had
// before. Texts that people wrote stand here in clear; the journal names these rows by id only.
namespace tandem::store::migrations {

const std::string_view records_0002 = R"sql(
CREATE TABLE customers (id {{id}}, name {{text}} NOT NULL, name_sort {{text}} NOT NULL, tier {{text}} NOT NULL,
  language {{text}} NOT NULL, company {{text}} NOT NULL, address {{text}} NOT NULL, preferences {{text}} NOT NULL,
  revision {{bigint}} NOT NULL, created_at {{bigint}} NOT NULL, updated_at {{bigint}} NOT NULL);
CREATE INDEX customers_by_name ON customers (name_sort, id);
CREATE TABLE customer_words (word {{text}} NOT NULL, customer {{bigint}} NOT NULL, PRIMARY KEY (word, customer));
CREATE INDEX customer_words_by_customer ON customer_words (customer);

CREATE TABLE identities (id {{id}}, customer {{bigint}} NOT NULL, kind {{bigint}} NOT NULL, value {{text}} NOT NULL,
  reversed {{text}} NOT NULL, display {{text}} NOT NULL, verified {{bigint}} NOT NULL, source {{text}} NOT NULL,
  created_at {{bigint}} NOT NULL, removed_at {{bigint}});
CREATE UNIQUE INDEX identities_live ON identities (kind, value) WHERE removed_at IS NULL;
CREATE INDEX identities_by_end ON identities (kind, reversed);
CREATE INDEX identities_by_customer ON identities (customer, kind, id);

CREATE TABLE orders (id {{id}}, customer {{bigint}} NOT NULL, number {{text}} NOT NULL, status {{text}} NOT NULL,
  ordered_at {{bigint}} NOT NULL, amount {{bigint}} NOT NULL, currency {{text}} NOT NULL, items {{text}} NOT NULL,
  tracking {{text}} NOT NULL, summary_zh {{text}} NOT NULL, summary_en {{text}} NOT NULL);
CREATE UNIQUE INDEX orders_by_number ON orders (number);
CREATE INDEX orders_by_customer ON orders (customer, ordered_at, id);

CREATE TABLE cases (id {{id}}, number {{bigint}} NOT NULL, customer {{bigint}} NOT NULL, subject {{text}} NOT NULL,
  description {{text}} NOT NULL, type {{text}} NOT NULL, priority {{text}} NOT NULL, status {{text}} NOT NULL,
  is_open {{bigint}} NOT NULL, owner {{bigint}}, disposition {{text}} NOT NULL, order_number {{text}} NOT NULL,
  revision {{bigint}} NOT NULL, opened_at {{bigint}} NOT NULL, updated_at {{bigint}} NOT NULL, closed_at {{bigint}});
CREATE UNIQUE INDEX cases_by_number ON cases (number);
CREATE INDEX cases_by_customer ON cases (customer, opened_at, id);
CREATE INDEX cases_by_update ON cases (updated_at, id);
CREATE INDEX cases_by_open ON cases (is_open, updated_at, id);
CREATE INDEX cases_by_owner ON cases (owner, is_open, updated_at, id);
CREATE TABLE case_conversations (case_id {{bigint}} NOT NULL, conversation {{bigint}} NOT NULL, at {{bigint}} NOT NULL,
  PRIMARY KEY (case_id, conversation));
CREATE INDEX case_conversations_by_conversation ON case_conversations (conversation);
CREATE TABLE notes (id {{id}}, customer {{bigint}} NOT NULL, case_id {{bigint}}, author {{bigint}}, text {{text}} NOT NULL,
  at {{bigint}} NOT NULL);
CREATE INDEX notes_by_customer ON notes (customer, at, id);
CREATE INDEX notes_by_case ON notes (case_id, at, id);

CREATE TABLE imported_contacts (id {{id}}, customer {{bigint}} NOT NULL, channel {{bigint}} NOT NULL, at {{bigint}} NOT NULL,
  agent_name {{text}} NOT NULL, queue_name {{text}} NOT NULL, outcome {{text}} NOT NULL, wait_ms {{bigint}} NOT NULL,
  talk_ms {{bigint}} NOT NULL, ended_by {{bigint}} NOT NULL, disposition {{text}} NOT NULL, note {{text}} NOT NULL,
  case_id {{bigint}});
CREATE INDEX imported_contacts_by_customer ON imported_contacts (customer, at, id);

CREATE TABLE counters (name {{text}} NOT NULL PRIMARY KEY, value {{bigint}} NOT NULL);
INSERT INTO counters (name, value) VALUES ('case', 1000);
)sql";

}  // namespace tandem::store::migrations
