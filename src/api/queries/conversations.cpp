#include "api/queries/conversations.hpp"

#include <array>
#include <map>

#include "stats/metrics/queue_day.hpp"

namespace tandem::api {
namespace {

using boost::asio::awaitable;

constexpr std::string_view columns =
    "SELECT c.id, c.channel, c.direction, c.started_at, c.ended_at, c.queue, "
    "(SELECT v.agent FROM queue_visits v WHERE v.conversation = c.id AND v.agent IS NOT NULL ORDER BY v.task DESC LIMIT 1), "
    "(SELECT MIN(v.outcome) FROM queue_visits v WHERE v.conversation = c.id AND v.outcome > 0), "
    "(SELECT COUNT(*) FROM queue_visits v WHERE v.conversation = c.id), c.ended_by, c.end_cause, "
    "(SELECT CAST(SUM(v.wait_ms) AS BIGINT) FROM queue_visits v WHERE v.conversation = c.id), "
    "(SELECT CAST(SUM(s.ended_at - s.started_at) AS BIGINT) FROM segments s WHERE s.conversation = c.id AND s.kind IN (4, 5) "
    "AND s.agent IS NOT NULL), k.id, k.number, "
    "w.disposition, n.body, n.erased_at, (SELECT x.contact FROM contacts x WHERE x.conversation = c.id), c.customer, u.name, "
    "c.messages FROM conversations c LEFT JOIN wrap_ups w ON w.participant = "
    "(SELECT MAX(x.participant) FROM wrap_ups x WHERE x.conversation = c.id) LEFT JOIN payloads n ON n.id = w.note "
    "LEFT JOIN cases k ON k.id = (SELECT MAX(y.case_id) FROM case_conversations y WHERE y.conversation = c.id) "
    "LEFT JOIN customers u ON u.id = c.customer WHERE ";

enum Column : std::size_t {
  id, channel, direction, started, ended, queue, agent, outcome, visits, ended_by, end_cause, wait, talk,
  case_id, case_number, disposition, note, note_erased, contact, customer, customer_name, messages
};

class Conditions {
 public:
  std::string place(store::Value value) {
    params.push_back(std::move(value));
    return "$" + std::to_string(params.size());
  }
  void add(const std::string& condition) { where += (where.empty() ? "" : " AND ") + condition; }
  std::string where;
  std::vector<store::Value> params;
};

std::string target_condition(const std::vector<Queue>& queues) {
  if (queues.empty()) return "1 = 0";
  std::string sql = "v.wait_ms <= CASE v.queue";
  for (const auto& one : queues)
    sql += " WHEN " + one.id.text() + " THEN " + std::to_string(std::int64_t{one.target_seconds} * 1000);
  return sql + " ELSE 20000 END";
}

// Empty: the view is about the conversation itself, not about its visit to a queue.
std::string visit_condition(const ConversationQuery& query) {
  const auto short_ms = std::to_string(stats::short_abandon_ms);
  switch (query.view) {
    case ConversationView::waiting: return "v.left_at IS NULL";
    case ConversationView::offered: return "1 = 1";
    case ConversationView::answered: return "v.outcome = 1";
    case ConversationView::abandoned: return "v.outcome = 2 AND v.wait_ms >= " + short_ms;
    case ConversationView::short_abandoned: return "v.outcome = 2 AND v.wait_ms < " + short_ms;
    case ConversationView::within_target: return "v.outcome = 1 AND " + target_condition(query.queues);
    default: return {};
  }
}

void add_view(Conditions& conditions, const ConversationQuery& query) {
  if (query.view == ConversationView::mine)
    conditions.add("c.closed_at IS NULL AND EXISTS (SELECT 1 FROM participants p WHERE p.conversation = c.id AND p.left_at IS "
                   "NULL AND p.agent = " + conditions.place(query.me) + ")");
  if (query.view == ConversationView::active)
    conditions.add("c.ended_at IS NULL AND EXISTS (SELECT 1 FROM segments s WHERE s.conversation = c.id AND s.ended_at IS NULL "
                   "AND s.agent IS NOT NULL AND s.kind IN (4, 5))");
  if (query.view == ConversationView::ended) conditions.add("c.ended_at IS NOT NULL");
  if (query.queue && query.view == ConversationView::active)
    conditions.add("c.queue = " + conditions.place(query.queue));
}

void add_time(Conditions& conditions, std::string& visit, const ConversationQuery& query) {
  const bool of_visit = !visit.empty() && query.view != ConversationView::waiting;
  const std::string column = of_visit ? "v.entered_at" : "c.started_at";
  std::vector<std::string> times;
  if (query.from && query.view != ConversationView::waiting && query.view != ConversationView::active)
    times.push_back(column + " >= " + conditions.place(*query.from));
  if (query.to) times.push_back(column + " < " + conditions.place(*query.to));
  for (const auto& time : times) {
    if (of_visit) visit += " AND " + time;
    else conditions.add(time);
  }
}

Conditions conditions_of(const ConversationQuery& query) {
  Conditions out;
  out.add(query.visible.empty() ? "1 = 0" : query.visible);
  auto visit = visit_condition(query);
  add_view(out, query);
  add_time(out, visit, query);
  if (query.queue && query.view != ConversationView::active)
    visit += (visit.empty() ? "" : " AND ") + ("v.queue = " + out.place(query.queue));
  if (query.agent) visit += (visit.empty() ? "" : " AND ") + ("v.agent = " + out.place(query.agent));
  if (!visit.empty()) out.add("EXISTS (SELECT 1 FROM queue_visits v WHERE v.conversation = c.id AND " + visit + ")");
  if (query.customer) out.add("c.customer = " + out.place(query.customer));
  if (query.id) out.add("c.id = " + out.place(query.id));
  const auto at = out.place(query.after.at);
  const auto last = out.place(query.after.id);
  out.add("(c.started_at < " + at + " OR (c.started_at = " + at + " AND c.id < " + last + "))");
  return out;
}

std::string outcome_of(const store::Row& row) {
  switch (static_cast<TaskOutcome>(row[outcome].integer())) {
    case TaskOutcome::answered: return "answered";
    case TaskOutcome::abandoned: return row[wait].integer() < stats::short_abandon_ms ? "short_abandoned" : "abandoned";
    case TaskOutcome::moved: return "moved";
    case TaskOutcome::overflowed: return "overflowed";
    case TaskOutcome::open: break;
  }
  if (row[ended].is_null()) return "in_progress";
  return row[visits].integer() > 0 ? "failed" : "flow_only";
}

std::optional<std::int64_t> duration(const store::Value& value) {
  return value.is_null() ? std::nullopt : std::optional(value.integer());
}

ConversationRow row_of(const store::Row& row) {
  ConversationRow out;
  auto& one = out.contact;
  one.id = row[id].integer();
  one.channel = static_cast<Channel>(row[channel].integer());
  one.direction = static_cast<Direction>(row[direction].integer());
  one.started = row[started].time();
  one.ended = row[ended].time();
  one.queue = row[queue].id<QueueId>();
  one.agent = row[agent].id<AgentId>();
  one.outcome = row[ended].is_null() ? "in_progress" : outcome_of(row);
  one.wait_ms = duration(row[wait]);
  one.talk_ms = duration(row[talk]);
  one.ended_by = static_cast<EndedBy>(row[ended_by].integer());
  one.end_cause = static_cast<EndCause>(row[end_cause].integer());
  one.case_id = row[case_id].id<CaseId>();
  one.case_number = row[case_number].integer();
  one.disposition = row[disposition].text();
  one.note = row[note_erased].is_null() ? row[note].text() : "erased";
  one.contact = row[contact].text();
  out.customer = row[customer].id<CustomerId>();
  out.customer_name = row[customer_name].text();
  out.messages = static_cast<int>(row[messages].integer());
  return out;
}

awaitable<Result<void>> add_recordings(store::Store& store, std::vector<ConversationRow>& items) {
  if (items.empty()) co_return Result<void>();
  Conditions conditions;
  std::map<std::int64_t, ConversationRow*> by_id;
  std::string places;
  for (auto& item : items) {
    places += (places.empty() ? "" : ", ") + conditions.place(ConversationId{item.contact.id});
    by_id[item.contact.id] = &item;
  }
  auto sql = "SELECT conversation, id FROM recordings WHERE conversation IN (" + places + ") ORDER BY id";
  auto rows = co_await store.read(std::move(sql), std::move(conditions.params));
  if (!rows) co_return rows.error();
  for (const auto& row : *rows) by_id.at(row[0].integer())->contact.recordings.push_back(row[1].id<RecordingId>());
  co_return Result<void>();
}

}  // namespace

std::optional<ConversationView> parse_view(std::string_view name) {
  using View = ConversationView;
  static constexpr std::array<std::pair<std::string_view, View>, 9> views{{{"mine", View::mine},
                                                                           {"waiting", View::waiting},
                                                                           {"active", View::active},
                                                                           {"offered", View::offered},
                                                                           {"answered", View::answered},
                                                                           {"abandoned", View::abandoned},
                                                                           {"short_abandoned", View::short_abandoned},
                                                                           {"within_target", View::within_target},
                                                                           {"ended", View::ended}}};
  if (name.empty()) return View::any;
  for (const auto& [word, view] : views)
    if (word == name) return view;
  return std::nullopt;
}

json::value ConversationRow::customer_value() const {
  if (!customer) return nullptr;
  return json::object{{"id", customer.text()}, {"name", customer_name}};
}

awaitable<Result<Page<ConversationRow>>> list_conversations(store::Store& store, ConversationQuery query) {
  auto conditions = conditions_of(query);
  const auto limit = conditions.place(query.limit + 1);
  auto sql = std::string(columns) + conditions.where + " ORDER BY c.started_at DESC, c.id DESC LIMIT " + limit;
  auto rows = co_await store.read(std::move(sql), std::move(conditions.params));
  if (!rows) co_return rows.error();
  Page<ConversationRow> page;
  for (const auto& row : *rows) {
    if (page.items.size() == static_cast<std::size_t>(query.limit)) {
      Cursor next;
      next.at = page.items.back().contact.started.ms;
      next.id = page.items.back().contact.id;
      page.next_cursor = next.text();
      break;
    }
    page.items.push_back(row_of(row));
  }
  auto added = co_await add_recordings(store, page.items);
  if (!added) co_return added.error();
  co_return page;
}

awaitable<Result<json::array>> participants_of(store::Store& store, ConversationId conversation, Names names) {
  std::vector<store::Value> params{conversation};
  auto rows = co_await store.read(
      "SELECT p.id, p.kind, p.agent, s.kind, s.started_at, s.ended_at, s.queue FROM participants p LEFT JOIN segments s ON "
      "s.participant = p.id AND s.conversation = p.conversation WHERE p.conversation = $1 ORDER BY p.id, s.id",
      std::move(params));
  if (!rows) co_return rows.error();
  json::array out;
  std::int64_t last = 0;
  for (const auto& row : *rows) {
    if (row[0].integer() != last) {
      last = row[0].integer();
      out.push_back(json::object{{"id", std::to_string(last)},
                                 {"kind", name_of(static_cast<ParticipantKind>(row[1].integer()))},
                                 {"agent", names.person(row[2].id<AgentId>())},
                                 {"segments", json::array()}});
    }
    if (row[3].is_null()) continue;
    out.back().as_object()["segments"].as_array().push_back(
        json::object{{"kind", name_of(static_cast<SegmentKind>(row[3].integer()))},
                     {"started_at", to_rfc3339(row[4].time())},
                     {"ended_at", time_or_null(row[5].time())},
                     {"queue", names.queue(row[6].id<QueueId>())}});
  }
  co_return out;
}

awaitable<Result<std::vector<crm::CollectedText>>> collected_of(store::Store& store, ConversationId conversation) {
  std::vector<store::Value> params{conversation};
  auto rows = co_await store.read(
      "SELECT v.name, v.label_zh, v.label_en, p.body, p.erased_at FROM conversation_values v LEFT JOIN payloads p ON p.id = "
      "v.payload WHERE v.conversation = $1 AND (v.label_zh <> '' OR v.label_en <> '') ORDER BY v.at, v.name",
      std::move(params));
  if (!rows) co_return rows.error();
  std::vector<crm::CollectedText> out;
  for (const auto& row : *rows) {
    crm::CollectedText one;
    one.name = row[0].text();
    one.label = {row[1].text(), row[2].text()};
    one.value = row[4].is_null() ? row[3].text() : "erased";
    out.push_back(std::move(one));
  }
  co_return out;
}

namespace {

constexpr std::string_view message_columns =
    "SELECT m.id, m.number, m.author, m.agent, m.at, p.body, p.erased_at FROM messages m LEFT JOIN payloads p ON p.id = "
    "m.payload WHERE m.conversation = $1 AND ";

MessageView message_of(const store::Row& row, ConversationId conversation) {
  MessageView out;
  out.id = row[0].id<MessageId>();
  out.number = static_cast<int>(row[1].integer());
  out.conversation = conversation;
  out.author = static_cast<Author>(row[2].integer());
  out.agent = row[3].id<AgentId>();
  out.at = row[4].time();
  out.text = row[6].is_null() ? row[5].text() : "erased";
  return out;
}

}  // namespace

awaitable<Result<MessagesPage>> messages_of(store::Store& store, ConversationId conversation, std::int64_t before, int limit) {
  std::vector<store::Value> params{conversation, before > 0 ? before : std::int64_t{1} << 40, limit + 1};
  auto rows = co_await store.read(std::string(message_columns) + "m.number < $2 ORDER BY m.number DESC LIMIT $3",
                                  std::move(params));
  if (!rows) co_return rows.error();
  MessagesPage page;
  for (const auto& row : *rows) {
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      page.older = std::to_string(page.items.back().number);
      break;
    }
    page.items.push_back(message_of(row, conversation));
  }
  std::vector<MessageView> ascending(page.items.rbegin(), page.items.rend());
  page.items = std::move(ascending);
  co_return page;
}

awaitable<Result<std::optional<MessageView>>> message_by_key(store::Store& store, ConversationId conversation,
                                                             std::int64_t key) {
  std::vector<store::Value> params{conversation, key};
  auto rows = co_await store.read(std::string(message_columns) + "m.client_key = $2 ORDER BY m.number LIMIT 1", std::move(params));
  if (!rows) co_return rows.error();
  if (rows->empty()) co_return std::nullopt;
  co_return message_of(rows->rows.front(), conversation);
}

}  // namespace tandem::api
