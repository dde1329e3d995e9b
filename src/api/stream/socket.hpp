// One desk's socket as the hub knows it: who it is, how far they may see, and what they have been shown. Belongs to the
// hub's thread; only `link` (which is thread-safe) is used elsewhere.
#pragma once

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "api/auth/sessions.hpp"
#include "api/auth/viewer.hpp"
#include "net/websocket/session.hpp"

namespace tandem::api {

struct Socket {
  static constexpr std::size_t most_held = 4096;

  std::shared_ptr<net::WebSocketSession> link;
  Account account;
  Viewer viewer;
  SessionId session;
  std::string tab;
  Scope conversations = Scope::none, agents = Scope::none, metrics = Scope::none;
  std::int64_t number = 0;         // in the order of arrival
  bool live = false;               // false: still catching up, events are held back
  bool wants_metrics = false;
  std::vector<net::SharedBytes> held;
  std::unordered_set<std::int64_t> seen;  // conversations that this desk has on its screen

  // In order, whatever state it is in. A desk that cannot take it is dropped.
  void send(net::SharedBytes text) {
    if (live) {
      link->send(std::move(text));
      return;
    }
    if (held.size() < most_held) held.push_back(std::move(text));
    else link->close(1013, "too many events while catching up");
  }
  void go_live() {
    live = true;
    for (auto& text : held)
      if (!link->send(std::move(text))) break;  // closed or too slow: net has dropped it
    held.clear();
    held.shrink_to_fit();
  }
};

using SocketPtr = std::shared_ptr<Socket>;

}  // namespace tandem::api
