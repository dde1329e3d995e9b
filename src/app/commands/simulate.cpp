#include <algorithm>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands/commands.hpp"
#include "app/commands/language.hpp"
#include "app/configuration/parse.hpp"
#include "app/simulation/journal_source.hpp"
#include "app/simulation/load_file.hpp"
#include "app/simulation/run.hpp"
#include "app/simulation/trace_file.hpp"
#include "app/simulation/what_if.hpp"

namespace tandem::app {
namespace {

std::ifstream open_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path)) throw std::runtime_error(path + ": cannot be read");
  return in;
}

std::string read_file(const std::string& path) {
  auto in = open_file(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What was read, or its problems as the text of an exception.
template <class T, class Read>
T value_of(Read read, const std::string& path) {
  if (const auto* problems = std::get_if<std::vector<configuration::Problem>>(&read))
    throw std::runtime_error(to_text(*problems, std::filesystem::path(path).filename().string(), language_of_terminal()));
  return std::get<T>(std::move(read));
}

// What has the same name as in `existing` has the same id.
Configuration configuration_of(const std::string& path, ConfigurationPtr existing, IdSource& ids) {
  configuration::Existing known;
  if (existing) known.configuration = std::move(existing);
  return value_of<configuration::Desired>(configuration::parse(read_file(path), known, ids), path).configuration;
}

WallTime time_of(const std::string& text, const char* flag) {
  if (text.empty()) return {};
  const auto time = parse_rfc3339(text);
  if (!time) throw std::runtime_error(std::string(flag) + " '" + text + "' is not a time such as 2026-06-01T09:00:00Z");
  return *time;
}

Configuration with_changes(const SimulateOptions& options, const SimulationRequest& request) {
  auto changed = request.changed.value_or(request.configuration);
  AgentId last;
  for (const auto& agent : request.configuration.agents) last = std::max(last, agent.id);
  for (const auto& change : options.add) changed = with_more_people(std::move(changed), change, last);
  for (const auto& change : options.train) changed = with_training(std::move(changed), change);
  return changed;
}

SimulationRequest request_of(const SimulateOptions& options) {
  SimulationRequest request;
  request.runs = options.runs;
  request.confidence = options.confidence / 100;
  request.staff = options.staff;
  request.shrinkage = options.shrinkage / 100;
  IdSource ids;
  std::optional<sim::JournalTrace> journal;
  if (!options.data.empty()) {
    auto read = read_journal_of(options.data, options.store, options.tenant);
    if (!read) throw std::runtime_error(read.error().detail);
    journal = std::move(*read);
    if (!journal->configuration()) throw std::runtime_error(options.data + ": nothing has happened there yet");
    request.configuration = *journal->configuration();
  }
  if (!options.configuration.empty())
    request.configuration = configuration_of(options.configuration, journal ? journal->configuration() : nullptr, ids);
  if (!options.compare.empty())
    request.changed = configuration_of(options.compare, std::make_shared<const Configuration>(request.configuration), ids);
  if (!options.add.empty() || !options.train.empty()) request.changed = with_changes(options, request);

  if (journal) {
    const auto from = time_of(options.from, "--from"), to = time_of(options.to, "--to");
    if (to && to <= from) throw std::runtime_error("--to is not after --from");
    request.demand = journal->trace(request.configuration, from, to);
  } else if (!options.trace.empty()) {
    auto in = open_file(options.trace);
    request.demand = value_of<sim::Trace>(read_trace(in, request.configuration), options.trace);
  } else {
    request.demand = value_of<sim::Load>(read_load(read_file(options.load), with_everybody(request)), options.load);
  }
  return request;
}

}  // namespace

int simulate(const SimulateOptions& options) {
  try {
    const auto result = run_simulation(request_of(options));
    std::cout << (options.json ? boost::json::serialize(to_json(result)) + '\n' : to_text(result));
    return 0;
  } catch (const std::exception& problem) {
    std::string text = problem.what();
    if (!text.ends_with('\n')) text += '\n';
    std::cerr << text;
    return 1;
  }
}

}  // namespace tandem::app
