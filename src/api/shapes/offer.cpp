// The offer: the screen pop in one piece, with the reason why this agent was asked.
#include <algorithm>

#include "api/shapes/live.hpp"
#include "api/shapes/records.hpp"
#include "api/shapes/routing.hpp"
#include "crm/records/identity.hpp"

namespace tandem::api {
namespace {

template <class List, class Shape>
json::array array_of(const List& list, Shape shape) {
  json::array out;
  for (const auto& item : list) out.push_back(shape(item));
  return out;
}

}  // namespace

json::object offer_json(const State& state, const Reservation& offer, const crm::Story& story,
                        std::span<const MessageView> messages, const Names& names) {
  const auto* conversation = state.conversation(offer.conversation);
  const auto* task = state.task(offer.task);
  const auto* profile = find_by_id(names.configuration.agents, offer.agent);
  const bool browser = profile && profile->phone == PhoneKind::browser;
  const auto contact = conversation ? shown(conversation->contact) : std::string();
  const bool known = story.customer.has_value();
  const auto reader = names.accounts.find(offer.agent);
  const std::string language = reader && !reader->language.empty() ? reader->language : names.configuration.default_language;
  Localized region;
  if (known) region = story.customer->region;
  if (region.empty() && contact.starts_with("+")) region = crm::region_of(contact);
  json::value customer, customer_name;
  if (known) {
    customer = customer_json(*story.customer);
    customer_name = json::object{{"id", story.customer->id.text()}, {"name", story.customer->name}};
  }
  json::array last;  // this one is on record already
  for (const auto& one : story.last_contacts)
    if (one.imported || one.id != offer.conversation.value) last.push_back(summary_json(one, customer_name, names));
  const auto order = [&](const crm::Order& one) { return order_json(one, language); };
  return {{"reservation", offer.id.text()},
          {"conversation", offer.conversation.text()},
          {"channel", name_of(offer.channel)},
          {"queue", names.queue(offer.queue)},
          {"offered_at", to_rfc3339(offer.made)},
          {"expires_at", to_rfc3339(offer.expires)},
          {"waited_ms", task ? offer.made.since_ms(task->since) : 0},
          {"why", words(why_text(offer.why, names.configuration))},
          {"leg", browser ? id_or_null(offer.leg) : json::value(nullptr)},
          {"customer", std::move(customer)},
          {"contact", contact_json(offer.channel, contact, known)},
          {"region", words_or_null(region)},
          {"work", conversation ? work_json(*conversation) : json::value(nullptr)},
          {"collected", conversation ? collected_json(*conversation) : json::array()},
          {"order", story.order ? json::value(order(*story.order)) : json::value(nullptr)},
          {"open_cases", array_of(story.open_cases, [&](const CaseBrief& one) { return case_brief_json(one, names); })},
          {"recent_orders", array_of(story.recent_orders, order)},
          {"last_conversations", std::move(last)},
          {"first_messages", array_of(messages, [&](const MessageView& one) { return message_json(one, names); })}};
}

}  // namespace tandem::api
