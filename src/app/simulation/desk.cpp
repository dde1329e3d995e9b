#include "app/simulation/desk.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "app/simulation/load_file.hpp"
#include "base/log.hpp"
#include "base/threads/thread_name.hpp"
#include "model/said.hpp"

namespace tandem::app {
namespace {

namespace json = boost::json;

constexpr int lower_priority = 10;  // niceness of the thread: calls go before what-ifs

using Remarks = std::vector<ConfigurationRemark>;

// A number between two bounds, or the default where there is none.
double number_of(const json::object& request, const char* name, double low, double high, double otherwise, Remarks& problems) {
  const auto* value = request.if_contains(name);
  if (!value || value->is_null()) return otherwise;
  if (value->is_number()) {
    const auto number = value->to_number<double>();
    if (number >= low && number <= high) return number;
  }
  problems.push_back({name, said("须是 {:g} 到 {:g} 之间的数字", "is a number from {:g} to {:g}", low, high)});
  return otherwise;
}

WallTime time_of(const json::object& range, const char* name, Remarks& problems) {
  const auto* value = range.if_contains(name);
  if (!value || value->is_null()) return {};
  if (value->is_string())
    if (const auto time = parse_rfc3339(value->as_string())) return *time;
  problems.push_back({std::string("journal.") + name, {"须是时间，例如 2026-06-01T09:00:00Z", "is a time such as 2026-06-01T09:00:00Z"}});
  return {};
}

// A load may speak of people whom only the changed configuration has.
Configuration with_people_of_both(const SimulationRequest& request) {
  auto both = request.configuration;
  if (!request.changed) return both;
  for (const auto& agent : request.changed->agents)
    if (!find_by_id(request.configuration.agents, agent.id)) both.agents.push_back(agent);
  return both;
}

}  // namespace

SimulationDesk::SimulationDesk(IdSource& ids, ReadJournal journal) : ids_(ids), journal_(std::move(journal)) {
  thread_ = std::thread([this] { work(); });
}

SimulationDesk::~SimulationDesk() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (auto& [id, job] : jobs_) job->stopped = true;
  }
  changed_.notify_all();
  thread_.join();
}

SimulationStarted SimulationDesk::start(SimulationWish wish) {
  SimulationStarted out;
  auto job = std::make_shared<Job>();
  auto& request = job->request;
  request.configuration = *wish.configuration;
  if (wish.changed) request.changed = *wish.changed;
  request.runs = static_cast<int>(number_of(wish.request, "runs", 2, most_runs, 20, out.problems));
  request.confidence = number_of(wish.request, "confidence", 50, 99.99, 95, out.problems) / 100;
  request.shrinkage = number_of(wish.request, "shrinkage", 0, 90, 30, out.problems) / 100;
  if (const auto* staff = wish.request.if_contains("staff")) request.staff = staff->is_bool() && staff->as_bool();

  const auto* load = wish.request.if_contains("load");
  const auto* journal = wish.request.if_contains("journal");
  if ((load != nullptr) == (journal != nullptr)) {
    out.problems.push_back({"", {"须用 'load' 或 'journal' 中的一个说明进来什么", "either 'load' or 'journal' says what comes in"}});
  } else if (load) {
    // YAML is a superset of JSON: the load of a screen is read as that of a file.
    auto read = read_load(json::serialize(*load), with_people_of_both(request));
    if (const auto* problems = std::get_if<std::vector<configuration::Problem>>(&read))
      for (const auto& problem : *problems) out.problems.push_back({"load", problem.text});
    else
      request.demand = std::get<sim::Load>(std::move(read));
  } else if (!journal->is_object()) {
    out.problems.push_back({"journal", {"须是 {from, to}", "is {from, to}"}});
  } else {
    job->from_journal = true;
    job->from = time_of(journal->as_object(), "from", out.problems);
    job->until = time_of(journal->as_object(), "to", out.problems);
    if (job->until && job->until <= job->from) out.problems.push_back({"journal.to", {"不晚于 'from'；请修改", "is not after 'from'"}});
  }
  if (!out.problems.empty()) return out;

  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= most_waiting || ending_) {
    out.busy = true;
    return out;
  }
  job->id = std::to_string(ids_.next_value());
  job->state.by = wish.by;
  job->state.runs = request.runs * (request.changed ? 2 : 1);
  out.id = job->id;
  waiting_.push_back(job);
  jobs_.emplace(job->id, std::move(job));
  changed_.notify_all();
  return out;
}

std::optional<SimulationState> SimulationDesk::state(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto at = jobs_.find(id);
  if (at == jobs_.end()) return std::nullopt;
  return at->second->state;
}

bool SimulationDesk::stop(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto at = jobs_.find(id);
  if (at == jobs_.end()) return false;
  at->second->stopped = true;
  return true;
}

void SimulationDesk::work() {
  name_thread("simulations");
  ::setpriority(PRIO_PROCESS, 0, lower_priority);  // on Linux: of this thread, and of those that it starts
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (ending_) return;
    const auto job = waiting_.front();
    waiting_.pop_front();
    lock.unlock();
    run(*job);
    lock.lock();
  }
}

void SimulationDesk::run(Job& job) {
  using Phase = SimulationState::Phase;
  try {
    if (job.from_journal) {
      auto journal = journal_();
      if (!journal) throw std::runtime_error(journal.error().detail);
      job.request.demand = journal->trace(job.request.configuration, job.from, job.until);
    }
    sim::Watch watch;
    watch.stop = &job.stopped;
    watch.threads = 1;
    watch.progress = [&](int done, int of) {
      const std::lock_guard lock(mutex_);
      job.state.done = done;
      job.state.runs = of;
    };
    auto result = to_json(run_simulation(std::move(job.request), watch));
    finish(job, Phase::done, {}, std::move(result));
  } catch (const std::exception& problem) {
    finish(job, Phase::failed, problem.what(), {});
  }
}

void SimulationDesk::finish(Job& job, SimulationState::Phase phase, std::string problem, boost::json::object result) {
  if (phase == SimulationState::Phase::failed) log::info("simulation.failed id={} problem={}", job.id, problem);
  const std::lock_guard lock(mutex_);
  job.state.phase = phase;
  job.state.problem = std::move(problem);
  job.state.result = std::move(result);
  job.request = SimulationRequest{};
  finished_.push_back(job.id);
  forget_old();
}

void SimulationDesk::forget_old() {
  while (finished_.size() > most_kept) {
    jobs_.erase(finished_.front());
    finished_.pop_front();
  }
}

}  // namespace tandem::app
