// A report as JSON for programs and as a table for people.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <cmath>

#include "sim/report.hpp"

namespace tandem::sim {
namespace {

namespace json = boost::json;

json::value to_json(const std::optional<Estimate>& estimate) {
  if (!estimate) return nullptr;
  return json::object{{"mean", estimate->mean}, {"half_width", estimate->half_width}};
}

enum class Unit { count, share, seconds };

// The columns of both tables: one list, so that text and JSON cannot differ.
template <class Row>
struct Column {
  const char* key;
  const char* head;
  Unit unit;
  std::optional<Estimate> Row::*value;
};
constexpr Column<QueueReport> queue_columns[] = {{"offered", "offered", Unit::count, &QueueReport::offered},
                                         {"answered", "answered", Unit::count, &QueueReport::answered},
                                         {"abandoned", "abandoned", Unit::count, &QueueReport::abandoned},
                                         {"service_level", "service level", Unit::share, &QueueReport::service_level},
                                         {"asa_s", "ASA", Unit::seconds, &QueueReport::asa_s},
                                         {"mean_wait_s", "mean wait", Unit::seconds, &QueueReport::mean_wait_s},
                                         {"p90_wait_s", "p90 wait", Unit::seconds, &QueueReport::p90_wait_s},
                                         {"wait_probability", "had to wait", Unit::share, &QueueReport::wait_probability},
                                         {"abandon_rate", "left", Unit::share, &QueueReport::abandon_rate}};
constexpr Column<TeamReport> team_columns[] = {{"occupancy", "occupancy", Unit::share, &TeamReport::occupancy},
                                       {"least_handled", "fewest handled", Unit::count, &TeamReport::least_handled},
                                       {"most_handled", "most handled", Unit::count, &TeamReport::most_handled}};

std::string cell(const std::optional<Estimate>& estimate, Unit unit) {
  if (!estimate) return "-";
  switch (unit) {
    case Unit::count: return fmt::format("{:.1f} ±{:.1f}", estimate->mean, estimate->half_width);
    case Unit::share: return fmt::format("{:.2f} % ±{:.2f}", 100 * estimate->mean, 100 * estimate->half_width);
    case Unit::seconds: return fmt::format("{:.2f} s ±{:.2f}", estimate->mean, estimate->half_width);
  }
  return {};
}

// Both runs met the same customers, so intervals that do not touch differ for sure.
bool differs(const std::optional<Estimate>& a, const std::optional<Estimate>& b) {
  return a && b && std::abs(a->mean - b->mean) > a->half_width + b->half_width;
}

struct Row {
  std::string name, figure, one, other;
  bool differs = false;
};

template <class Rows, class Columns>
void add_rows(std::vector<Row>& out, const Rows& rows, const Rows* others, const Columns& columns, const char* unnamed) {
  for (const auto& row : rows) {
    const auto* twin = static_cast<decltype(&row)>(nullptr);
    if (others)
      for (const auto& candidate : *others)
        if (candidate.name == row.name) twin = &candidate;
    for (const auto& column : columns) {
      Row line{row.name.empty() ? unnamed : row.name, column.head, cell(row.*column.value, column.unit), {}, false};
      if (others) line.other = twin ? cell(twin->*column.value, column.unit) : "-";
      line.differs = twin && differs(row.*column.value, twin->*column.value);
      out.push_back(std::move(line));
    }
  }
}

}  // namespace

json::object to_json(const Report& report) {
  json::array queues, teams;
  for (const auto& queue : report.queues) {
    json::object one{{"name", queue.name.empty() ? json::value(nullptr) : json::value(queue.name)}};
    for (const auto& column : queue_columns) one[column.key] = to_json(queue.*column.value);
    queues.push_back(std::move(one));
  }
  for (const auto& team : report.teams) {
    json::object one{{"name", team.name.empty() ? json::value(nullptr) : json::value(team.name)}, {"agents", team.agents}};
    for (const auto& column : team_columns) one[column.key] = to_json(team.*column.value);
    teams.push_back(std::move(one));
  }
  return {{"runs", report.runs},
          {"confidence", report.confidence},
          {"contacts", report.contacts},
          {"queues", std::move(queues)},
          {"teams", std::move(teams)}};
}

std::string to_text(const Report& report, const Report* other) {
  std::vector<Row> rows;
  add_rows(rows, report.queues, other ? &other->queues : nullptr, queue_columns, "all queues");
  add_rows(rows, report.teams, other ? &other->teams : nullptr, team_columns, "agents");
  auto text = fmt::format("{} runs, {} contacts, ± is the half-width at {:g} % confidence\n", report.runs, report.contacts,
                          100 * report.confidence);
  if (other) text += fmt::format("{:<20} {:<16} {:>22} {:>22}\n", "", "", "as it is", "changed");
  std::string last;
  for (const auto& row : rows) {
    text += fmt::format("{:<20} {:<16} {:>22}", row.name == last ? "" : row.name, row.figure, row.one);
    if (other) text += fmt::format(" {:>22}{}", row.other, row.differs ? "  *" : "");
    text += '\n';
    last = row.name;
  }
  if (other) text += "* differs by more than chance\n";
  return text;
}

}  // namespace tandem::sim
