#include "runtime/projection.hpp"

#include "base/utf8.hpp"
#include "runtime/follow/records.hpp"

namespace tandem {
namespace {

using store::Blob;
using store::Value;

constexpr std::size_t longest_text = 512;  // PostgreSQL refuses an index entry of more than 2.7 kB

Value payload_of(const Private& value) { return Value(value.payload); }
// Codes and names come from outside as well; whatever they hold, the row must be written.
Value clean(std::string_view text) { return Value(cleaned_utf8(text, longest_text)); }

// One per record: where it stands, and the session that takes its rows. Inserts of ids that are there already change
// nothing: a row must never be the reason why a call cannot go on.
class Writing {
 public:
  Writing(store::Session& session, std::int64_t position) : session_(session), position_(position) {}

  Result<void> write(const Fact& fact) {
    std::visit([this](const auto& body) { on(body); }, fact);
    ++item_;
    if (failure_) return *failure_;
    return {};
  }

 private:
  void run(std::string_view sql, const std::vector<Value>& params) {
    if (failure_) return;
    if (auto done = session_.run(sql, params); !done) failure_ = done.error();
  }

  template <class Other>
  void on(const Other&) {}  // facts that change live state only

  void on(const ConfigurationActivated& fact) {
    codec::Writer out;
    out.put(fact.configuration);
    run("INSERT INTO configurations (version, position, at, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        {fact.configuration.version, position_, fact.at, Blob{out.take()}});
  }

  void on(const AgentStateChanged& fact) {
    run("UPDATE agent_states SET until = $2 WHERE agent = $1 AND until IS NULL", {fact.agent, fact.at});
    run("INSERT INTO agent_states (position, item, agent, state, reason, changed_by, since) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        {position_, item_, fact.agent, static_cast<int>(fact.state), clean(fact.reason), fact.by, fact.at});
  }

  void on(const ConversationStarted& fact) {
    run("INSERT INTO conversations (id, channel, direction, started_at, contact, customer, tier, language, number, "
        "trunk, "
        "site) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
        {fact.conversation, static_cast<int>(fact.channel), static_cast<int>(fact.direction), fact.at,
         payload_of(fact.contact), fact.customer, clean(fact.tier), clean(fact.language), fact.number, fact.trunk,
         fact.site});
    if (fact.contact.payload && !fact.contact.erased && fact.contact.text.size() <= longest_text)
      run("INSERT INTO contacts (conversation, payload, contact) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
          {fact.conversation, fact.contact.payload, Blob{fact.contact.text}});
  }

  void on(const CustomerLinked& fact) {
    run("UPDATE conversations SET customer = $2, tier = $3 WHERE id = $1",
        {fact.conversation, fact.customer, clean(fact.tier)});
    if (!fact.language.empty())
      run("UPDATE conversations SET language = $2 WHERE id = $1", {fact.conversation, clean(fact.language)});
  }

  void on(const ConversationEnded& fact) {
    run("UPDATE conversations SET ended_at = $2, ended_by = $3, end_cause = $4 WHERE id = $1",
        {fact.conversation, fact.at, static_cast<int>(fact.by), static_cast<int>(fact.cause)});
  }

  void on(const ConversationClosed& fact) {
    run("UPDATE conversations SET closed_at = $2 WHERE id = $1", {fact.conversation, fact.at});
  }

  void on(const ValueSet& fact) {
    run("INSERT INTO conversation_values (conversation, name, at, payload, label_zh, label_en) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (conversation, name) DO UPDATE SET at = excluded.at, "
        "payload = excluded.payload, label_zh = excluded.label_zh, label_en = excluded.label_en",
        {fact.conversation, clean(fact.value.name), fact.at, payload_of(fact.value.value), clean(fact.label.zh),
         clean(fact.label.en)});
  }

  void on(const ParticipantJoined& fact) {
    run("INSERT INTO participants (id, conversation, kind, agent, leg, joined_at) VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT DO NOTHING",
        {fact.participant, fact.conversation, static_cast<int>(fact.kind), fact.agent, fact.leg, fact.at});
    if (fact.leg)
      run("INSERT INTO legs (id, conversation, participant, agent, since) VALUES ($1, $2, $3, $4, $5) "
          "ON CONFLICT (id) DO UPDATE SET participant = excluded.participant",
          {fact.leg, fact.conversation, fact.participant, fact.agent, fact.at});
    if (fact.agent) run("UPDATE conversations SET agent = $2 WHERE id = $1", {fact.conversation, fact.agent});
  }

  void on(const ParticipantLeft& fact) {
    run("UPDATE participants SET left_at = $2, cause = $3 WHERE id = $1",
        {fact.participant, fact.at, static_cast<int>(fact.cause)});
  }

  void on(const SegmentStarted& fact) {
    run("INSERT INTO segments (id, conversation, participant, agent, kind, queue, started_at) "
        "VALUES ($1, $2, $3, (SELECT agent FROM participants WHERE id = $3), $4, $5, $6) ON CONFLICT DO NOTHING",
        {fact.segment, fact.conversation, fact.participant, static_cast<int>(fact.kind), fact.queue, fact.at});
  }

  void on(const SegmentEnded& fact) { run("UPDATE segments SET ended_at = $2 WHERE id = $1", {fact.segment, fact.at}); }

  void on(const LegStateChanged& fact) {
    if (fact.answered)
      run("UPDATE legs SET answered_at = $2 WHERE id = $1 AND answered_at IS NULL", {fact.leg, fact.at});
  }

  void on(const LegGone& fact) {
    run("UPDATE legs SET gone_at = $2, cause = $3, gone_by = $4 WHERE id = $1",
        {fact.leg, fact.at, static_cast<int>(fact.cause), static_cast<int>(fact.by)});
  }

  void on(const TaskCreated& fact) {
    run("INSERT INTO queue_visits (task, conversation, queue, channel, priority, entered_at) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        {fact.task, fact.conversation, fact.queue, static_cast<int>(fact.channel), fact.priority, fact.entered_at()});
    run("UPDATE conversations SET queue = $2 WHERE id = $1", {fact.conversation, fact.queue});
  }

  void on(const TaskEnded& fact) {
    run("UPDATE queue_visits SET left_at = $2, outcome = $3, wait_ms = $2 - entered_at WHERE task = $1",
        {fact.task, fact.at, static_cast<int>(fact.outcome)});
  }

  void on(const ReservationMade& fact) {
    run("INSERT INTO reservations (id, task, conversation, agent, queue, channel, cost, leg, candidates, idle_ms, "
        "made_at, "
        "expires_at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '') ON CONFLICT DO NOTHING",
        {fact.reservation, fact.task, fact.conversation, fact.agent, fact.queue, static_cast<int>(fact.channel),
         fact.cost, fact.leg, fact.why.candidates, fact.why.idle_ms, fact.at, fact.expires});
    if (fact.leg)
      run("INSERT INTO legs (id, conversation, agent, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
          {fact.leg, fact.conversation, fact.agent, fact.at});
  }

  void on(const ReservationEnded& fact) {
    run("UPDATE reservations SET ended_at = $2, outcome = $3, reason = $4 WHERE id = $1",
        {fact.reservation, fact.at, static_cast<int>(fact.outcome), clean(fact.reason)});
    if (fact.outcome == ReservationOutcome::accepted)
      run("UPDATE queue_visits SET agent = (SELECT agent FROM reservations WHERE id = $1) "
          "WHERE task = (SELECT task FROM reservations WHERE id = $1)",
          {fact.reservation});
  }

  void on(const MessageCreated& fact) {
    run("INSERT INTO messages (id, conversation, number, author, agent, at, client_key, payload) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        {fact.message, fact.conversation, fact.number, static_cast<int>(fact.author), fact.agent, fact.at, fact.key,
         payload_of(fact.text)});
    run("UPDATE conversations SET messages = $2, last_message_at = $3 WHERE id = $1",
        {fact.conversation, fact.number, fact.at});
  }

  void on(const RecordingStarted& fact) {
    run("INSERT INTO recordings (id, conversation, started_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        {fact.recording, fact.conversation, fact.at});
  }

  void on(const RecordingEnded& fact) {
    run("UPDATE recordings SET ended_at = $2 WHERE id = $1", {fact.recording, fact.at});
  }

  void on(const WrappedUp& fact) {
    run("INSERT INTO wrap_ups (participant, conversation, agent, at, disposition, note, case_id) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        {fact.participant, fact.conversation, fact.agent, fact.at, clean(fact.disposition), payload_of(fact.note),
         fact.case_id});
  }

  store::Session& session_;
  std::int64_t position_;
  std::int64_t item_ = 0;
  std::optional<Failure> failure_;
};

Result<void> rebuild_inside(store::Session& session) {
  for (const auto& table : projection_tables())
    if (auto emptied = session.run("DELETE FROM " + table); !emptied) return emptied.error();
  Projection projection;
  std::int64_t position = 0;
  while (true) {
    auto batch = read_records(session, position, 500);
    if (!batch) return batch.error();
    if (batch->empty()) return {};
    for (const auto& [number, record] : *batch) {
      if (auto done = projection.apply(session, number, *record); !done) return done;
      position = number;
    }
  }
}

}  // namespace

Result<void> Projection::apply(store::Session& session, std::int64_t position, const Record& record) {
  Writing writing(session, position);
  for (const auto& fact : record.facts)
    if (auto written = writing.write(fact); !written) return written;
  return {};
}

const std::vector<std::string>& projection_tables() {
  static const std::vector<std::string> tables{
      "configurations", "agent_states", "conversations", "contacts", "conversation_values", "participants", "segments",
      "legs",           "queue_visits", "reservations",  "messages", "recordings",          "wrap_ups"};
  return tables;
}

Result<void> rebuild_projection(store::Session& session) {
  if (auto begun = session.begin(); !begun) return begun;
  auto rebuilt = rebuild_inside(session);
  if (!rebuilt) {
    (void)session.rollback();  // the failure that counts is the first
    return rebuilt;
  }
  return session.commit();
}

}  // namespace tandem
