// Makes a trace of what a journal says: hand it every record, oldest first, then ask for the trace. Pure; one thread.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "model/record.hpp"
#include "sim/replay/trace.hpp"

namespace tandem::sim {

class JournalTrace {
 public:
  void take(const Record& record);

  // The one in force after the last record; null: there was none.
  const ConfigurationPtr& configuration() const { return configuration_; }
  WallTime last() const { return last_; }  // record; 0: there was none

  // Who began to wait from `from` on, before `until`; 0: without limit. Agents count as on duty while they are available.
  // Contacts of queues that `configuration` does not have are left out.
  Trace trace(const Configuration& configuration, WallTime from, WallTime until) const;

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  using Serving = std::pair<ConversationId, AgentId>;
  struct Talk {
    Who who;
    std::size_t returning = none;  // the contact that left its queue and may come back
  };
  struct Waiting {
    std::size_t contact = none;
    ConversationId conversation;
  };
  struct Offer {
    TaskId task;
    ConversationId conversation;
    AgentId agent;
    bool overflowed = false;
  };
  struct Duty {
    std::optional<WallTime> since;
    std::vector<Shift> over;  // UTC milliseconds
  };

  template <class Other>
  void on(const Other&) {}
  void on(const ConfigurationActivated& fact);
  void on(const AgentStateChanged& fact);
  void on(const ConversationStarted& fact);
  void on(const CustomerLinked& fact);
  void on(const ConversationClosed& fact);
  void on(const TaskCreated& fact);
  void on(const ReservationMade& fact);
  void on(const ReservationEnded& fact);
  void on(const TaskEnded& fact);
  void on(const CapacityReleased& fact);
  std::uint32_t known_as(const Who& who);
  std::map<AgentId, Shifts> shifts(const Configuration& configuration, const Trace& trace) const;

  ConfigurationPtr configuration_;
  WallTime last_;
  std::vector<TraceContact> contacts_;  // at_ms: UTC
  std::vector<Who> who_{Who{}};
  std::map<std::string, std::uint32_t> who_is_;
  std::map<ConversationId, Talk> talks_;
  std::map<TaskId, Waiting> waiting_;
  std::map<ReservationId, Offer> offers_;
  std::map<Serving, std::size_t> serving_;
  std::map<AgentId, Duty> duty_;
};

}  // namespace tandem::sim
