// The web chat channel: the visitor's socket (/api/v1/visitor). A visitor says hello with the site's key and their token,
// writes, is acknowledged once the message is durable, comes back without losing or doubling one, and can call from the
// same page. Owned by the application; the engine, the store and the telephony outlive it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "base/id_source.hpp"
#include "channels/webchat/hub.hpp"
#include "net/http/router.hpp"
#include "net/throttle.hpp"
#include "ports/directory.hpp"
#include "ports/engine.hpp"
#include "ports/store.hpp"
#include "ports/telephony.hpp"

namespace tandem::webchat {

struct Options {
  std::size_t most_text_bytes = 8000;                                  // of one message, UTF-8
  std::size_t most_key_bytes = 64;                                     // of a message key
  net::ThrottleOptions messages{.burst = 20, .per_second = 2};         // per visitor
  net::ThrottleOptions connections{.burst = 500, .per_second = 50};   // per address (offices share one)
  net::ThrottleOptions calls{.burst = 20, .per_second = 0.5};          // per address
  int history_messages = 50;
};

struct Dependencies {
  EnginePort& engine;
  store::Store& store;
  Directory& directory;
  Telephony& telephony;
  IdSource& ids;
  AgentName agent_name;
};

class WebChat {
 public:
  WebChat(Dependencies dependencies, Options options = {});

  // Registers with the engine: before it starts.
  void follow();
  // After the engine has started, before the server does.
  void load() { hub_.load(); }
  void mount(net::Router& router);
  std::size_t visitors() const { return hub_.visitors(); }

 private:
  struct Visit;  // one socket after its hello
  using Socket = std::shared_ptr<net::WebSocketSession>;

  boost::asio::awaitable<void> serve(Socket socket);
  boost::asio::awaitable<std::unique_ptr<Visit>> hello(Socket socket);
  boost::asio::awaitable<void> identify(Visit& visit, const json::object& hello);
  boost::asio::awaitable<void> look_up_again(Visit& visit);
  boost::asio::awaitable<void> send_welcome(Visit& visit);
  boost::asio::awaitable<void> handle(Visit& visit, const json::object& frame);
  boost::asio::awaitable<void> post(Visit& visit, std::string key, std::string text, bool instead_of_call);
  boost::asio::awaitable<void> end_chat(Visit& visit);
  void call(Visit& visit, std::string sdp);
  void resume(Visit& visit, LegId leg, std::string sdp);
  bool message_is_acceptable(Visit& visit, const std::string& key, const std::string& text);
  Private make_private(std::string text) { return {on_.ids.next<PayloadId>(), std::move(text), false}; }

  Dependencies on_;
  const Options options_;
  Hub hub_;
  net::Throttle messages_, connections_, calls_;
};

}  // namespace tandem::webchat
