#include "api/routes/live.hpp"

#include "api/shapes/users.hpp"
#include "base/log.hpp"

namespace tandem::api {

json::value agent_of(Context& context, AgentId agent) {
  json::value out;
  context.engine.view([&](const State& state, std::int64_t) {
    const auto* found = state.agent(agent);
    if (found) out = agent_live(state, *found, {context.accounts, *state.configuration});
  });
  return out;
}

json::object user_of(Context& context, const Account& account) {
  const auto configuration = context.configuration();
  return user_json(account, agent_of(context, account.id), {context.accounts, *configuration});
}

std::optional<Conversation> open_conversation(Context& context, ConversationId id) {
  std::optional<Conversation> out;
  context.engine.view([&](const State& state, std::int64_t) {
    if (const auto* found = state.conversation(id)) out = *found;
  });
  return out;
}

awaitable<json::value> live_json(Context& context, ConversationId id) {
  const auto before = open_conversation(context, id);
  json::value out;
  if (!before) co_return out;
  std::optional<crm::CustomerBrief> customer;
  if (before->customer) {
    std::vector<CustomerId> wanted{before->customer};
    auto found = co_await context.customers.briefs(std::move(wanted));
    if (found && !found->empty()) customer = std::move(found->front());
  }
  context.engine.view([&](const State& state, std::int64_t) {
    if (const auto* found = state.conversation(id))
      out = conversation_live(state, *found, {context.accounts, *state.configuration}, customer ? &*customer : nullptr);
  });
  co_return out;
}

awaitable<Response> live_response(Context& context, ConversationId id) {
  auto live = co_await live_json(context, id);
  if (!live.is_null()) co_return net::json_response(live);
  // It closed with this very request: nothing is open any more.
  json::object ended{{"id", id.text()}, {"state", "ended"}};
  co_return net::json_response(ended);
}

std::optional<Response> not_theirs(const std::optional<Conversation>& conversation, AgentId agent) {
  if (!conversation) return refused(Refusal::unknown_conversation);
  const auto* who = conversation->of_agent(agent);
  const bool rings = who && who->segment && who->segment->kind == SegmentKind::ringing;
  if (!who || rings) return refused(Refusal::not_yours);
  return std::nullopt;
}

LinkCustomer link_of(ConversationId conversation, KnownCustomer known) {
  LinkCustomer link;
  link.conversation = conversation;
  link.customer = known.customer;
  link.tier = std::move(known.tier);
  link.language = std::move(known.language);
  link.traits = std::move(known.traits);
  return link;
}

awaitable<void> keep_contact(Context& context, Conversation conversation, CustomerId customer, UserId by) {
  if (conversation.contact.text.empty() || conversation.contact.erased) co_return;
  const auto channel = conversation.channel;
  const bool telephone = channel == Channel::voice || channel == Channel::callback;
  const bool phone = telephone && conversation.contact.text.starts_with("+");
  crm::NewIdentity identity;
  identity.kind = phone ? crm::IdentityKind::phone : crm::IdentityKind::visitor;
  identity.value = conversation.contact.text;
  identity.source = phone ? "call" : "widget";
  if (channel == Channel::email) {
    identity.kind = crm::IdentityKind::email;
    identity.source = "email";
  }
  if (!phone && telephone && !conversation.site) co_return;  // withheld or no number
  auto saved = co_await context.customers.add_identity(customer, std::move(identity), by);
  if (!saved) log::warn("api.contact_not_kept conversation={} detail={}", conversation.id.value, saved.error().detail);
}

}  // namespace tandem::api
