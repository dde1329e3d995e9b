// Which sockets belong to which visitor, and what the engine's facts mean for them. Fed with committed records on the
// journal's thread; sockets come and go on the HTTP threads; one mutex guards it all and is held for map work and for
// queueing frames only. Owned by WebChat.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "channels/webchat/frames.hpp"
#include "net/websocket/session.hpp"
#include "ports/engine.hpp"

namespace tandem::webchat {

// One tab. Frames wait in `early` until the welcome has been sent.
struct Tab {
  explicit Tab(std::shared_ptr<net::WebSocketSession> s) : socket(std::move(s)) {}
  std::shared_ptr<net::WebSocketSession> socket;
  bool welcomed = false;
  std::vector<std::string> early;
  std::map<std::int64_t, std::string> keys;  // of messages this tab has sent and that were not acknowledged yet
};

class Hub {
 public:
  Hub(EnginePort& engine, AgentName name) : engine_(engine), name_(std::move(name)) {}

  void load();  // open conversations after a restart; before sockets are accepted
  void on_committed(const Committed& committed);

  void join(const std::string& visitor, std::shared_ptr<Tab> tab);
  void welcome(const std::shared_ptr<Tab>& tab, std::string frame);  // this first, then what came meanwhile
  void leave(const std::string& visitor, const std::shared_ptr<Tab>& tab);
  void expect(const std::shared_ptr<Tab>& tab, std::int64_t key_hash, std::string key);
  // An acknowledgement for one tab alone.
  void acknowledge(const std::shared_ptr<Tab>& tab, const ShownMessage& message);

  ConversationId open_chat(const std::string& visitor) const;  // none: the next message opens one
  std::optional<ChatState> chat_state(const std::string& visitor) const;
  LegId call_of(const std::string& visitor) const;
  ConversationId calling(const std::string& visitor) const;  // the visitor's call; none: there is none
  // The state of the visitor's call for a tab that has just taken it back; empty while the flow speaks.
  std::string call_frame(const std::string& visitor) const;
  std::size_t visitors() const;

 private:
  struct Live {  // an open conversation of a visitor
    std::string visitor;
    Channel channel = Channel::webchat;
    ParticipantId customer;
    LegId leg;
    QueueId queue;
    TaskId task;
    AgentId agent;
    Place told;  // the last that the visitor heard
    SegmentKind segment = SegmentKind::flow;
  };

  void on(const ConversationStarted& fact);
  void on(const ParticipantJoined& fact);
  void on(const SegmentStarted& fact);
  void on(const TaskCreated& fact);
  void on(const TaskChanged& fact);
  void on(const TaskEnded& fact);
  void on(const MessageCreated& fact);
  void on(const LegGone& fact);
  void on(const ConversationEnded& fact);
  template <class Other>
  void on(const Other&) {}

  Live* live(ConversationId id);
  ConversationId call_in(const std::string& visitor) const;  // under the mutex
  void send(const std::string& visitor, const std::string& frame);
  static void send_to(Tab& tab, std::string frame);
  void send_chat(ConversationId id, const Live& live);
  void no_longer_waits(ConversationId id, TaskOutcome outcome);
  ChatState state_of(ConversationId id, const Live& live) const;
  static CallState call_state(const Live& live);
  // Everybody in this queue whose place or wait is another one now.
  void tell_places(QueueId queue);

  EnginePort& engine_;
  const AgentName name_;
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<std::shared_ptr<Tab>>> tabs_;
  std::map<ConversationId, Live> open_;
  std::map<std::string, std::set<ConversationId>> by_visitor_;
  std::map<LegId, ConversationId> by_leg_;
  std::map<TaskId, QueueId> queue_of_;  // of everything that waits, of any channel
  std::map<QueueId, std::set<ConversationId>> waiting_;  // of visitors
};

}  // namespace tandem::webchat
