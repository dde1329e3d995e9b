#include "api/shapes/records.hpp"

#include "crm/records/identity.hpp"

namespace tandem::api {
namespace {

template <class Number>
json::value number_or_null(const std::optional<Number>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

}  // namespace

json::object customer_json(const crm::CustomerBrief& customer) {
  using crm::IdentityKind;
  return {{"id", customer.id.text()},
          {"name", customer.name},
          {"tier", customer.tier},
          {"language", text_or_null(customer.language)},
          {"region", words_or_null(customer.region)},
          {"phone", text_or_null(customer.phone.empty() ? "" : crm::masked(IdentityKind::phone, customer.phone))},
          {"email", text_or_null(customer.email.empty() ? "" : crm::masked(IdentityKind::email, customer.email))},
          {"identities", customer.identities}};
}

json::object customer_full_json(const crm::Customer& customer, bool reveal, const Names& names) {
  auto out = customer_json(customer.brief);
  json::array identities;
  for (const auto& identity : customer.identities)
    identities.push_back(json::object{{"id", identity.id.text()},
                                      {"kind", crm::name_of(identity.kind)},
                                      {"value", reveal ? identity.value : crm::masked(identity.kind, identity.value)},
                                      {"verified", identity.verified}});
  json::array preferences;
  for (const auto& preference : customer.preferences) preferences.push_back(json::value(preference));
  out["identities"] = std::move(identities);
  out["company"] = text_or_null(customer.company);
  out["address"] = text_or_null(customer.address);
  out["preferences"] = std::move(preferences);
  json::array blocked;
  for (const auto agent : customer.blocked) blocked.push_back(names.person(agent));
  out["value"] = customer.value;
  out["risk"] = customer.risk;
  out["blocked_agents"] = std::move(blocked);
  out["notes_count"] = customer.notes;
  out["created_at"] = to_rfc3339(customer.created);
  out["etag"] = "\"" + std::to_string(customer.brief.revision) + "\"";
  return out;
}

json::object order_json(const crm::Order& order, std::string_view language) {
  json::array items;
  for (const auto& item : order.items)
    items.push_back(json::object{{"name", item.name.in(language)}, {"quantity", item.quantity}});
  return {{"id", order.id.text()},
          {"number", order.number},
          {"status", order.status},
          {"ordered_at", to_rfc3339(order.ordered)},
          {"total", json::object{{"amount", order.amount_minor}, {"currency", order.currency}}},
          {"items", std::move(items)},
          {"tracking", text_or_null(order.tracking)},
          {"summary", words(order.summary)}};
}

json::object case_brief_json(const CaseBrief& brief, const Names& names) {
  return {{"id", brief.id.text()},
          {"number", brief.number},
          {"subject", brief.subject},
          {"status", brief.status},
          {"type", brief.type},
          {"priority", brief.priority},
          {"opened_at", to_rfc3339(brief.opened)},
          {"updated_at", to_rfc3339(brief.updated)},
          {"owner", names.person(brief.owner)},
          {"customer", json::object{{"id", brief.customer.text()}, {"name", brief.customer_name}}}};
}

json::object note_json(std::int64_t id, std::string_view text, UserId author, WallTime at, const Names& names) {
  return {{"id", std::to_string(id)}, {"text", text}, {"author", names.person(author)}, {"at", to_rfc3339(at)}};
}

json::object case_json(const cases::Case& found, const Names& names) {
  auto out = case_brief_json(found.brief, names);
  json::array conversations, notes;
  for (const auto conversation : found.conversations) conversations.push_back(json::value(conversation.text()));
  for (const auto& note : found.notes) notes.push_back(note_json(note.id.value, note.text, note.author, note.at, names));
  out["description"] = text_or_null(found.description);
  out["disposition"] = text_or_null(found.disposition);
  out["conversations"] = std::move(conversations);
  out["notes"] = std::move(notes);
  out["etag"] = "\"" + std::to_string(found.brief.revision) + "\"";
  return out;
}

json::object message_json(const MessageView& message, const Names& names) {
  return {{"id", message.id.text()},
          {"seq", message.number},
          {"conversation", message.conversation.text()},
          {"from", name_of(message.author)},
          {"author", names.person(message.agent)},
          {"text", message.text},
          {"at", to_rfc3339(message.at)},
          {"key", text_or_null(message.key)}};
}

json::array collected_json(const std::vector<crm::CollectedText>& collected) {
  json::array out;
  for (const auto& one : collected)
    out.push_back(json::object{{"name", one.name}, {"label", words(one.label)}, {"value", one.value}});
  return out;
}

json::object summary_json(const crm::PastContact& contact, json::value customer, const Names& names) {
  json::value queue = names.queue(contact.queue), agent = names.person(contact.agent);
  if (contact.imported && !contact.queue_name.empty()) queue = json::object{{"id", ""}, {"name", contact.queue_name}};
  if (contact.imported && !contact.agent_name.empty()) agent = json::object{{"id", ""}, {"name", contact.agent_name}};
  json::array recordings;
  for (const auto recording : contact.recordings) recordings.push_back(json::value(recording.text()));
  json::value part_of;
  if (contact.case_id)
    part_of = json::object{{"id", contact.case_id.text()}, {"number", contact.case_number}};
  const bool over = static_cast<bool>(contact.ended);
  const bool known = !customer.is_null();
  return {{"id", (contact.imported ? "imported-" : "") + std::to_string(contact.id)},
          {"channel", name_of(contact.channel)},
          {"direction", name_of(contact.direction)},
          {"started_at", to_rfc3339(contact.started)},
          {"ended_at", time_or_null(contact.ended)},
          {"customer", std::move(customer)},
          {"contact", contact_json(contact.channel, contact.contact, known)},
          {"queue", std::move(queue)},
          {"agent", std::move(agent)},
          {"outcome", contact.outcome},
          {"wait_ms", number_or_null(contact.wait_ms)},
          {"talk_ms", number_or_null(contact.talk_ms)},
          {"disposition", text_or_null(contact.disposition)},
          {"note", text_or_null(contact.note)},
          {"ended_by", over && contact.ended_by != EndedBy::nobody ? json::value(name_of(contact.ended_by)) : json::value(nullptr)},
          {"end_cause", over && contact.end_cause != EndCause::none ? json::value(name_of(contact.end_cause)) : json::value(nullptr)},
          {"recordings", std::move(recordings)},
          {"case", std::move(part_of)}};
}

json::object timeline_json(const crm::TimelineItem& item, const Names& names) {
  json::object out{{"kind", crm::name_of(item.kind)},
                   {"id", std::to_string(item.id)},
                   {"at", to_rfc3339(item.at)},
                   {"title", words(item.title)},
                   {"text", item.text.empty() ? json::value(nullptr) : json::value(item.text.in("zh"))},
                   {"state", text_or_null(item.state)},
                   {"agent", names.person(item.agent)},
                   {"queue", nullptr},
                   {"case_number", item.case_number ? json::value(item.case_number) : json::value(nullptr)},
                   {"recording", nullptr},
                   {"collected", nullptr}};
  if (!item.contact) {
    if (item.case_id && item.kind == crm::TimelineKind::note) out["case"] = item.case_id.text();
    return out;
  }
  const auto summary = summary_json(*item.contact, nullptr, names);
  out["id"] = summary.at("id");
  out["agent"] = summary.at("agent");
  out["queue"] = summary.at("queue");
  const auto& recordings = item.contact->recordings;
  out["recording"] = id_or_null(recordings.empty() ? RecordingId{} : recordings.front());
  out["wait_ms"] = summary.at("wait_ms");
  out["talk_ms"] = summary.at("talk_ms");
  out["disposition"] = summary.at("disposition");
  out["collected"] = collected_json(item.contact->collected);
  return out;
}

}  // namespace tandem::api
