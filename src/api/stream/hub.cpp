#include "api/stream/hub.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_future.hpp>

#include "api/shapes/live.hpp"
#include "base/log.hpp"
#include "base/threads/thread_name.hpp"

namespace tandem::api {

namespace asio = boost::asio;
using asio::awaitable;
using Kind = PlannedEvent::Kind;

namespace {

constexpr std::size_t inbox_limit = 32768;

// A coroutine of the hub ends with the program or not at all: what it throws is a bug.
void spawn(asio::io_context& io, awaitable<void> work) {
  asio::co_spawn(io, std::move(work), [](const std::exception_ptr& thrown) {
    if (thrown) std::rethrow_exception(thrown);
  });
}

}  // namespace

Hub::Hub(FollowerServices services, Sessions& sessions, Telephony& telephony)
    : busy_(io_.get_executor()),
      inbox_(io_, inbox_limit),
      services_(services),
      sessions_(sessions),
      follower_(services),
      replay_(services, follower_),
      legs_(telephony, io_.get_executor(),
            {[this](AgentId agent) { return sockets_of(agent); },
             [this](ReservationId id) { return follower_.state().reservation(id) != nullptr; }}),
      clock_(io_) {
  services_.engine.on_committed([this](const Committed& committed) { inbox_.put(committed); });
}

Hub::~Hub() { stop(); }

void Hub::run(awaitable<void> work) { spawn(io_, std::move(work)); }

Result<void> Hub::start() {
  thread_ = std::thread([this] {
    name_thread("stream");
    io_.run();
  });
  auto loaded = asio::co_spawn(io_, follower_.load(), asio::use_future).get();
  if (!loaded) return loaded;
  counters_.position = follower_.position();
  spawn(io_, follow());
  spawn(io_, tick());
  return {};
}

void Hub::stop() {
  if (!thread_.joinable()) return;
  asio::post(io_, [this] {
    stopping_ = true;
    inbox_.stop();
    clock_.cancel();
    for (const auto& [number, socket] : sockets_) socket->link->close(1001, "the server is going away");
  });
  busy_.reset();
  thread_.join();
}

awaitable<void> Hub::follow() {
  while (!stopping_) {
    auto taken = co_await inbox_.take();
    for (auto& committed : taken.records) {
      if (stopping_) co_return;
      const auto events = co_await follower_.take(committed);
      for (const auto& event : events) tell(committed, event);
      follower_.taken(std::max(follower_.position(), committed.number));
    }
    if (taken.overflowed && !stopping_) co_await begin_anew();
    counters_.position = follower_.position();
  }
}

awaitable<void> Hub::begin_anew() {
  log::warn("stream.resync sockets={}", sockets_.size());
  counters_.resyncs += 1;
  for (const auto& [number, socket] : sockets_) socket->link->close(1013, "the stream begins anew");
  auto loaded = co_await follower_.load();
  if (!loaded) log::error("stream.no_state detail={}", loaded.error().detail);
}

std::vector<SocketPtr> Hub::sockets_of(AgentId agent) const {
  std::vector<SocketPtr> out;
  if (const auto at = by_user_.find(agent); at != by_user_.end())
    for (const auto& [number, socket] : at->second) out.push_back(socket);
  return out;
}

// Whoever takes part, has taken part, or sees more than their own.
std::vector<SocketPtr> Hub::concerned(const Conversation& conversation) const {
  std::map<std::int64_t, SocketPtr> found = wide_;
  for (const auto& participant : conversation.participants)
    if (participant.agent)
      for (auto& socket : sockets_of(participant.agent)) found.emplace(socket->number, socket);
  std::vector<SocketPtr> out;
  for (auto& [number, socket] : found) out.push_back(std::move(socket));
  return out;
}

void Hub::tell_about_conversation(const Committed& committed, const Event& event) {
  const auto& configuration = *follower_.state().configuration;
  const auto id = event.conversation->id.value;
  const auto text = [&](bool ended) {
    auto data = follower_.conversation(*event.conversation);
    if (ended) data["state"] = "ended";
    return event_text(committed.number, committed.record->at, event, json::serialize(data));
  };
  net::SharedBytes updated, removed;
  for (const auto& socket : concerned(*event.conversation)) {
    const bool visible = may_see(socket->viewer, socket->conversations, *event.conversation, configuration);
    const bool was_seen = socket->seen.contains(id);
    if (visible && event.kind == Kind::conversation) {
      socket->seen.insert(id);
      if (!updated) updated = text(false);
      socket->send(updated);
    } else if (was_seen || visible) {
      socket->seen.erase(id);
      if (!removed) removed = text(true);
      socket->send(removed);
    }
  }
}

void Hub::tell(const Committed& committed, const Event& event) {
  counters_.events += 1;
  if (event.kind == Kind::conversation || event.kind == Kind::closed) return tell_about_conversation(committed, event);
  if (sockets_.empty()) return;
  const auto& configuration = *follower_.state().configuration;
  const auto text = event_text(committed.number, committed.record->at, event, json::serialize(event.data));
  const auto sees = [&](const Socket& socket) {
    return event.conversation && may_see(socket.viewer, socket.conversations, *event.conversation, configuration);
  };
  switch (event.kind) {
    case Kind::offered:
      for (const auto& socket : sockets_of(event.agent)) socket->send(text);
      return;
    case Kind::reservation_ended:
      for (const auto& socket : sockets_of(event.agent)) socket->send(text);
      for (const auto& [number, socket] : wide_)
        if (socket->viewer.user != event.agent && sees(*socket)) socket->send(text);
      return;
    case Kind::message:
      if (!event.conversation) return;
      for (const auto& socket : concerned(*event.conversation))
        if (sees(*socket)) socket->send(text);
      return;
    case Kind::presence:
      for (const auto& [number, socket] : sockets_)
        if (may_see(socket->viewer, socket->agents, event.agent, configuration)) socket->send(text);
      return;
    case Kind::customer:
      for (const auto& [number, socket] : sockets_)
        if (socket->viewer.scope("customer", "read") != Scope::none) socket->send(text);
      return;
    case Kind::case_:
      for (const auto& [number, socket] : sockets_)
        if (socket->viewer.scope("case", "read") != Scope::none) socket->send(text);
      return;
    case Kind::conversation:
    case Kind::closed:
      return;
  }
}

void Hub::attach(const SocketPtr& socket, std::int64_t since) {
  socket->number = ++last_socket_;
  sockets_[socket->number] = socket;
  by_user_[socket->viewer.user][socket->number] = socket;
  if (socket->conversations > Scope::own) wide_[socket->number] = socket;
  counters_.sockets = static_cast<std::int64_t>(sockets_.size());
  const auto until = follower_.position();
  const bool resumes = since >= 0 && since < until && until - since <= longest_replay;
  socket->link->send(ready_text(*socket, resumes || since == until));
  if (resumes)
    spawn(io_, catch_up(socket, since, until));
  else
    socket->go_live();
  link_changed(socket->viewer.user);
}

awaitable<void> Hub::catch_up(SocketPtr socket, std::int64_t since, std::int64_t until) {
  counters_.resumed += 1;
  Socket reader;
  reader.viewer = socket->viewer;
  reader.conversations = socket->conversations;
  auto missed = co_await replay_.read(std::move(reader), since, until);
  if (!missed.whole) {
    socket->link->close(1013, "the missed events could not be read");
    co_return;
  }
  for (auto& text : missed.texts)
    if (!socket->link->send(std::move(text))) co_return;
  socket->go_live();
}

void Hub::detach(const SocketPtr& socket) {
  if (sockets_.erase(socket->number) == 0) return;
  wide_.erase(socket->number);
  const auto at = by_user_.find(socket->viewer.user);
  at->second.erase(socket->number);
  if (at->second.empty()) by_user_.erase(at);
  counters_.sockets = static_cast<std::int64_t>(sockets_.size());
  legs_.socket_gone(*socket);
  link_changed(socket->viewer.user);
}

// The engine is told where it thinks otherwise; what it could not take is told again with the next tick.
void Hub::link_changed(AgentId agent) {
  const auto* known = follower_.state().agent(agent);
  const bool connected = by_user_.contains(agent);
  if (!known || stopping_) return;
  AgentLinkChanged changed;
  changed.agent = agent;
  changed.connected = connected;
  if (!services_.engine.submit(changed))
    log::warn("stream.link_not_told agent={} connected={}", agent.value, connected);
}

void Hub::reconcile_links() {
  for (const auto& [id, agent] : follower_.state().agents)
    if (agent.connected != by_user_.contains(id)) link_changed(id);
}

void Hub::session_ended(SessionId session) {
  asio::post(io_, [this, session] {
    for (const auto& [number, socket] : sockets_)
      if (socket->session == session) socket->link->close(4401, "the session has ended");
  });
}

void Hub::leg_wanted(AgentId agent, LegId leg, ConversationId conversation, ReservationId reservation) {
  asio::post(io_, [=, this] { legs_.wanted(agent, leg, conversation, reservation); });
}

void Hub::leg_closed(AgentId agent, LegId leg, EndCause cause) {
  asio::post(io_, [=, this] { legs_.closed(agent, leg, cause); });
}

awaitable<void> Hub::tick() {
  for (int second = 0; !stopping_; ++second) {
    clock_.expires_after(std::chrono::seconds(1));
    boost::system::error_code woken;
    co_await clock_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (stopping_) co_return;
    send_metrics();
    reconcile_links();
    if (second % 30 != 29) continue;
    follower_.drop_unused();
    auto flushed = co_await sessions_.flush();
    if (!flushed) log::warn("sessions.not_written detail={}", flushed.error().detail);
  }
}

}  // namespace tandem::api
