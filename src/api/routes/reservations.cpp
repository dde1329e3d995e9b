#include "api/routes/handlers.hpp"

namespace tandem::api::routes {
namespace {

// Asked before the engine forgets it: which conversation it is about.
ConversationId conversation_of(Context& context, ReservationId id) {
  ConversationId out;
  context.engine.view([&](const State& state, std::int64_t) {
    if (const auto* found = state.reservation(id)) out = found->conversation;
  });
  return out;
}

Response done(ReservationId reservation, ConversationId conversation) {
  json::object body{{"reservation", reservation.text()}, {"conversation", id_or_null(conversation)}};
  return net::json_response(body);
}

}  // namespace

awaitable<Response> accept_reservation(Context& context, Call call) {
  AcceptReservation stimulus;
  stimulus.reservation = call.id<ReservationId>();
  stimulus.agent = call.user();
  const auto conversation = conversation_of(context, stimulus.reservation);
  auto asked = co_await ask(context, stimulus);
  if (asked.answer) co_return std::move(*asked.answer);
  co_return done(stimulus.reservation, conversation);
}

awaitable<Response> reject_reservation(Context& context, Call call) {
  Fields fields(call.request);
  const auto reason = fields.maybe_text("reason", 100);
  if (!fields.ok()) co_return fields.problem();
  RejectReservation stimulus;
  stimulus.reservation = call.id<ReservationId>();
  stimulus.agent = call.user();
  stimulus.reason = reason.value_or("");
  const auto conversation = conversation_of(context, stimulus.reservation);
  auto asked = co_await ask(context, stimulus);
  if (asked.answer) co_return std::move(*asked.answer);
  co_return done(stimulus.reservation, conversation);
}

}  // namespace tandem::api::routes
