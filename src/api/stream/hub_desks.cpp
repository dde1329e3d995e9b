// The desks' side of the hub: the greeting, what a desk sends, what `ready` and the ticks hold.
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <charconv>

#include "api/shapes/live.hpp"
#include "api/shapes/users.hpp"
#include "api/stream/hub.hpp"
#include "base/log.hpp"

namespace tandem::api {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr auto greeting_limit = std::chrono::seconds(10);
constexpr int messages_per_second = 50;  // of one desk; more is no desk

net::SharedBytes shared_text(const json::object& message) {
  return std::make_shared<const std::string>(json::serialize(message));
}

std::string text_in(const json::object& message, std::string_view name) {
  const auto* found = message.if_contains(name);
  const auto* text = found ? found->if_string() : nullptr;
  return text ? std::string(*text) : std::string();
}

}  // namespace

awaitable<std::optional<Hub::Hello>> Hub::greet(std::shared_ptr<net::WebSocketSession> link) {
  asio::steady_timer limit(link->executor(), greeting_limit);
  limit.async_wait([link](const boost::system::error_code& cancelled) {
    if (!cancelled) link->close(4401, "authenticate first");
  });
  auto first = co_await link->receive();
  limit.cancel();
  if (!first) co_return std::nullopt;
  auto parsed = net::parse_json(*first);
  const auto* message = parsed ? parsed->if_object() : nullptr;
  if (!message || text_in(*message, "type") != "authenticate") {
    link->close(4401, "the first message authenticates");
    co_return std::nullopt;
  }
  Hello hello;
  hello.token = text_in(*message, "token");
  hello.tab = text_in(*message, "tab").substr(0, 100);
  if (const auto* since = message->if_contains("since"); since && since->is_int64()) hello.since = since->get_int64();
  co_return hello;
}

std::shared_ptr<Socket> Hub::admit(const std::shared_ptr<net::WebSocketSession>& link, const Hello& hello) {
  const auto session = sessions_.use(hello.token);
  const auto account = session ? services_.accounts.find(session->user) : std::nullopt;
  if (!account || !account->enabled) {
    link->close(4401, "this token is not known, or the session has ended");
    return nullptr;
  }
  auto socket = std::make_shared<Socket>();
  socket->link = link;
  socket->account = *account;
  socket->viewer = viewer_of(*account);
  socket->session = session->id;
  socket->tab = hello.tab;
  socket->conversations = socket->viewer.scope("conversation", "read");
  socket->agents = socket->viewer.scope("agent", "read");
  socket->metrics = socket->viewer.scope("metrics", "read");
  if (socket->viewer.scope("stream", "read") != Scope::none) return socket;
  link->close(4403, "your role has no live stream");
  return nullptr;
}

awaitable<void> Hub::serve(std::shared_ptr<net::WebSocketSession> link) {
  const auto hello = co_await greet(link);
  if (!hello) co_return;
  const auto socket = admit(link, *hello);
  if (!socket) co_return;
  asio::post(io_, [this, socket, since = hello->since] {
    if (stopping_) socket->link->close(1001, "the server is going away");
    else attach(socket, since);
  });
  co_await read(socket, hello->token);
  asio::post(io_, [this, socket] { detach(socket); });
}

awaitable<void> Hub::read(std::shared_ptr<Socket> socket, std::string token) {
  auto second = std::chrono::steady_clock::now();
  int taken = 0;
  while (true) {
    auto text = co_await socket->link->receive();
    if (!text) co_return;
    const auto now = std::chrono::steady_clock::now();
    if (now - second > std::chrono::seconds(1)) {
      second = now;
      taken = 0;
    }
    if (++taken > messages_per_second) {
      socket->link->close(1008, "too many messages");
      co_return;
    }
    if (!handle(socket, token, *text)) co_return;
  }
}

bool Hub::handle(const std::shared_ptr<Socket>& socket, const std::string& token, std::string_view text) {
  auto parsed = net::parse_json(text);
  const auto* message = parsed ? parsed->if_object() : nullptr;
  if (!message) {
    socket->link->close(1007, "messages are JSON objects");
    return false;
  }
  const auto type = text_in(*message, "type");
  if (type == "ping") {
    if (!sessions_.use(token)) {
      socket->link->close(4401, "the session has ended");
      return false;
    }
    return socket->link->send(std::string("{\"type\":\"pong\"}"));
  }
  if (type == "subscribe") {
    const auto* topics = message->if_contains("topics");
    const bool metrics = topics && topics->is_array() &&
                         std::find(topics->get_array().begin(), topics->get_array().end(), json::value("metrics")) !=
                             topics->get_array().end();
    asio::post(io_, [socket, metrics] { socket->wants_metrics = metrics && socket->metrics != Scope::none; });
  }
  if (type == "leg.offer") {
    const auto leg = LegId::parse(text_in(*message, "leg"));
    asio::post(io_, [this, socket, leg, sdp = text_in(*message, "sdp")]() mutable { legs_.offered(socket, leg, std::move(sdp)); });
  }
  return true;  // what a newer desk may send is passed over
}

net::SharedBytes Hub::ready_text(Socket& socket, bool resumed) {
  const auto& state = follower_.state();
  const auto names = follower_.names();
  json::array agents, conversations, offers;
  for (const auto& [id, agent] : state.agents)
    if (may_see(socket.viewer, socket.agents, id, names.configuration)) agents.push_back(follower_.agent(agent));
  for (const auto& [id, conversation] : state.conversations) {
    if (!may_see(socket.viewer, socket.conversations, conversation, names.configuration)) continue;
    socket.seen.insert(id.value);
    conversations.push_back(follower_.conversation(conversation));
  }
  for (auto& offer : follower_.offers(socket.viewer.user)) offers.push_back(std::move(offer));
  const auto* me = state.agent(socket.viewer.user);
  json::value mine;
  if (me) mine = follower_.agent(*me);
  json::object data{{"user", user_json(socket.account, mine, names)},
                    {"me", mine},
                    {"agents", std::move(agents)},
                    {"conversations", std::move(conversations)},
                    {"offers", std::move(offers)},
                    {"legs", legs_.of(socket)},
                    {"resumed", resumed}};
  return shared_text({{"type", "ready"}, {"seq", follower_.position()}, {"at", to_rfc3339(WallTime::now())}, {"data", std::move(data)}});
}

json::object Hub::metrics_for(const Viewer& viewer, Scope scope, const stats::LiveSnapshot& numbers) const {
  json::array agents;
  for (const auto& [id, agent] : follower_.state().agents)
    if (may_see(viewer, scope, id, *follower_.state().configuration)) agents.push_back(follower_.agent(agent));
  return metrics_json(numbers, std::move(agents));
}

// Readers who see the same get the same bytes.
void Hub::send_metrics() {
  const auto now = WallTime::now();
  std::map<std::pair<Scope, std::int64_t>, net::SharedBytes> texts;
  std::optional<stats::LiveSnapshot> numbers;
  for (const auto& [number, socket] : sockets_) {
    if (!socket->wants_metrics || !socket->live) continue;
    const auto scope = socket->metrics;
    const auto whose = scope == Scope::all ? 0 : scope == Scope::team ? socket->viewer.team.value : socket->viewer.user.value;
    if (!numbers) numbers = follower_.numbers(now);
    auto& text = texts[{scope, whose}];
    if (!text)
      text = shared_text({{"type", "metrics.tick"}, {"at", to_rfc3339(now)}, {"data", metrics_for(socket->viewer, scope, *numbers)}});
    socket->link->send(text);
  }
}

awaitable<json::array> Hub::agents(Viewer viewer, AgentId after, int limit) {
  auto work = [this, viewer, after, limit]() -> awaitable<json::array> {
    json::array out;
    const auto& state = follower_.state();
    const auto scope = viewer.scope("agent", "read");
    for (auto at = state.agents.upper_bound(after); at != state.agents.end() && out.size() < static_cast<std::size_t>(limit); ++at)
      if (may_see(viewer, scope, at->first, *state.configuration)) out.push_back(follower_.agent(at->second));
    co_return out;
  };
  co_return co_await asio::co_spawn(io_, std::move(work), asio::use_awaitable);
}

awaitable<json::object> Hub::metrics(Viewer viewer) {
  auto work = [this, viewer]() -> awaitable<json::object> {
    const auto numbers = follower_.numbers(WallTime::now());
    co_return metrics_for(viewer, viewer.scope("metrics", "read"), numbers);
  };
  co_return co_await asio::co_spawn(io_, std::move(work), asio::use_awaitable);
}

}  // namespace tandem::api
