// What an agent does with a call, and the end of a chat.
#include <algorithm>

#include "api/routes/handlers.hpp"
#include "api/routes/live.hpp"

namespace tandem::api::routes {
namespace {

awaitable<Response> tell(Context& context, Stimulus stimulus, ConversationId conversation) {
  auto asked = co_await ask(context, std::move(stimulus));
  if (asked.answer) co_return std::move(*asked.answer);
  co_return co_await live_response(context, conversation);
}

awaitable<Response> end(Context& context, Call call, bool voice) {
  const auto id = call.id<ConversationId>();
  const auto conversation = open_conversation(context, id);
  if (!conversation) co_return refused(Refusal::unknown_conversation);
  if ((conversation->channel == Channel::voice) != voice) co_return refused(voice ? Refusal::not_a_call : Refusal::not_a_chat);
  EndConversation stimulus;
  stimulus.conversation = id;
  stimulus.agent = call.user();
  co_return co_await tell(context, stimulus, id);
}

}  // namespace

awaitable<Response> set_hold(Context& context, Call call) {
  Fields fields(call.request);
  SetHold stimulus;
  stimulus.on = fields.flag("on");
  if (!fields.ok()) co_return fields.problem();
  stimulus.conversation = call.id<ConversationId>();
  stimulus.agent = call.user();
  co_return co_await tell(context, stimulus, stimulus.conversation);
}

awaitable<Response> set_mute(Context& context, Call call) {
  Fields fields(call.request);
  SetMute stimulus;
  stimulus.on = fields.flag("on");
  if (!fields.ok()) co_return fields.problem();
  stimulus.conversation = call.id<ConversationId>();
  stimulus.agent = call.user();
  co_return co_await tell(context, stimulus, stimulus.conversation);
}

awaitable<Response> send_digits(Context& context, Call call) {
  Fields fields(call.request);
  auto digits = fields.text("digits", 32);
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || c == '*' || c == '#' || (c >= 'A' && c <= 'D'); };
  if (fields.ok() && !std::all_of(digits.begin(), digits.end(), is_digit)) fields.add("digits", "are 0-9, *, # and A-D");
  if (!fields.ok()) co_return fields.problem();
  const auto id = call.id<ConversationId>();
  const auto conversation = open_conversation(context, id);
  if (auto refusal = not_theirs(conversation, call.user())) co_return std::move(*refusal);
  if (conversation->channel != Channel::voice) co_return refused(Refusal::not_a_call);
  const auto* customer = conversation->of_kind(ParticipantKind::customer);
  if (conversation->ended || !customer) co_return refused(Refusal::conversation_over);
  SendDigits effect;
  effect.leg = customer->leg;
  effect.digits = std::move(digits);
  context.telephony.perform(effect);
  co_return co_await live_response(context, id);
}

awaitable<Response> hang_up(Context& context, Call call) { co_return co_await end(context, std::move(call), true); }

awaitable<Response> end_chat(Context& context, Call call) { co_return co_await end(context, std::move(call), false); }

}  // namespace tandem::api::routes
