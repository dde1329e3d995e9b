#include "api/stream/legs.hpp"

#include <boost/asio/post.hpp>

namespace tandem::api {

namespace json = boost::json;

namespace {

net::SharedBytes text_of(const json::object& message) {
  return std::make_shared<const std::string>(json::serialize(message));
}

}  // namespace

json::object Legs::describe(LegId leg, const Entry& entry) const {
  const bool open = entry.reservation && desk_.is_open(entry.reservation);
  json::value reservation;
  if (open) reservation = entry.reservation.text();
  return {{"leg", leg.text()}, {"conversation", entry.conversation.text()}, {"reservation", std::move(reservation)}};
}

void Legs::ask(const SocketPtr& socket, LegId leg, const Entry& entry) const {
  socket->send(text_of({{"type", "leg.wanted"}, {"data", describe(leg, entry)}}));
}

void Legs::wanted(AgentId agent, LegId leg, ConversationId conversation, ReservationId reservation) {
  auto& entry = legs_[leg];
  entry.agent = agent;
  entry.conversation = conversation;
  entry.reservation = reservation;
  if (const auto owner = entry.owner.lock()) return ask(owner, leg, entry);
  const auto sockets = desk_.sockets_of(agent);
  if (!sockets.empty()) ask(sockets.back(), leg, entry);
}

void Legs::closed(AgentId agent, LegId leg, EndCause cause) {
  legs_.erase(leg);
  const auto text = text_of({{"type", "leg.closed"}, {"leg", leg.text()}, {"cause", name_of(cause)}});
  for (const auto& socket : desk_.sockets_of(agent)) socket->send(text);
}

json::array Legs::of(const Socket& socket) const {
  json::array out;
  for (const auto& [leg, entry] : legs_) {
    if (entry.agent != socket.viewer.user) continue;
    const auto owner = entry.owner.lock();
    const bool elsewhere = owner && owner.get() != &socket && owner->link->is_open() && entry.owner_tab != socket.tab;
    if (!elsewhere) out.push_back(describe(leg, entry));
  }
  return out;
}

void Legs::socket_gone(const Socket& socket) {
  for (auto& [leg, entry] : legs_) {
    if (entry.owner.lock().get() != &socket) continue;
    entry.owner.reset();
    const auto sockets = desk_.sockets_of(entry.agent);
    if (!sockets.empty()) ask(sockets.back(), leg, entry);
  }
}

void Legs::offered(const SocketPtr& from, LegId leg, std::string sdp) {
  const auto at = legs_.find(leg);
  if (at == legs_.end() || at->second.agent != from->viewer.user) {
    from->send(text_of({{"type", "leg.failed"}, {"leg", leg.text()}, {"detail", "there is no such leg of yours"}}));
    return;
  }
  auto& entry = at->second;
  const auto before = entry.owner.lock();
  if (before && before != from) before->send(text_of({{"type", "leg.taken"}, {"leg", leg.text()}}));
  entry.owner = from;
  entry.owner_tab = from->tab;
  telephony_.agent_offer(entry.agent, leg, std::move(sdp),
                         [this, leg, executor = executor_, weak = std::weak_ptr(from)](Result<std::string> answer) {
                           boost::asio::post(executor, [this, leg, weak, answer = std::move(answer)] {
                             answered(weak, leg, answer);
                           });
                         });
}

void Legs::answered(const std::weak_ptr<Socket>& from, LegId leg, Result<std::string> sdp) {
  const auto socket = from.lock();
  if (!socket) return;
  if (sdp) {
    socket->send(text_of({{"type", "leg.answer"}, {"leg", leg.text()}, {"sdp", *sdp}}));
    return;
  }
  const auto at = legs_.find(leg);
  if (at != legs_.end() && at->second.owner.lock() == socket) at->second.owner.reset();
  const auto& detail = sdp.error().detail;
  socket->send(text_of({{"type", "leg.failed"}, {"leg", leg.text()}, {"detail", detail.empty() ? "the call could not be connected" : detail}}));
}

}  // namespace tandem::api
