#include "store/migrations/list.hpp"

// The journal with its payloads and snapshots, and the projections that facts alone determine (runtime/projection.cpp).
namespace tandem::store::migrations {

constinit const std::string_view journal_0001 = R"sql(
CREATE TABLE journal (position {{id}}, at {{bigint}} NOT NULL, body {{blob}} NOT NULL);
CREATE TABLE payloads (id {{id}}, body {{blob}}, erased_at {{bigint}});
CREATE TABLE snapshots (position {{bigint}} NOT NULL, part {{bigint}} NOT NULL, parts {{bigint}} NOT NULL,
  digest {{text}} NOT NULL, made_at {{bigint}} NOT NULL, body {{blob}} NOT NULL, PRIMARY KEY (position, part));
CREATE TABLE configurations (version {{id}}, position {{bigint}} NOT NULL, at {{bigint}} NOT NULL, body {{blob}} NOT NULL);

CREATE TABLE agent_states (position {{bigint}} NOT NULL, item {{bigint}} NOT NULL, agent {{bigint}} NOT NULL,
  state {{bigint}} NOT NULL, reason {{text}} NOT NULL, changed_by {{bigint}}, since {{bigint}} NOT NULL, until {{bigint}},
  PRIMARY KEY (position, item));
CREATE INDEX agent_states_by_agent ON agent_states (agent, since);
CREATE INDEX agent_states_open ON agent_states (agent) WHERE until IS NULL;

CREATE TABLE conversations (id {{id}}, channel {{bigint}} NOT NULL, direction {{bigint}} NOT NULL,
  started_at {{bigint}} NOT NULL, ended_at {{bigint}}, closed_at {{bigint}}, ended_by {{bigint}} NOT NULL DEFAULT 0,
  end_cause {{bigint}} NOT NULL DEFAULT 0, contact {{bigint}}, customer {{bigint}}, tier {{text}} NOT NULL,
  language {{text}} NOT NULL, number {{bigint}}, trunk {{bigint}}, site {{bigint}}, queue {{bigint}}, agent {{bigint}},
  messages {{bigint}} NOT NULL DEFAULT 0, last_message_at {{bigint}});
CREATE INDEX conversations_by_customer ON conversations (customer, started_at, id);
CREATE INDEX conversations_by_start ON conversations (started_at, id);
CREATE INDEX conversations_by_agent ON conversations (agent, started_at, id);
CREATE TABLE contacts (conversation {{id}}, payload {{bigint}} NOT NULL, contact {{blob}} NOT NULL);
CREATE INDEX contacts_by_contact ON contacts (contact, conversation);
CREATE INDEX contacts_by_payload ON contacts (payload);
CREATE TABLE conversation_values (conversation {{bigint}} NOT NULL, name {{text}} NOT NULL, at {{bigint}} NOT NULL,
  payload {{bigint}}, label_zh {{text}} NOT NULL, label_en {{text}} NOT NULL, PRIMARY KEY (conversation, name));

CREATE TABLE participants (id {{id}}, conversation {{bigint}} NOT NULL, kind {{bigint}} NOT NULL, agent {{bigint}},
  leg {{bigint}}, joined_at {{bigint}} NOT NULL, left_at {{bigint}}, cause {{bigint}} NOT NULL DEFAULT 0);
CREATE INDEX participants_by_conversation ON participants (conversation);
CREATE TABLE segments (id {{id}}, conversation {{bigint}} NOT NULL, participant {{bigint}} NOT NULL,
  agent {{bigint}}, kind {{bigint}} NOT NULL, queue {{bigint}}, started_at {{bigint}} NOT NULL, ended_at {{bigint}});
CREATE INDEX segments_by_conversation ON segments (conversation, id);
CREATE INDEX segments_by_agent ON segments (agent, started_at);
CREATE INDEX segments_by_start ON segments (started_at);
CREATE TABLE legs (id {{id}}, conversation {{bigint}} NOT NULL, participant {{bigint}}, agent {{bigint}},
  since {{bigint}} NOT NULL, answered_at {{bigint}}, gone_at {{bigint}}, cause {{bigint}} NOT NULL DEFAULT 0,
  gone_by {{bigint}} NOT NULL DEFAULT 0);
CREATE INDEX legs_by_conversation ON legs (conversation);

CREATE TABLE queue_visits (task {{id}}, conversation {{bigint}} NOT NULL, queue {{bigint}} NOT NULL,
  channel {{bigint}} NOT NULL, priority {{bigint}} NOT NULL, entered_at {{bigint}} NOT NULL, left_at {{bigint}},
  outcome {{bigint}} NOT NULL DEFAULT 0, wait_ms {{bigint}}, agent {{bigint}});
CREATE INDEX queue_visits_by_entry ON queue_visits (entered_at, outcome);
CREATE INDEX queue_visits_by_conversation ON queue_visits (conversation);
CREATE TABLE reservations (id {{id}}, task {{bigint}} NOT NULL, conversation {{bigint}} NOT NULL,
  agent {{bigint}} NOT NULL, queue {{bigint}} NOT NULL, channel {{bigint}} NOT NULL, cost {{bigint}} NOT NULL,
  leg {{bigint}}, candidates {{bigint}} NOT NULL, idle_ms {{bigint}} NOT NULL, made_at {{bigint}} NOT NULL,
  expires_at {{bigint}} NOT NULL, ended_at {{bigint}}, outcome {{bigint}} NOT NULL DEFAULT 0, reason {{text}} NOT NULL);
CREATE INDEX reservations_by_agent ON reservations (agent, made_at);
CREATE INDEX reservations_by_conversation ON reservations (conversation);

CREATE TABLE messages (id {{id}}, conversation {{bigint}} NOT NULL, number {{bigint}} NOT NULL, author {{bigint}} NOT NULL,
  agent {{bigint}}, at {{bigint}} NOT NULL, client_key {{bigint}} NOT NULL, payload {{bigint}});
CREATE UNIQUE INDEX messages_by_number ON messages (conversation, number);
CREATE TABLE recordings (id {{id}}, conversation {{bigint}} NOT NULL, started_at {{bigint}} NOT NULL, ended_at {{bigint}});
CREATE INDEX recordings_by_conversation ON recordings (conversation);
CREATE TABLE wrap_ups (participant {{id}}, conversation {{bigint}} NOT NULL, agent {{bigint}} NOT NULL,
  at {{bigint}} NOT NULL, disposition {{text}} NOT NULL, note {{bigint}}, case_id {{bigint}});
CREATE INDEX wrap_ups_by_conversation ON wrap_ups (conversation);
CREATE INDEX wrap_ups_by_case ON wrap_ups (case_id);
)sql";

}  // namespace tandem::store::migrations
