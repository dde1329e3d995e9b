#include "api/auth/digest.hpp"
#include "api/queries/conversations.hpp"
#include "api/routes/handlers.hpp"
#include "base/log.hpp"

namespace tandem::api::routes {

awaitable<Response> post_message(Context& context, Call call) {
  Fields fields(call.request);
  auto text = fields.text("text", 8000);
  const auto key = fields.maybe_text("key", 100).value_or("");
  if (!fields.ok()) co_return fields.problem();
  const auto conversation = call.id<ConversationId>();
  MessagePosted stimulus;
  stimulus.conversation = conversation;
  stimulus.author = Author::agent;
  stimulus.agent = call.user();
  stimulus.message = context.ids.next<MessageId>();
  stimulus.key = key.empty() ? 0 : key_hash(key);
  stimulus.text = {context.ids.next<PayloadId>(), std::move(text), false};
  const auto hash = stimulus.key;
  if (!key.empty()) context.keys.remember(hash, key);
  auto done = co_await context.engine.ask(std::move(stimulus));
  if (!done) co_return failed(done.error());
  const auto configuration = context.configuration();
  const Names names{context.accounts, *configuration};
  if (const auto* created = done->find<MessageCreated>()) {
    MessageView view;
    view.id = created->message;
    view.number = created->number;
    view.conversation = conversation;
    view.author = created->author;
    view.agent = created->agent;
    view.text = created->text.text;
    view.at = created->at;
    view.key = key;
    co_return net::json_response(message_json(view, names), http::status::created);
  }
  const bool over = done->refusal == Refusal::conversation_over || done->refusal == Refusal::unknown_conversation;
  if (hash == 0 || (done->refusal != Refusal::duplicate && !over)) co_return refused(done->refusal);
  // Sent again because the first answer was lost: it is there, whatever has become of the chat since.
  auto before = co_await message_by_key(context.store, conversation, hash);
  if (!before) co_return failed(before.error());
  if (!*before || (*before)->agent != call.user()) co_return refused(done->refusal);
  (*before)->key = key;
  co_return net::json_response(message_json(**before, names));
}

awaitable<Response> mark_read(Context& context, Call call) {
  Fields fields(call.request);
  const auto up_to = fields.maybe_integer("seq");
  if (fields.ok() && (!up_to || *up_to < 0 || *up_to > 1'000'000'000)) fields.add("seq", "must be a message's number");
  if (!fields.ok()) co_return fields.problem();
  MarkRead stimulus;
  stimulus.conversation = call.id<ConversationId>();
  stimulus.agent = call.user();
  stimulus.up_to = static_cast<int>(*up_to);
  auto asked = co_await ask(context, stimulus);
  if (asked.answer) co_return std::move(*asked.answer);
  co_return net::no_content();
}

}  // namespace tandem::api::routes
