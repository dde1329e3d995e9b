// The application's side of ports/simulations.hpp: one thread that works off what was asked for, at a lower priority than the rest
// of the program. Owned by the program.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "app/simulation/run.hpp"
#include "base/id_source.hpp"
#include "ports/simulations.hpp"
#include "sim/replay/journal_trace.hpp"

namespace tandem::app {

class SimulationDesk final : public Simulations {
 public:
  static constexpr std::size_t most_waiting = 5, most_kept = 20;
  static constexpr int most_runs = 100;
  using ReadJournal = std::function<Result<sim::JournalTrace>()>;  // called on the thread of the simulations

  SimulationDesk(IdSource& ids, ReadJournal journal);
  ~SimulationDesk() override;  // stops what runs

  SimulationStarted start(SimulationWish wish) override;
  std::optional<SimulationState> state(const std::string& id) const override;
  bool stop(const std::string& id) override;

 private:
  struct Job {
    std::string id;
    SimulationRequest request;
    bool from_journal = false;
    WallTime from, until;
    std::atomic<bool> stopped{false};
    SimulationState state;  // guarded by mutex_
  };
  using JobPtr = std::shared_ptr<Job>;

  void work();
  void run(Job& job);
  void finish(Job& job, SimulationState::Phase phase, std::string problem, boost::json::object result);
  void forget_old();

  IdSource& ids_;
  ReadJournal journal_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool ending_ = false;
  std::deque<JobPtr> waiting_;
  std::map<std::string, JobPtr> jobs_;
  std::deque<std::string> finished_;  // oldest first
  std::thread thread_;
};

}  // namespace tandem::app
