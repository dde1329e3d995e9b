#include "channels/webchat/webchat.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "channels/webchat/visitor.hpp"
#include "net/http/json.hpp"

namespace tandem::webchat {
namespace {

using boost::asio::awaitable;

std::string text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string(*text) : std::string{};
}

std::optional<json::object> parse_object(const std::string& text) {
  auto value = net::parse_json(text, {.bytes = 64 * 1024, .depth = 8});
  if (!value || !value->is_object()) return std::nullopt;
  return value->as_object();
}

bool may_embed(const Site& site, const net::Request& request) {
  const auto origin = request.header("Origin");
  if (site.origins.empty() || origin.empty()) return true;
  return std::find(site.origins.begin(), site.origins.end(), origin) != site.origins.end();
}

std::string error_of(Refusal refusal) { return std::string(name_of(refusal)); }

}  // namespace

struct WebChat::Visit {
  std::shared_ptr<Tab> tab;
  Site site;
  std::string token, visitor, language;
  std::optional<KnownCustomer> customer;

  void send(std::string frame) const { tab->socket->send(std::move(frame)); }
};

WebChat::WebChat(Dependencies dependencies, Options options)
    : on_(std::move(dependencies)),
      options_(options),
      hub_(on_.engine, on_.agent_name),
      messages_(options.messages),
      connections_(options.connections),
      calls_(options.calls) {}

void WebChat::follow() {
  on_.engine.on_committed([this](const Committed& committed) { hub_.on_committed(committed); });
}

void WebChat::mount(net::Router& router) {
  net::WebSocketOptions options;
  options.queue_messages = 256;
  options.queue_bytes = 256 * 1024;
  options.origin_allowed = [](const net::Request&) { return true; };  // the hello names the site, whose origins decide
  router.websocket("/api/v1/visitor", [this](Socket socket) { return serve(std::move(socket)); }, options);
}

awaitable<void> WebChat::serve(Socket socket) {
  if (connections_.take(socket->request().remote_address).count() > 0) {
    socket->close(1013, "too many connections");
    co_return;
  }
  auto visit = co_await hello(socket);
  if (!visit) co_return;
  hub_.join(visit->visitor, visit->tab);
  co_await send_welcome(*visit);
  for (;;) {
    auto text = co_await socket->receive();
    if (!text) break;
    auto frame = parse_object(*text);
    if (frame) {
      co_await handle(*visit, *frame);
    } else {
      visit->send(error_frame("bad_message", "a message is a JSON object"));
    }
  }
  hub_.leave(visit->visitor, visit->tab);
}

awaitable<std::unique_ptr<WebChat::Visit>> WebChat::hello(Socket socket) {
  auto text = co_await socket->receive();
  if (!text) co_return nullptr;
  const auto frame = parse_object(*text);
  if (!frame || text_of(*frame, "type") != "hello") {
    socket->close(1008, "the first message is a hello");
    co_return nullptr;
  }
  auto visit = std::make_unique<Visit>();
  const auto key = text_of(*frame, "site");
  bool known = false;
  on_.engine.view([&](const State& state, std::int64_t) {
    for (const auto& site : state.configuration->sites)
      if (site.key == key) {
        visit->site = site;
        known = true;
      }
  });
  if (!known || !may_embed(visit->site, socket->request())) {
    socket->close(known ? 4403 : 4401, known ? "this page may not embed the widget" : "unknown site");
    co_return nullptr;
  }
  const auto token = text_of(*frame, "visitor");
  visit->token = is_token(token) ? token : new_token();
  visit->visitor = visitor_id(visit->token);
  visit->language = text_of(*frame, "language").starts_with("en") ? "en" : "zh-CN";
  visit->tab = std::make_shared<Tab>(socket);
  co_await identify(*visit, *frame);
  co_return visit;
}

// A signed customer is tied to this visitor for good; anybody else is who this visitor was before.
awaitable<void> WebChat::identify(Visit& visit, const json::object& hello) {
  const auto* claim = hello.if_contains("customer");
  if (claim && claim->is_object()) {
    const auto id = text_of(claim->as_object(), "id");
    if (is_signed(visit.site.secret, id, text_of(claim->as_object(), "signature"))) {
      auto found = co_await on_.directory.find_by_external_id(id);
      if (found && *found) {
        visit.customer = **found;
        const auto linked = co_await on_.directory.link_visitor(visit.customer->customer, visit.visitor);
        if (!linked) log::warn("webchat visitor not linked: {}", linked.error().detail);
        co_return;
      }
    } else {
      log::info("webchat signature refused site={} address={}", visit.site.key, visit.tab->socket->request().remote_address);
    }
  }
  auto found = co_await on_.directory.find_by_visitor(visit.visitor);
  if (found) visit.customer = *found;
}

// The page may have been open for hours: what the router goes by is as of now.
awaitable<void> WebChat::look_up_again(Visit& visit) {
  if (!visit.customer) co_return;
  auto found = co_await on_.directory.find_by_visitor(visit.visitor);
  if (found && *found) visit.customer = std::move(*found);
}

awaitable<void> WebChat::send_welcome(Visit& visit) {
  auto history = co_await read_history(on_.store, visit.visitor, options_.history_messages);
  json::array messages;
  if (history) {
    for (const auto& message : *history) messages.push_back(to_json(message, on_.agent_name));
  } else {
    log::warn("webchat history not read: {}", history.error().detail);
  }
  bool online = false;
  on_.engine.view([&](const State& state, std::int64_t) { online = !state.ready.empty(); });
  json::value chat = nullptr, call = nullptr;
  if (const auto state = hub_.chat_state(visit.visitor)) chat = to_json(*state, on_.agent_name);
  if (const auto leg = hub_.call_of(visit.visitor)) call = json::object{{"leg", leg.text()}};
  const json::object welcome{{"type", "welcome"},
                             {"visitor", visit.token},
                             {"greeting", {{"zh", visit.site.greeting.zh}, {"en", visit.site.greeting.en}}},
                             {"online", online},
                             {"can_call", static_cast<bool>(visit.site.number)},
                             {"conversation", std::move(chat)},
                             {"history", std::move(messages)},
                             {"call", std::move(call)}};
  hub_.welcome(visit.tab, json::serialize(welcome));
}

awaitable<void> WebChat::handle(Visit& visit, const json::object& frame) {
  const auto type = text_of(frame, "type");
  if (type == "ping") {
    visit.send(R"({"type":"pong"})");
  } else if (type == "message") {
    const auto* instead = frame.if_contains("instead_of_call");
    const bool takes_its_place = instead && instead->is_bool() && instead->get_bool();
    co_await post(visit, text_of(frame, "key"), text_of(frame, "text"), takes_its_place);
  } else if (type == "end") {
    co_await end_chat(visit);
  } else if (type == "call") {
    co_await look_up_again(visit);
    call(visit, text_of(frame, "sdp"));
  } else if (type == "call.resume") {
    resume(visit, LegId::parse(text_of(frame, "leg")), text_of(frame, "sdp"));
  } else if (type == "call.digits") {
    if (const auto leg = hub_.call_of(visit.visitor))
      on_.telephony.visitor_digits(make_private(visit.visitor), leg, text_of(frame, "digits"));
  } else if (type == "call.hang_up") {
    if (const auto leg = hub_.call_of(visit.visitor)) on_.telephony.visitor_hang_up(make_private(visit.visitor), leg);
  } else {
    visit.send(error_frame("bad_message", "there is no message of type '" + type.substr(0, 40) + "'"));
  }
}

bool WebChat::message_is_acceptable(Visit& visit, const std::string& key, const std::string& text) {
  if (key.empty() || key.size() > options_.most_key_bytes) {
    visit.send(error_frame("bad_message", "a message has a key of 1 to 64 bytes"));
  } else if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    visit.send(error_frame("empty", "the message has no text", key));
  } else if (text.size() > options_.most_text_bytes) {
    visit.send(error_frame("too_long", "the message is longer than 8000 bytes", key));
  } else if (messages_.take(visit.visitor).count() > 0) {
    visit.send(error_frame("rate_limited", "too many messages at once", key));
  } else {
    return true;
  }
  return false;
}

// The acknowledgement is the message's own echo, which the hub sends once it is committed.
awaitable<void> WebChat::post(Visit& visit, std::string key, std::string text, bool instead_of_call) {
  if (!message_is_acceptable(visit, key, text)) co_return;
  const auto hash = key_hash(key);
  hub_.expect(visit.tab, hash, key);
  const auto body = make_private(std::move(text));
  const auto id = on_.ids.next<MessageId>();
  if (const auto open = hub_.open_chat(visit.visitor)) {
    MessagePosted posted;
    posted.conversation = open;
    posted.message = id;
    posted.key = hash;
    posted.text = body;
    auto done = co_await on_.engine.ask(std::move(posted));
    if (!done) co_return visit.send(error_frame("unavailable", "the message could not be stored, try again", key));
    if (done->refusal == Refusal::none) co_return;
    if (done->refusal == Refusal::duplicate) {
      auto known = co_await read_by_key(on_.store, open, hash);
      if (known && *known) hub_.acknowledge(visit.tab, **known);
      co_return;
    }
    const bool over = done->refusal == Refusal::conversation_over || done->refusal == Refusal::unknown_conversation;
    if (!over) co_return visit.send(error_frame(error_of(done->refusal), "the message was refused", key));
  }
  co_await look_up_again(visit);
  ChatArrived arrived;
  arrived.site = visit.site.id;
  arrived.contact = make_private(visit.visitor);
  if (visit.customer) {
    arrived.customer = visit.customer->customer;
    arrived.tier = visit.customer->tier;
    arrived.traits = visit.customer->traits;
  }
  arrived.language = visit.language;
  arrived.message = id;
  arrived.key = hash;
  arrived.text = body;
  if (instead_of_call) arrived.instead_of = hub_.calling(visit.visitor);
  auto done = co_await on_.engine.ask(std::move(arrived));
  if (!done) co_return visit.send(error_frame("unavailable", "the message could not be stored, try again", key));
  if (done->refusal != Refusal::none) visit.send(error_frame(error_of(done->refusal), "the chat was refused", key));
}

awaitable<void> WebChat::end_chat(Visit& visit) {
  const auto open = hub_.open_chat(visit.visitor);
  if (!open) co_return;
  EndConversation end;
  end.conversation = open;
  end.by = EndedBy::customer;
  auto done = co_await on_.engine.ask(std::move(end));
  if (!done) visit.send(error_frame("unavailable", "the chat could not be ended, try again"));
}

void WebChat::call(Visit& visit, std::string sdp) {
  if (!visit.site.number) return visit.send(error_frame("no_calls", "this site takes no calls"));
  if (hub_.call_of(visit.visitor)) return visit.send(error_frame("call_exists", "a call is up already"));
  if (calls_.take(visit.tab->socket->request().remote_address).count() > 0)
    return visit.send(error_frame("rate_limited", "too many calls, try again in a minute"));
  BrowserCall call;
  call.number = visit.site.number;
  call.site = visit.site.id;
  call.contact = make_private(visit.visitor);
  call.language = visit.language;
  if (visit.customer) {
    call.customer = visit.customer->customer;
    call.tier = visit.customer->tier;
    call.traits = visit.customer->traits;
  }
  auto socket = visit.tab->socket;
  on_.telephony.visitor_call(std::move(call), std::move(sdp), [socket](Result<std::pair<LegId, std::string>> answer) {
    if (!answer) {
      socket->send(error_frame("call_failed", answer.error().detail));
    } else {
      const auto& [leg, description] = *answer;
      socket->send(json::serialize(json::object{{"type", "call.answer"}, {"leg", leg.text()}, {"sdp", description}}));
    }
  });
}

void WebChat::resume(Visit& visit, LegId leg, std::string sdp) {
  const auto mine = hub_.call_of(visit.visitor);
  if (!mine || mine != leg) return visit.send(call_ended_frame(EndCause::connection_lost));
  auto socket = visit.tab->socket;
  auto state = hub_.call_frame(visit.visitor);
  on_.telephony.visitor_offer(make_private(visit.visitor), leg, std::move(sdp), [socket, leg, state](Result<std::string> answer) {
    if (!answer) {
      socket->send(error_frame("call_failed", answer.error().detail));
      return;
    }
    socket->send(json::serialize(json::object{{"type", "call.answer"}, {"leg", leg.text()}, {"sdp", *answer}}));
    if (!state.empty()) socket->send(state);
  });
}

}  // namespace tandem::webchat
