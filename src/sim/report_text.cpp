// A report as JSON for programs and as a table for people.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <cmath>

#include "sim/report.hpp"

namespace tandem::sim {
namespace {

namespace json = boost::json;

// One number where it really happened.
json::value to_json(const std::optional<Estimate>& estimate, bool simulated) {
  if (!estimate) return nullptr;
  if (!simulated) return estimate->mean;
  return json::object{{"mean", estimate->mean}, {"half_width", estimate->half_width}};
}

enum class Unit { count, share, seconds, index };

// The columns of both tables: one list, so that text and JSON cannot differ.
template <class Row>
struct Column {
  const char* key;
  const char* head;
  Unit unit;
  std::optional<Estimate> Row::*value;
  bool only_if_any = false;  // no line in the table where there is nothing to say
};
constexpr Column<QueueReport> queue_columns[] = {{"offered", "offered", Unit::count, &QueueReport::offered},
                                         {"answered", "answered", Unit::count, &QueueReport::answered},
                                         {"abandoned", "abandoned", Unit::count, &QueueReport::abandoned},
                                         {"service_level", "service level", Unit::share, &QueueReport::service_level},
                                         {"asa_s", "ASA", Unit::seconds, &QueueReport::asa_s},
                                         {"mean_wait_s", "mean wait", Unit::seconds, &QueueReport::mean_wait_s},
                                         {"p90_wait_s", "p90 wait", Unit::seconds, &QueueReport::p90_wait_s},
                                         {"wait_probability", "had to wait", Unit::share, &QueueReport::wait_probability},
                                         {"abandon_rate", "left", Unit::share, &QueueReport::abandon_rate},
                                         {"unserved", "never served", Unit::count, &QueueReport::unserved, true},
                                         {"overflowed", "overflowed", Unit::count, &QueueReport::overflowed, true},
                                         {"estimate_error_s", "estimate off by", Unit::seconds, &QueueReport::estimate_error_s, true},
                                         {"estimate_bias_s", "estimate too long", Unit::seconds, &QueueReport::estimate_bias_s, true}};
constexpr Column<TeamReport> team_columns[] = {{"occupancy", "occupancy", Unit::share, &TeamReport::occupancy},
                                       {"least_handled", "fewest handled", Unit::count, &TeamReport::least_handled},
                                       {"most_handled", "most handled", Unit::count, &TeamReport::most_handled},
                                       {"fairness", "fairness", Unit::index, &TeamReport::fairness, true}};

std::string fact(double value, Unit unit) {
  switch (unit) {
    case Unit::count: return fmt::format("{:.0f}", value);
    case Unit::share: return fmt::format("{:.2f} %", 100 * value);
    case Unit::seconds: return fmt::format("{:.2f} s", value);
    case Unit::index: return fmt::format("{:.3f}", value);
  }
  return {};
}

std::string cell(const std::optional<Estimate>& estimate, Unit unit, bool simulated) {
  if (!estimate) return "-";
  if (!simulated) return fact(estimate->mean, unit);
  switch (unit) {
    case Unit::count: return fmt::format("{:.1f} ±{:.1f}", estimate->mean, estimate->half_width);
    case Unit::share: return fmt::format("{:.2f} % ±{:.2f}", 100 * estimate->mean, 100 * estimate->half_width);
    case Unit::seconds: return fmt::format("{:.2f} s ±{:.2f}", estimate->mean, estimate->half_width);
    case Unit::index: return fmt::format("{:.3f} ±{:.3f}", estimate->mean, estimate->half_width);
  }
  return {};
}

// Both runs met the same customers, so intervals that do not touch differ for sure.
bool differs(const std::optional<Estimate>& a, const std::optional<Estimate>& b) {
  return a && b && std::abs(a->mean - b->mean) > a->half_width + b->half_width;
}

struct Line {
  std::string name, figure;
  std::vector<std::string> cells;
  bool differs = false;
};

template <class Row>
const Row* twin_of(const std::string& name, const std::vector<Row>& rows) {
  const auto at = std::ranges::find(rows, name, &Row::name);
  return at == rows.end() ? nullptr : &*at;
}

// Of each report in the table, the rows of one kind.
struct Shown {
  const Report* observed;
  const Report* report;
  const Report* other;
};

template <class Row, class Columns>
void add_lines(std::vector<Line>& out, const Shown& shown, std::vector<Row> Report::*rows, const Columns& columns, const char* unnamed) {
  for (const auto& row : shown.report->*rows) {
    const auto* before = shown.observed ? twin_of(row.name, shown.observed->*rows) : nullptr;
    const auto* twin = shown.other ? twin_of(row.name, shown.other->*rows) : nullptr;
    for (const auto& column : columns) {
      const auto value_of = [&](const Row* of) { return of ? of->*column.value : std::nullopt; };
      const auto says = [&](const Row* of) { return value_of(of) && value_of(of)->mean != 0; };
      if (column.only_if_any && !says(before) && !says(&row) && !says(twin)) continue;
      Line line{row.name.empty() ? unnamed : row.name, column.head, {}, differs(value_of(&row), value_of(twin))};
      if (shown.observed) line.cells.push_back(cell(value_of(before), column.unit, false));
      line.cells.push_back(cell(value_of(&row), column.unit, true));
      if (shown.other) line.cells.push_back(cell(value_of(twin), column.unit, true));
      out.push_back(std::move(line));
    }
  }
}

}  // namespace

json::object to_json(const Report& report) {
  const bool simulated = report.runs > 0;
  json::array queues, teams;
  for (const auto& queue : report.queues) {
    json::object one{{"name", queue.name.empty() ? json::value(nullptr) : json::value(queue.name)}};
    for (const auto& column : queue_columns) one[column.key] = to_json(queue.*column.value, simulated);
    queues.push_back(std::move(one));
  }
  for (const auto& team : report.teams) {
    json::object one{{"name", team.name.empty() ? json::value(nullptr) : json::value(team.name)}, {"agents", team.agents}};
    for (const auto& column : team_columns) one[column.key] = to_json(team.*column.value, simulated);
    teams.push_back(std::move(one));
  }
  json::object out{{"contacts", report.contacts}, {"queues", std::move(queues)}, {"teams", std::move(teams)}};
  if (!simulated) return out;
  out["runs"] = report.runs;
  out["confidence"] = report.confidence;
  return out;
}

std::string to_text(const Report& report, const Report* other, const Report* observed) {
  const Shown shown{observed, &report, other};
  std::vector<Line> lines;
  add_lines(lines, shown, &Report::queues, queue_columns, "all queues");
  add_lines(lines, shown, &Report::teams, team_columns, "agents");
  auto text = fmt::format("{} runs, {} contacts, ± is the half-width at {:g} % confidence\n", report.runs, report.contacts,
                          100 * report.confidence);
  if (other || observed) {
    text += fmt::format("{:<20} {:<16}", "", "");
    if (observed) text += fmt::format(" {:>22}", "as it was");
    text += fmt::format(" {:>22}", observed ? "simulated" : "as it is");
    if (other) text += fmt::format(" {:>22}", "changed");
    text += '\n';
  }
  std::string last;
  for (const auto& line : lines) {
    text += fmt::format("{:<20} {:<16}", line.name == last ? "" : line.name, line.figure);
    for (const auto& value : line.cells) text += fmt::format(" {:>22}", value);
    text += line.differs ? "  *\n" : "\n";
    last = line.name;
  }
  if (other) text += "* differs by more than chance\n";
  return text;
}

}  // namespace tandem::sim
