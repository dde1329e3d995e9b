// Calls that measure: both ends of a call in one thread, so that the time from the caller's INVITE to the agent's is read
// on one clock. Just enough SIP over UDP for that (RFC 3261), against a program that behaves. Owned by the benchmark;
// run() blocks its thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tandem::bench {

class SipProbe {
 public:
  using Clock = std::chrono::steady_clock;

  // `number` is called at 127.0.0.1:`server`; its agents have their contacts at agent_port().
  SipProbe(std::uint16_t server, std::string number);
  ~SipProbe();
  SipProbe(const SipProbe&) = delete;
  SipProbe& operator=(const SipProbe&) = delete;

  std::uint16_t agent_port() const { return agent_port_; }

  struct Outcome {
    std::vector<double> offer_ms;  // caller's INVITE to agent's INVITE
    int calls = 0, finished = 0;   // finished: from INVITE to the 200 of the BYE
  };
  // `rate` calls a second for this long, each hung up by the caller `talk` after the agent answered; then waits for the
  // last ones to end.
  Outcome run(double rate, std::chrono::milliseconds length, std::chrono::milliseconds talk);

 private:
  struct Call {
    Clock::time_point sent, hang_up;
    std::string id, tag, to, target;
    bool offered = false, answered = false, hanging_up = false, over = false;
  };

  void invite(int number);
  void from_server_to_caller(const std::string& message);
  void from_server_to_agent(const std::string& message);
  void agent_rings(const std::string& message);
  void hang_up(Call& call);
  void send(int socket, const std::string& message) const;
  std::string request(const std::string& method, const Call& call, int sequence, const std::string& branch) const;
  void read(int socket, bool agent);

  int caller_ = -1, agent_ = -1;
  std::uint16_t caller_port_ = 0, agent_port_ = 0, server_ = 0;
  std::string number_;
  int last_ = 0;
  std::chrono::milliseconds talk_{};
  std::map<std::string, Call> calls_;         // by Call-ID
  std::map<std::string, std::string> by_user_;  // the caller's number to the Call-ID
  std::map<std::string, std::string> answers_;  // the agent's, by Call-ID, for retransmitted INVITEs
  Outcome outcome_;
};

}  // namespace tandem::bench
