#include "crm/history_sql.hpp"

namespace tandem::crm::history_sql {
namespace {

constexpr std::int64_t short_abandon_ms = 5'000;  // metrics: counted apart

// NULLs of a type, which PostgreSQL wants in every branch. The name of the bytes' type differs between the databases,
// so theirs is the value of a row that is never there.
const std::string no_number = "CAST(NULL AS BIGINT)";
const std::string no_bytes = "(SELECT body FROM payloads WHERE id = -1)";

// Behind the cursor, in the order at, rank, id, each falling.
std::string page(const std::string& table, const std::string& time, int rank_value) {
  const auto mine = std::to_string(rank_value);
  return " WHERE " + table + ".customer = $1 AND " + table + "." + time + " <= $2 AND (" + table + "." + time +
         " < $2 OR " + mine + " < $3 OR (" + mine + " = $3 AND " + table + ".id < $4))";
}
std::string newest(const std::string& table, const std::string& time) {
  return " ORDER BY " + table + "." + time + " DESC, " + table + ".id DESC LIMIT $5";
}
std::string of_channels(const std::string& table, const char* channels) {
  return channels ? " AND " + table + ".channel IN (" + channels + ")" : std::string();
}

std::string outcome_of(const store::Row& row) {
  if (row[rank].integer() == imported) return row[text_c].text();
  if (row[ended_at].is_null()) return "in_progress";
  switch (static_cast<TaskOutcome>(row[outcome].integer())) {
    case TaskOutcome::answered:
      return "answered";
    case TaskOutcome::abandoned:
      return row[wait_ms].integer() < short_abandon_ms ? "short_abandoned" : "abandoned";
    case TaskOutcome::moved:
      return "moved";
    case TaskOutcome::overflowed:
      return "overflowed";
    case TaskOutcome::open:
      break;
  }
  if (row[visits].integer() > 0) return "failed";
  return "flow_only";
}

std::optional<std::int64_t> duration(const store::Value& value) {
  return value.is_null() ? std::nullopt : std::optional(value.integer());
}

Localized words(const Localized& before, const std::string& rest) { return {before.zh + rest, before.en + rest}; }

Localized title_of(Channel channel, Direction direction) {
  switch (channel) {
    case Channel::voice:
      break;
    case Channel::webchat:
      return {"在线会话", "Web chat"};
    case Channel::ticket:
      return {"工单处理", "Work on a case"};
    case Channel::email:
      return {"邮件", "E-mail"};
    case Channel::callback:
      return {"回拨", "Callback"};
  }
  return direction == Direction::outbound ? Localized{"去电", "Outbound call"} : Localized{"来电", "Inbound call"};
}

TimelineKind kind_of(Channel channel) {
  if (channel == Channel::voice || channel == Channel::callback) return TimelineKind::call;
  return channel == Channel::webchat ? TimelineKind::chat : TimelineKind::work;
}

TimelineItem contact_item(const store::Row& row, TimelineItem out) {
  auto contact = past_contact(row);
  out.kind = kind_of(contact.channel);
  out.title = title_of(contact.channel, contact.direction);
  out.state = contact.outcome;
  out.text = {contact.note, contact.note};
  out.contact = std::move(contact);
  return out;
}

}  // namespace

std::string conversations(const char* wanted) {
  // Only contacts that reached a person or a queue stand in the sum; segments of kind 4 and 5 are talk and hold.
  return "SELECT 5 AS rank, c.id AS id, c.started_at AS at, c.channel, c.direction, c.ended_at, c.queue, c.agent, "
         "(SELECT MIN(v.outcome) FROM queue_visits v WHERE v.conversation = c.id AND v.outcome > 0) AS outcome, "
         "(SELECT COUNT(*) FROM queue_visits v WHERE v.conversation = c.id) AS visits, c.ended_by, c.end_cause, "
         "(SELECT CAST(SUM(v.wait_ms) AS BIGINT) FROM queue_visits v WHERE v.conversation = c.id) AS wait_ms, "
         "(SELECT CAST(SUM(s.ended_at - s.started_at) AS BIGINT) FROM segments s WHERE s.conversation = c.id "
         "AND s.kind IN (4, 5) AND s.agent IS NOT NULL) AS talk_ms, "
         "(SELECT MIN(r.id) FROM recordings r WHERE r.conversation = c.id) AS recording, k.id AS case_id, k.number AS "
         "case_number, "
         "'' AS text_a, '' AS text_b, '' AS text_c, w.disposition AS text_d, '' AS text_e, "
         "(SELECT p.contact FROM contacts p WHERE p.conversation = c.id) AS contact, n.body AS note_body "
         "FROM conversations c LEFT JOIN wrap_ups w ON w.participant = "
         "(SELECT MAX(x.participant) FROM wrap_ups x WHERE x.conversation = c.id) "
         "LEFT JOIN payloads n ON n.id = w.note LEFT JOIN cases k ON k.id = "
         "(SELECT MAX(y.case_id) FROM case_conversations y WHERE y.conversation = c.id)" +
         page("c", "started_at", conversation) + of_channels("c", wanted) + newest("c", "started_at");
}

std::string imported_contacts(const char* wanted) {
  return "SELECT 4 AS rank, m.id AS id, m.at AS at, m.channel, 1 AS direction, m.at + m.wait_ms + m.talk_ms AS "
         "ended_at, " +
         no_number + " AS queue, " + no_number + " AS agent, " + no_number + " AS outcome, " + no_number +
         " AS visits, m.ended_by, " + no_number + " AS end_cause, m.wait_ms, m.talk_ms, " + no_number +
         " AS recording, k.id AS case_id, k.number AS case_number, m.agent_name AS text_a, m.queue_name AS text_b, "
         "m.outcome AS text_c, m.disposition AS text_d, m.note AS text_e, " +
         no_bytes + " AS contact, " + no_bytes +
         " AS note_body "
         "FROM imported_contacts m LEFT JOIN cases k ON k.id = m.case_id" +
         page("m", "at", imported) + of_channels("m", wanted) + newest("m", "at");
}

namespace {

// The columns of a branch that is no contact, from `direction` to `recording`; `who` is its agent.
std::string no_contact(const std::string& who) {
  return no_number + " AS channel, " + no_number + " AS direction, " + no_number + " AS ended_at, " + no_number +
         " AS queue, " + who + " AS agent, " + no_number + " AS outcome, " + no_number + " AS visits, " + no_number +
         " AS ended_by, " + no_number + " AS end_cause, " + no_number + " AS wait_ms, " + no_number + " AS talk_ms, " +
         no_number + " AS recording, ";
}

}  // namespace

std::string cases() {
  return "SELECT 3 AS rank, k.id AS id, k.opened_at AS at, " + no_contact("k.owner") +
         "k.id AS case_id, k.number AS case_number, k.subject AS text_a, k.status AS text_b, k.type AS text_c, "
         "k.description AS text_d, '' AS text_e, " +
         no_bytes + " AS contact, " + no_bytes + " AS note_body FROM cases k" + page("k", "opened_at", case_) +
         newest("k", "opened_at");
}

std::string orders() {
  return "SELECT 2 AS rank, o.id AS id, o.ordered_at AS at, " + no_contact(no_number) + no_number + " AS case_id, " +
         no_number +
         " AS case_number, o.number AS text_a, o.status AS text_b, o.summary_zh AS text_c, o.summary_en AS text_d, '' "
         "AS text_e, " +
         no_bytes + " AS contact, " + no_bytes + " AS note_body FROM orders o" + page("o", "ordered_at", order) +
         newest("o", "ordered_at");
}

std::string notes() {
  return "SELECT 1 AS rank, n.id AS id, n.at AS at, " + no_contact("n.author") +
         "n.case_id AS case_id, k.number AS case_number, n.text AS text_a, '' AS text_b, '' AS text_c, '' AS text_d, "
         "'' AS text_e, " +
         no_bytes + " AS contact, " + no_bytes + " AS note_body FROM notes n LEFT JOIN cases k ON k.id = n.case_id" +
         page("n", "at", note) + newest("n", "at");
}

std::string joined(const std::vector<std::string>& branches) {
  std::string sql;
  for (std::size_t i = 0; i < branches.size(); ++i)
    sql += (i ? " UNION ALL SELECT * FROM (" : "SELECT * FROM (") + branches[i] + ") AS branch" + std::to_string(i);
  return "SELECT * FROM (" + sql + ") AS timeline ORDER BY at DESC, rank DESC, id DESC LIMIT $5";
}

PastContact past_contact(const store::Row& row) {
  PastContact out;
  out.imported = row[rank].integer() == imported;
  out.id = row[id].integer();
  out.channel = static_cast<Channel>(row[channel].integer());
  out.direction = static_cast<Direction>(row[direction].integer());
  out.started = row[at].time();
  out.ended = row[ended_at].time();
  out.queue = row[queue].id<QueueId>();
  out.agent = row[agent].id<AgentId>();
  out.agent_name = row[text_a].text();
  out.queue_name = row[text_b].text();
  out.outcome = outcome_of(row);
  out.ended_by = static_cast<EndedBy>(row[ended_by].integer());
  out.end_cause = static_cast<EndCause>(row[end_cause].integer());
  out.wait_ms = duration(row[wait_ms]);
  out.talk_ms = duration(row[talk_ms]);
  if (!row[recording].is_null()) out.recordings = {row[recording].id<RecordingId>()};
  out.case_id = row[case_id].id<CaseId>();
  out.case_number = row[case_number].integer();
  out.disposition = row[text_d].text();
  out.note = out.imported ? row[text_e].text() : row[note_body].text();
  out.contact = row[contact].text();
  return out;
}

TimelineItem item(const store::Row& row) {
  TimelineItem out;
  out.id = row[id].integer();
  out.at = row[at].time();
  out.agent = row[agent].id<UserId>();
  out.case_id = row[case_id].id<CaseId>();
  out.case_number = row[case_number].integer();
  const auto& first = row[text_a].text();
  switch (row[rank].integer()) {
    case case_:
      out.kind = TimelineKind::case_;
      out.title = words({"工单 #", "Case #"}, std::to_string(out.case_number) + " " + first);
      out.text = {row[text_d].text(), row[text_d].text()};
      out.state = row[text_b].text();
      return out;
    case order:
      out.kind = TimelineKind::order;
      out.title = words({"订单 ", "Order "}, first);
      out.text = {row[text_c].text(), row[text_d].text()};
      out.state = row[text_b].text();
      return out;
    case note:
      out.kind = TimelineKind::note;
      out.title = out.case_number ? words({"工单备注 #", "Note on case #"}, std::to_string(out.case_number))
                                  : Localized{"备注", "Note"};
      out.text = {first, first};
      return out;
    default:
      return contact_item(row, std::move(out));
  }
}

}  // namespace tandem::crm::history_sql
