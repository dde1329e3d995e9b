// The agents' legs that a browser is to negotiate: which socket has the sound, offers and answers. One tab owns the
// sound; when it goes, another one of the same agent is asked. On the hub's thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/json.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "api/stream/socket.hpp"
#include "ports/telephony.hpp"

namespace tandem::api {

class Legs {
 public:
  // `sockets_of`: an agent's open sockets, the newest last. `offered`: the open reservation of this leg, none without.
  struct Desk {
    std::function<std::vector<SocketPtr>(AgentId)> sockets_of;
    std::function<bool(ReservationId)> is_open;
  };
  Legs(Telephony& telephony, boost::asio::any_io_executor executor, Desk desk)
      : telephony_(telephony), executor_(std::move(executor)), desk_(std::move(desk)) {}

  void wanted(AgentId agent, LegId leg, ConversationId conversation, ReservationId reservation);
  void closed(AgentId agent, LegId leg, EndCause cause);
  void offered(const SocketPtr& from, LegId leg, std::string sdp);
  // For `ready`: what this socket should negotiate now.
  boost::json::array of(const Socket& socket) const;
  void socket_gone(const Socket& socket);

 private:
  struct Entry {
    AgentId agent;
    ConversationId conversation;
    ReservationId reservation;
    std::weak_ptr<Socket> owner;
    std::string owner_tab;
  };
  boost::json::object describe(LegId leg, const Entry& entry) const;
  void ask(const SocketPtr& socket, LegId leg, const Entry& entry) const;
  void answered(const std::weak_ptr<Socket>& from, LegId leg, Result<std::string> sdp);

  Telephony& telephony_;
  boost::asio::any_io_executor executor_;
  Desk desk_;
  std::map<LegId, Entry> legs_;
};

}  // namespace tandem::api
