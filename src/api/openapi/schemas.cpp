// The shapes of requests and answers in one short notation, one line for each: `field: type`, with "?" behind a field
// that may be left out (requests) or be null (answers), `[type]` for a list, `a|b` for words, a name for another shape.
#include <boost/json.hpp>
#include <stdexcept>

#include "api/openapi/openapi.hpp"

namespace tandem::api {
namespace {

namespace json = boost::json;

constexpr std::string_view shapes = R"(
Problem = type: text, title: text, status: number, detail?: text, code?: text, errors?: [ProblemError], problems?: [Remark]
ProblemError = pointer: text, detail: text
Remark = path: text, text: Words
Named = id: text, name: text
Words = zh: text, en: text
Code = code: text, zh: text, en: text
SignIn = login: text, password: text
User = id: text, login: text, name: text, role: agent|supervisor|admin, team?: Named, language?: text, disabled: flag, is_agent: flag, etag: text
SignedIn = id: text, login: text, name: text, role: agent|supervisor|admin, team?: Named, permissions: [text], language: text, agent?: AgentLive
Session = token: text, expires_at: time, user: SignedIn
CurrentSession = expires_at: time, user: SignedIn
SessionInfo = id: text, user: text, created_at: time, used_at: time, expires_at: time, address: text, client: text, current: flag
NewUser = login: text, name: text, role: agent|supervisor|admin, password: text, team?: text, language?: text
UserPatch = name?: text, language?: text, password?: text, role?: agent|supervisor|admin, team?: text, disabled?: flag
AuditEntry = id: text, at: time, actor?: Named, action: text, resource?: text, detail?: any, address?: text
Demo = accounts: [DemoAccount]
DemoAccount = login: text, password: text, role: agent|supervisor|admin, name: text
Document = openapi: text, paths: any
DeskConfiguration = dispositions: [Code], break_reasons: [BreakReason], reject_reasons: [Code], case_types: [Code], case_statuses: [text], tiers: [Code], demo: flag, service_level: any, sip_number?: text
BreakReason = code: text, zh: text, en: text, limit_minutes?: number
Queue = id: text, name: text, requires: [any], teams: [Named], match: [language|region|tier|business|complexity], relax: [any], choose: longest_idle|least_occupied|most_skilled|least_skilled|round_robin|best_score, weights: any, sticky: any, priority: number, value_points: number, risk_points: number, auto_accept: flag, hours?: Named, overflow: [any], service_level: any
Configuration = version: number, sections: any
ConfigurationPatch = sections: any
ConfigurationChanged = version: number, changes: [text], warnings: [Remark], secrets: [DeviceSecret]
DeviceSecret = device: text, secret: text
RuleName = name: text, type: text|number|truth, zh: text, en: text, words?: [text]
Flow = id: text, name: text, version: number, nodes: number
Number = id: text, number: text, flow?: Named
AgentState = state: available|not_ready|break|offline, reason?: text
AgentLive = id: text, login: text, name: text, team?: Named, state: available|not_ready|break|offline, reason?: text, since: time, activity: idle|ringing|talking|on_hold|wrap_up|chatting, activity_since: time, load: any, connected: flag, phone: any, conversations: [text]
AgentRating = agent?: text, satisfaction?: number, resolution?: number
Rejection = reason?: text
Accepted = reservation: text, conversation?: text
Contact = kind: phone|visitor|email, text: text
Collected = name: text, label: Words, value: text
Participant = id: text, kind: customer|agent|flow, agent?: Named, leg?: text, segment?: any, muted: flag
ConversationLive = id: text, channel: voice|webchat|ticket|email|callback, direction: inbound|outbound, state: flow|scheduled|waiting|offered|active|wrap_up|ended, started_at: time, customer?: Customer, contact: Contact, queue?: Named, waiting_since?: time, participants: [Participant], collected: [Collected], recording?: any, unread: number, last_message?: any, priority: number, work?: Work
Work = case?: text, promised_at?: time, not_before?: time, note?: text, dial?: text
ConversationSummary = id: text, channel: voice|webchat|ticket|email|callback, direction: inbound|outbound, started_at: time, ended_at?: time, customer?: Named, contact: Contact, queue?: Named, agent?: Named, outcome: answered|abandoned|short_abandoned|flow_only|in_progress|failed|moved|overflowed, wait_ms?: number, talk_ms?: number, disposition?: text, note?: text, ended_by?: customer|agent|system, end_cause?: text, recordings: [text], case?: any
Conversation = id: text, channel: voice|webchat|ticket|email|callback, direction: inbound|outbound, started_at: time, ended_at?: time, customer?: Named, contact: Contact, queue?: Named, agent?: Named, outcome: text, wait_ms?: number, talk_ms?: number, disposition?: text, note?: text, ended_by?: text, end_cause?: text, recordings: [text], case?: any, participants: [any], collected: [Collected], messages_count: number, live?: ConversationLive
Routing = conversation: text, queue: Named, waiting_since: time, priority: number, due_at: time, ahead: number, estimated_wait_seconds?: number, requires: [any], teams: [Named], rules: [text], relaxed: number, relaxes_at?: time, kept_for?: any, helped_by: [Named], starts_at?: time, offer?: any, groups: [RoutingGroup]
RoutingCaller = channel: voice|webchat|ticket|email|callback, queue?: text, number?: text, phone?: text, tier?: text, language?: text, region?: text, value?: number, risk?: number, values?: any, sections?: any
RoutingPreview = queue?: Named, flow?: Named, rules?: [text], priority?: number, requires?: [any], teams?: [Named], agent?: Named, reason?: any, why?: Words, position?: number, estimated_wait_seconds?: number, groups?: [RoutingGroup], relaxations?: [any], overflow?: [any], kept_for?: Named, offered_at?: time, problems?: [Remark]
SimulationWish = load?: any, journal?: any, sections?: any, runs?: number, confidence?: number, staff?: flag, shrinkage?: number
SimulationId = id: text
Simulation = id: text, state: running|done|failed, done: number, runs: number, problem?: text, result?: any
RoutingGroup = obstacle: none|blocked|not_skilled|other_team|kept|signed_out|not_available|unreachable|busy|passed_over, count: number, text: Words, agents: [Named]
Message = id: text, seq: number, conversation: text, from: customer|agent|flow|system, author?: Named, text: text, at: time, key?: text
NewMessage = text: text, key?: text
Switch = on: flag
Digits = digits: text
CustomerLink = customer: text
ReadMark = seq: number
Move = from: text, to: text
NewCallback = phone?: text, queue: text, customer?: text, not_before?: time, due?: time, note?: text, priority?: number
CaseWork = queue: text, not_before?: time, due?: time, note?: text, priority?: number
WrapUp = disposition?: text, note?: text, case?: any, status?: new|open|waiting|solved|closed
WrappedUp = conversation?: ConversationSummary, case?: CaseBrief
Draft = disposition?: text, note?: text, case?: any, status?: text
Customer = id: text, name: text, tier: standard|silver|gold|vip, language?: text, region?: Words, phone?: text, email?: text, identities: number
Identity = id: text, kind: phone|email|visitor|external, value: text, verified: flag
CustomerFull = id: text, name: text, tier: standard|silver|gold|vip, language?: text, region?: Words, phone?: text, email?: text, identities: [Identity], company?: text, address?: text, preferences: [text], value: number, risk: number, blocked_agents: [Named], notes_count: number, created_at: time, etag: text
NewCustomer = name: text, tier?: standard|silver|gold|vip, language?: text, company?: text, address?: text, preferences?: [text], identities?: [NewIdentity], conversation?: text
CustomerPatch = name?: text, tier?: standard|silver|gold|vip, language?: text, company?: text, address?: text, preferences?: [text], value?: number, risk?: number, blocked_agents?: [text]
NewIdentity = kind: phone|email|visitor|external, value: text
NewNote = text: text
Note = id: text, text: text, author?: Named, at: time
TimelineItem = kind: call|chat|work|case|order|note, id: text, at: time, title: Words, text?: text, state?: text, agent?: Named, queue?: Named, case_number?: number, recording?: text, collected?: [Collected]
Order = id: text, number: text, status: paid|shipped|delivered|returned|cancelled, ordered_at: time, total: any, items: [any], tracking?: text, summary: Words
CaseBrief = id: text, number: number, subject: text, status: new|open|waiting|solved|closed, type: text, priority: low|normal|high|urgent, opened_at: time, updated_at: time, owner?: Named, customer: Named
Case = id: text, number: number, subject: text, status: new|open|waiting|solved|closed, type: text, priority: low|normal|high|urgent, opened_at: time, updated_at: time, owner?: Named, customer: Named, description?: text, disposition?: text, conversations: [text], notes: [Note], etag: text
NewCase = customer: text, subject: text, type?: text, priority?: low|normal|high|urgent, description?: text, order_number?: text, conversation?: text, owner?: text
CasePatch = subject?: text, type?: text, priority?: low|normal|high|urgent, status?: new|open|waiting|solved|closed, description?: text, disposition?: text, owner?: text
Recording = id: text, conversation: text, started_at: time, duration_ms: number, state: running|ended|cut
LiveMetrics = at: time, day_start: time, totals: any, agents_by_state: any, queues: [any], agents: [AgentLive]
)";

// The next piece up to `end`; what was read is taken off the text.
std::string_view piece(std::string_view& text, std::string_view end) {
  const auto at = text.find(end);
  const auto out = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
  return out;
}

json::object type_of(std::string_view type) {
  if (type.starts_with("[")) return {{"type", "array"}, {"items", type_of(type.substr(1, type.size() - 2))}};
  if (type == "text") return {{"type", "string"}};
  if (type == "time") return {{"type", "string"}, {"format", "date-time"}};
  if (type == "number") return {{"type", "number"}};
  if (type == "flag") return {{"type", "boolean"}};
  if (type == "any") return {};
  if (type.find('|') == std::string_view::npos) return {{"$ref", "#/components/schemas/" + std::string(type)}};
  json::array words;
  while (!type.empty()) words.push_back(json::value(piece(type, "|")));
  return {{"type", "string"}, {"enum", std::move(words)}};
}

json::object shape_of(std::string_view fields) {
  json::object properties;
  json::array needed;
  while (!fields.empty()) {
    auto field = piece(fields, ", ");
    auto name = piece(field, ": ");
    const bool optional = name.ends_with("?");
    if (optional) name.remove_suffix(1);
    if (name.empty() || field.empty()) throw std::logic_error("a shape of openapi is malformed");
    auto type = type_of(field);
    if (optional) type = {{"anyOf", {std::move(type), json::object{{"type", "null"}}}}};
    else needed.push_back(json::value(name));
    properties[name] = std::move(type);
  }
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(needed)}};
}

}  // namespace

json::object component_schemas() {
  json::object out;
  auto rest = shapes;
  while (!rest.empty()) {
    auto line = piece(rest, "\n");
    if (line.empty()) continue;
    const auto name = piece(line, " = ");
    out[name] = shape_of(line);
  }
  return out;
}

}  // namespace tandem::api
