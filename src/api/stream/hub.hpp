// The live stream: follows what the engine commits and tells every desk what it may see, in order. One thread of its
// own owns all of it; sockets live on their connections' threads and are reached through their bounded queues, where a
// slow reader is dropped. Made before the engine starts, started after it has recovered.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <set>
#include <thread>

#include "api/stream/follower.hpp"
#include "api/stream/inbox.hpp"
#include "api/stream/legs.hpp"
#include "api/stream/replay.hpp"

namespace tandem::api {

struct HubCounters {
  std::atomic<std::uint64_t> events{0}, resumed{0}, resyncs{0};
  std::atomic<std::int64_t> sockets{0}, position{0};
};

class Hub {
 public:
  Hub(FollowerServices services, Sessions& sessions, Telephony& telephony);
  ~Hub();  // stops

  // Runs it on the hub's thread, between start() and stop(). Any thread.
  void run(boost::asio::awaitable<void> work);

  // Blocking.
  Result<void> start();
  void stop();

  // The WebSocket handler, on the connection's thread.
  boost::asio::awaitable<void> serve(std::shared_ptr<net::WebSocketSession> link);

  // Any thread.
  void session_ended(SessionId session);
  void leg_wanted(AgentId agent, LegId leg, ConversationId conversation, ReservationId reservation);
  void leg_closed(AgentId agent, LegId leg, EndCause cause);
  boost::asio::awaitable<boost::json::object> metrics(Viewer viewer);
  boost::asio::awaitable<boost::json::array> agents(Viewer viewer, AgentId after, int limit);  // by id
  const HubCounters& counters() const { return counters_; }

 private:
  struct Hello {
    std::string token, tab;
    std::int64_t since = -1;  // none
  };
  boost::asio::awaitable<std::optional<Hello>> greet(std::shared_ptr<net::WebSocketSession> link);
  std::shared_ptr<Socket> admit(const std::shared_ptr<net::WebSocketSession>& link, const Hello& hello);
  boost::asio::awaitable<void> read(std::shared_ptr<Socket> socket, std::string token);
  bool handle(const std::shared_ptr<Socket>& socket, const std::string& token, std::string_view text);

  // On the hub's thread.
  boost::asio::awaitable<void> follow();
  boost::asio::awaitable<void> tick();
  boost::asio::awaitable<void> begin_anew();
  void attach(const SocketPtr& socket, std::int64_t since);
  void detach(const SocketPtr& socket);
  boost::asio::awaitable<void> catch_up(SocketPtr socket, std::int64_t since, std::int64_t until);
  net::SharedBytes ready_text(Socket& socket, bool resumed);
  void tell(const Committed& committed, const Event& event);
  void tell_about_conversation(const Committed& committed, const Event& event);
  std::vector<SocketPtr> concerned(const Conversation& conversation) const;
  std::vector<SocketPtr> sockets_of(AgentId agent) const;
  void reconcile_links();
  void link_changed(AgentId agent);
  void send_metrics();
  boost::json::object metrics_for(const Viewer& viewer, Scope scope, const stats::LiveSnapshot& numbers) const;

  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy_;
  Inbox inbox_;
  FollowerServices services_;
  Sessions& sessions_;
  Follower follower_;
  Replay replay_;
  Legs legs_;
  boost::asio::steady_timer clock_;
  std::thread thread_;
  bool stopping_ = false;
  HubCounters counters_;

  std::int64_t last_socket_ = 0;
  std::map<std::int64_t, SocketPtr> sockets_;                   // by number
  std::map<UserId, std::map<std::int64_t, SocketPtr>> by_user_;
  std::map<std::int64_t, SocketPtr> wide_;                      // who see more than their own
};

}  // namespace tandem::api
