#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands/commands.hpp"
#include "app/configuration/parse.hpp"
#include "app/simulation/load_file.hpp"
#include "sim/staffing.hpp"

namespace tandem::app {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + ": cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string name_of_file(const std::string& path) { return std::filesystem::path(path).filename().string(); }

Configuration configuration_of(const std::string& path) {
  IdSource ids;
  auto parsed = configuration::parse(read_file(path), {}, ids);
  if (const auto* problems = std::get_if<std::vector<configuration::Problem>>(&parsed))
    throw std::runtime_error(to_text(*problems, name_of_file(path)));
  return std::get<configuration::Desired>(std::move(parsed)).configuration;
}

sim::Load load_of(const std::string& path, const Configuration& configuration) {
  auto read = read_load(read_file(path), configuration);
  if (const auto* problems = std::get_if<std::vector<configuration::Problem>>(&read))
    throw std::runtime_error(to_text(*problems, name_of_file(path)));
  return std::get<sim::Load>(std::move(read));
}

sim::Report report_of(const std::string& path, const SimulateOptions& options) {
  const auto configuration = configuration_of(path);
  return sim::simulate_all(configuration, load_of(options.load, configuration), options.runs, options.confidence / 100);
}

void print_staff(const SimulateOptions& options) {
  const auto configuration = configuration_of(options.configuration);
  const sim::StaffOptions wanted{options.shrinkage / 100, options.runs, options.confidence / 100};
  const auto plans = sim::staff(configuration, load_of(options.load, configuration), wanted);
  if (options.json)
    std::cout << boost::json::serialize(boost::json::object{{"staff", sim::to_json(plans)}}) << '\n';
  else
    std::cout << sim::to_text(plans);
}

}  // namespace

int simulate(const SimulateOptions& options) {
  try {
    if (options.staff) {
      print_staff(options);
      return 0;
    }
    const auto first = report_of(options.configuration, options);
    std::optional<sim::Report> second;
    if (!options.compare.empty()) second = report_of(options.compare, options);
    if (!options.json) {
      std::cout << sim::to_text(first, second ? &*second : nullptr);
      return 0;
    }
    boost::json::object out{{"report", sim::to_json(first)}};
    if (second) out["compared"] = sim::to_json(*second);
    std::cout << boost::json::serialize(out) << '\n';
    return 0;
  } catch (const std::exception& problem) {
    std::string text = problem.what();
    if (!text.ends_with('\n')) text += '\n';
    std::cerr << text;
    return 1;
  }
}

}  // namespace tandem::app
