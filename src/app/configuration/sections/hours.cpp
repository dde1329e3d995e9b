// Opening hours: a week, the days that differ, and what they come to in UTC.
#include "app/configuration/hours/hours.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "app/configuration/hours/calendar.hpp"
#include "app/configuration/sections/context.hpp"

namespace tandem::configuration {
namespace {

namespace json = boost::json;

constexpr std::size_t most_hours = 50, most_ranges = 6, most_dates = 1000;
const std::vector<std::string> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<std::size_t> weekday(std::string_view name) {
  const auto at = std::find(weekdays.begin(), weekdays.end(), name);
  if (at == weekdays.end()) return std::nullopt;
  return static_cast<std::size_t>(at - weekdays.begin());
}

// The days of "mon" or "mon-fri", which may go past Sunday; empty for anything else.
std::vector<std::size_t> days_of(std::string_view key) {
  const auto dash = key.find('-');
  const auto first = weekday(key.substr(0, dash));
  const auto last = dash == key.npos ? first : weekday(key.substr(dash + 1));
  if (!first || !last || (dash != key.npos && *first == *last)) return {};
  std::vector<std::size_t> out;
  for (auto day = *first;; day = (day + 1) % weekdays.size()) {
    out.push_back(day);
    if (day == *last) return out;
  }
}

class HoursReader {
 public:
  HoursReader(std::string what, Problems& problems) : what_(std::move(what)), problems_(problems) {}

  Week read(Fields& fields, std::string time_zone) {
    week_.time_zone = std::move(time_zone);
    if (const auto* week = fields.find("week")) read_week(*week);
    if (const auto* closed = fields.find("closed"))
      for (const auto& item : items_of(*closed, "'closed' of " + what_, problems_))
        if (const auto day = read_day(item)) week_.closed.insert(*day);
    if (const auto* open = fields.find("open")) read_open(*open);
    if (!fields.has("week") && !fields.has("open"))
      problems_.add(fields.mark(), what_ + " are never open; say when under 'week', 'open' or both");
    if (week_.closed.size() + week_.open.size() > most_dates)
      problems_.add(fields.mark(), what_ + " name more than " + std::to_string(most_dates) + " dates; remove those that are past");
    return std::move(week_);
  }

 private:
  std::optional<Day> read_day(const Node& node) {
    const auto text = as_text(node, "a date of " + what_, problems_);
    if (!text) return std::nullopt;
    const auto day = parse_day(*text);
    if (!day) problems_.add(node.mark, "'" + *text + "' is no date such as 2026-10-01");
    return day;
  }

  DayRanges read_ranges(const Node& node, const std::string& key) {
    DayRanges out;
    for (const auto& item : items_of(node, "'" + key + "' of " + what_, problems_)) {
      const auto text = as_text(item, "a time of " + what_, problems_);
      const auto range = text ? parse_range(*text) : std::nullopt;
      if (range) out.push_back(*range);
      if (text && !range)
        problems_.add(item.mark, "'" + *text + "' is no time such as 09:00-12:00, 22:00-06:00 or, for the whole day, 00:00-24:00");
    }
    if (out.size() > most_ranges)
      problems_.add(node.mark, "'" + key + "' of " + what_ + " has more than " + std::to_string(most_ranges) + " times");
    return out;
  }

  bool is_map(const Node& node, const std::string& key, const std::string& like) {
    if (node.kind == Node::Kind::map) return true;
    problems_.add(node.mark, "'" + key + "' of " + what_ + " must be a map such as " + like + ", but this is " + in_words(node));
    return false;
  }

  void read_week(const Node& node) {
    if (!is_map(node, "week", "{mon-fri: [\"09:00-18:00\"]}")) return;
    std::set<std::size_t> seen;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const auto& key = node.keys[i];
      const auto days = days_of(key.text);
      if (days.empty())
        problems_.add(key.mark, "'week' of " + what_ + " has days such as mon, sun or mon-fri" + suggestion(key.text, weekdays));
      const auto ranges = read_ranges(node.items[i], key.text);
      for (const auto day : days) {
        if (!seen.insert(day).second)
          problems_.add(key.mark, "'" + weekdays[day] + "' of " + what_ + " is there twice; put its times together");
        week_.days[day] = ranges;
      }
    }
  }

  void read_open(const Node& node) {
    if (!is_map(node, "open", "{2026-10-10: [\"09:00-18:00\"]}")) return;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const auto day = read_day(node.keys[i]);
      auto ranges = read_ranges(node.items[i], node.keys[i].text);
      if (day) week_.open[*day] = std::move(ranges);
    }
  }

  const std::string what_;
  Problems& problems_;
  Week week_;
};

// Lists and maps of texts; numbers do not occur in opening hours.
json::value json_of(const Node& node) {
  if (node.kind == Node::Kind::sequence) {
    json::array out;
    for (const auto& item : node.items) out.push_back(json_of(item));
    return out;
  }
  if (node.kind != Node::Kind::map) return json::value(node.text);
  json::object out;
  for (std::size_t i = 0; i < node.keys.size(); ++i) out[node.keys[i].text] = json_of(node.items[i]);
  return out;
}

std::string source_of(Fields& fields, const std::string& name, const std::string& time_zone) {
  json::object out{{"name", name}, {"time_zone", time_zone}};
  for (const auto* key : {"week", "closed", "open"})
    if (const auto* node = fields.find(key)) out[key] = json_of(*node);
  return json::serialize(out);
}

std::string read_time_zone(Fields& fields, std::string fallback) {
  auto zone = fields.text("time_zone", std::move(fallback));
  if (!is_time_zone(zone)) fields.problem("time_zone", "there is no time zone '" + zone + "'; name one such as Asia/Shanghai");
  return zone;
}

}  // namespace

void read_hours(Context& context, const Node* hours) {
  if (!hours) return;
  const auto& before = context.existing.configuration->hours;
  for (const auto& item : items_of(*hours, "'hours'", context.problems)) {
    Fields fields(item, "an entry of hours", context.problems);
    Hours entry;
    entry.name = fields.need_text("name");
    fields.rename("hours '" + entry.name + "'");
    if (!entry.name.empty()) entry.id = context.hours.declare(entry.name, item.mark, context.problems, context.ids);
    const auto zone = read_time_zone(fields, context.time_zone);
    const auto week = HoursReader(fields.what(), context.problems).read(fields, zone);
    fields.finish();
    if (!context.problems.none()) continue;
    entry.source = source_of(fields, entry.name, zone);
    const auto* known = find_by_id(before, entry.id);
    const bool still_good = known && known->source == entry.source && reach(known->open, context.now);
    entry.open = still_good ? known->open : intervals_of(week, context.now, days_ahead);
    context.desired.configuration.hours.push_back(std::move(entry));
  }
  if (hours->items.size() > most_hours)
    context.problems.add(hours->mark, "'hours' has more than " + std::to_string(most_hours) + " entries");
}

std::string read_default_time_zone(Fields& settings) { return read_time_zone(settings, std::string(usual_time_zone)); }

bool refresh_hours(Configuration& configuration, WallTime now) {
  bool changed = false;
  for (auto& hours : configuration.hours) {
    if (reach(hours.open, now)) continue;
    Problems problems;
    const auto entry = parse_yaml(hours.source, problems);
    if (!entry) continue;
    Fields fields(*entry, "hours '" + hours.name + "'", problems);
    const auto zone = read_time_zone(fields, std::string(usual_time_zone));
    const auto week = HoursReader(fields.what(), problems).read(fields, zone);
    if (!problems.none()) continue;
    auto open = intervals_of(week, now, days_ahead);
    // Hours that end for good never reach far enough: only a later end is news.
    const bool further = !open.empty() && (hours.open.empty() || open.back().until > hours.open.back().until);
    if (!further) continue;
    hours.open = std::move(open);
    changed = true;
  }
  return changed;
}

std::string time_zone_of(const Hours& hours) {
  boost::system::error_code error;
  const auto source = json::parse(hours.source, error);
  const auto* entry = source.if_object();
  const auto* zone = entry ? entry->if_contains("time_zone") : nullptr;
  return zone && zone->is_string() ? std::string(zone->as_string()) : std::string(usual_time_zone);
}

}  // namespace tandem::configuration
