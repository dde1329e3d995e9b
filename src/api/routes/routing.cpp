// The router, tried out: what it would do with a contact that came now, under the configuration in force or a draft of another.
#include "api/routes/handlers.hpp"
#include "api/shapes/routing.hpp"
#include "base/phone.hpp"

namespace tandem::api::routes {
namespace {

constexpr std::size_t most_values = 50;

std::optional<Channel> channel_of(std::string_view word) {
  for (auto channel = Channel::voice; channel <= Channel::callback; channel = Channel{static_cast<int>(channel) + 1})
    if (name_of(channel) == word) return channel;
  return std::nullopt;
}

int percent(Fields& fields, std::string_view name) {
  const auto value = fields.maybe_integer(name).value_or(0);
  if (value < 0 || value > 100) fields.add(name, "is a whole number from 0 to 100");
  return static_cast<int>(std::clamp<std::int64_t>(value, 0, 100));
}

void read_values(Fields& fields, PreviewContact& contact) {
  const auto* values = fields.find("values");
  if (!values || values->is_null()) return;
  if (!values->is_object() || values->as_object().size() > most_values) return fields.add("values", "is {name: text}, at most 50 of them");
  for (const auto& [name, value] : values->as_object()) {
    if (!value.is_string() || name.size() > 100 || value.as_string().size() > 1000)
      return fields.add("values", "each is a text of at most 1000 bytes under a name of at most 100");
    contact.values.emplace_back(std::string(name), std::string(value.as_string()));
  }
}

template <class T, class Member>
auto id_named(const std::vector<T>& list, Member member, const std::string& name) {
  const auto at = std::ranges::find(list, name, member);
  return at == list.end() ? decltype(T::id){} : at->id;
}

const QueueNode* first_queue_behind(const Configuration& configuration, NumberId id) {
  const auto* number = find_by_id(configuration.numbers, id);
  const auto* flow = number ? find_by_id(configuration.flows, number->flow) : nullptr;
  if (!flow) return nullptr;
  for (const auto& node : flow->nodes)
    if (const auto* queue = std::get_if<QueueNode>(&node.body)) return queue;
  return nullptr;
}

// What the caller's form says; names are those of the configuration that is tried.
PreviewContact contact_of(Fields& fields, const Configuration& configuration) {
  PreviewContact contact;
  const auto channel = channel_of(fields.text("channel", 20));
  if (channel) contact.channel = *channel;
  else fields.add("channel", "is one of voice, webchat, ticket, email, callback");
  if (const auto number = fields.maybe_text("number", 40)) {
    contact.number = id_named(configuration.numbers, &Number::number, *number);
    if (!contact.number) fields.add("number", "there is no such number");
  }
  if (const auto queue = fields.maybe_text("queue", 100)) {
    contact.queue = id_named(configuration.queues, &Queue::name, *queue);
    if (!contact.queue) fields.add("queue", "there is no such queue");
  } else if (const auto* entered = first_queue_behind(configuration, contact.number)) {
    contact.queue = entered->queue;
    contact.priority = entered->priority;
  } else {
    fields.add("queue", "is needed where the number's flow leads to none");
  }
  contact.tier = fields.maybe_text("tier", 20).value_or("");
  contact.language = fields.maybe_text("language", 35).value_or("");
  contact.traits.region = fields.maybe_text("region", 100).value_or("");
  contact.traits.value = percent(fields, "value");
  contact.traits.risk = percent(fields, "risk");
  read_values(fields, contact);
  return contact;
}

// The customer behind a number, as if they called; what the form says itself goes before that.
void add_known(PreviewContact& contact, const KnownCustomer& known) {
  contact.customer = known.customer;
  if (contact.tier.empty()) contact.tier = known.tier;
  if (contact.language.empty()) contact.language = known.language;
  auto traits = known.traits;
  if (!contact.traits.region.empty()) traits.region = contact.traits.region;
  if (contact.traits.value > 0) traits.value = contact.traits.value;
  if (contact.traits.risk > 0) traits.risk = contact.traits.risk;
  contact.traits = std::move(traits);
}

}  // namespace

awaitable<Response> preview_routing(Context& context, Call call) {
  Fields fields(call.request);
  ConfigurationPtr draft;
  if (const auto* sections = fields.find("sections"); sections && sections->is_object()) {
    if (!context.configuration_desk) co_return not_here("drafts of the configuration");
    auto made = co_await context.configuration_desk->draft(sections->as_object());
    if (!made) co_return failed(made.error());
    if (!made->configuration) co_return net::json_response(json::object{{"problems", remarks_json(made->problems)}});
    draft = made->configuration;
  }
  const auto configuration = draft ? draft : context.configuration();
  auto contact = contact_of(fields, *configuration);
  const auto phone_text = fields.maybe_text("phone", 40);
  if (!fields.ok()) co_return fields.problem();
  if (phone_text && !context.directory) co_return not_here("the directory of customers");
  if (phone_text) {
    const auto phone = parse_phone(*phone_text, configuration->default_region);
    if (!phone) co_return bad_request("/phone", "is no telephone number");
    const auto e164 = phone->e164;
    auto known = co_await context.directory->find_by_phone(e164);
    if (!known) co_return failed(known.error());
    if (*known) add_known(contact, **known);
    else if (contact.traits.region.empty()) contact.traits.region = phone_region(e164, "zh");
  }
  State now;  // the engine waits for the copy, and not for what is tried with it
  context.engine.view([&](const State& state, std::int64_t) { now = state; });
  const auto tried = preview(std::move(now), contact, draft, WallTime::now());
  co_return net::json_response(preview_json(tried, {context.accounts, *tried.configuration}));
}

}  // namespace tandem::api::routes
