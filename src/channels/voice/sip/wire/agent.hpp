// The transaction layer: everything that is done with the sofia-sip library's `nta` (docs: design section 4), behind
// types of our own so that the library can be replaced. Sockets, parsing, transactions with their retransmissions, and
// the matching of requests to dialogs live here; what a dialog means lives in call.hpp. Owned by sip::Stack; every
// function and callback runs on the stack's one thread, and no object here may outlive the Agent.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "channels/voice/sip/wire/message.hpp"

namespace tandem::sip {

class Agent;

// What travels in a request or response beside what the dialog gives.
struct Content {
  Headers headers;
  std::string type;  // of the body
  std::string body;
};

// A request that came in. Dropping it without a final answer sends 500.
class ServerTransaction {
 public:
  struct Impl;
  enum class Event { ack, cancel, timed_out };
  using Watcher = std::function<void(Event, const Message*)>;

  ServerTransaction();
  explicit ServerTransaction(std::unique_ptr<Impl> impl);
  ServerTransaction(ServerTransaction&&) noexcept;
  ServerTransaction& operator=(ServerTransaction&&) noexcept;
  ~ServerTransaction();

  explicit operator bool() const { return impl_ != nullptr; }
  const Message& request() const;
  void reply(int status, const Content& content = {});
  bool answered() const;
  // Hears of ACK, CANCEL (487 goes out by itself afterwards) and of a final answer that nobody acknowledged.
  void watch(Watcher watcher);
  void drop();

 private:
  friend class Agent;
  std::unique_ptr<Impl> impl_;
};

// A request that went out. Dropping it forgets it; retransmissions go on as they must.
class ClientTransaction {
 public:
  struct Impl;
  using Receiver = std::function<void(const Message& response)>;

  ClientTransaction();
  explicit ClientTransaction(std::unique_ptr<Impl> impl);
  ClientTransaction(ClientTransaction&&) noexcept;
  ClientTransaction& operator=(ClientTransaction&&) noexcept;
  ~ClientTransaction();

  explicit operator bool() const { return impl_ != nullptr; }
  void cancel();  // RFC 3261 §9.1: waits for a provisional answer by itself
  void drop();

 private:
  std::unique_ptr<Impl> impl_;
};

// What identifies a dialog on the wire (RFC 3261 §12).
struct DialogIds {
  std::string call_id, local_tag, remote_tag, local_uri, remote_uri, remote_target;
  std::vector<std::string> route_set;
  std::uint32_t local_cseq = 0, remote_cseq = 0;
};

// The peer's side of one dialog: sends requests with the right ids, and receives those that belong to it.
class Leg {
 public:
  struct Impl;
  using Receiver = std::function<void(ServerTransaction)>;

  explicit Leg(std::unique_ptr<Impl> impl);
  Leg(const Leg&) = delete;
  Leg& operator=(const Leg&) = delete;
  ~Leg();

  // `route`: where to send it when that is not the request URI; empty for none. The transaction is empty when the
  // request could not be built (a URI that is none).
  ClientTransaction request(const std::string& method, const std::string& request_uri, const std::string& route,
                            const Content& content, ClientTransaction::Receiver receiver);
  void acknowledge(std::uint32_t invite_cseq, const std::string& route, const Content& content = {});
  // The dialog is made by a 2xx: fixes the remote tag, target and route set.
  void confirm(const Message& response);
  // A target refresh (re-INVITE or its answer) moved the peer.
  void retarget(const std::string& contact_uri);
  DialogIds ids() const;

 private:
  std::unique_ptr<Impl> impl_;
};

class Agent {
 public:
  struct Options {
    std::string host = "127.0.0.1";  // an address; "0.0.0.0" for all of IPv4
    std::uint16_t port = 5060;       // 0: any free one
    std::uint32_t udp_receive_bytes = 4 << 20;
    std::size_t max_message_bytes = 65536;
  };
  using Receiver = std::function<void(ServerTransaction)>;
  struct Impl;

  // Opens UDP and TCP. Fails with a sentence for the operator when the port is taken or the address is not ours.
  static Result<std::unique_ptr<Agent>> open(const Options& options);
  ~Agent();

  void on_request(Receiver receiver);  // requests that belong to no dialog
  std::uint16_t port() const;

  // Calls `ready` whenever `fd` can be read.
  void watch_readable(int fd, std::function<void()> ready);
  // Waits at most `timeout_ms` for something to do and does it.
  void step(int timeout_ms);

  // The dialog of an INVITE we answer; its tag is in every answer from now on.
  std::unique_ptr<Leg> answer_leg(ServerTransaction& invite, Leg::Receiver receiver);
  // The dialog of an INVITE we send.
  std::unique_ptr<Leg> calling_leg(const std::string& from, const std::string& to, Leg::Receiver receiver);

 private:
  explicit Agent(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tandem::sip
