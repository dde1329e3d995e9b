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
  HoursReader(Localized what, Problems& problems) : what_(std::move(what)), problems_(problems) {}

  Week read(Fields& fields, std::string time_zone) {
    week_.time_zone = std::move(time_zone);
    if (const auto* week = fields.find("week")) read_week(*week);
    if (const auto* closed = fields.find("closed"))
      for (const auto& item : items_of(*closed, key_of("closed", what_), problems_))
        if (const auto day = read_day(item)) week_.closed.insert(*day);
    if (const auto* open = fields.find("open")) read_open(*open);
    if (!fields.has("week") && !fields.has("open"))
      problems_.add(fields.mark(), said("{}从不开放；请在 'week'、'open' 或两者之下填写开放时间",
                                        "{} are never open; say when under 'week', 'open' or both", what_));
    if (week_.closed.size() + week_.open.size() > most_dates)
      problems_.add(fields.mark(), said("{}写了超过 {} 个日期；请删除已经过去的", "{} name more than {} dates; remove those that are past", what_,
                                        most_dates));
    return std::move(week_);
  }

 private:
  std::optional<Day> read_day(const Node& node) {
    const auto text = as_text(node, said("{}的日期", "a date of {}", what_), problems_);
    if (!text) return std::nullopt;
    const auto day = parse_day(*text);
    if (!day) problems_.add(node.mark, said("“{}”不是日期；应如 2026-10-01", "'{}' is no date such as 2026-10-01", *text));
    return day;
  }

  DayRanges read_ranges(const Node& node, const std::string& key) {
    DayRanges out;
    for (const auto& item : items_of(node, key_of(key, what_), problems_)) {
      const auto text = as_text(item, said("{}的时间", "a time of {}", what_), problems_);
      const auto range = text ? parse_range(*text) : std::nullopt;
      if (range) out.push_back(*range);
      if (text && !range)
        problems_.add(item.mark, said("“{}”不是时间段；应如 09:00-12:00、22:00-06:00，全天为 00:00-24:00",
                                      "'{}' is no time such as 09:00-12:00, 22:00-06:00 or, for the whole day, 00:00-24:00", *text));
    }
    if (out.size() > most_ranges)
      problems_.add(node.mark, too_many(key_of(key, what_), most_ranges, {"个时间段", "times"}));
    return out;
  }

  bool is_map(const Node& node, const std::string& key, const std::string& like) {
    if (node.kind == Node::Kind::map) return true;
    problems_.add(node.mark, said("{}必须是映射，例如 {}，而这里是{}", "{} must be a map such as {}, but this is {}", key_of(key, what_), like,
                                  in_words(node)));
    return false;
  }

  void read_week(const Node& node) {
    if (!is_map(node, "week", "{mon-fri: [\"09:00-18:00\"]}")) return;
    std::set<std::size_t> seen;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const auto& key = node.keys[i];
      const auto days = days_of(key.text);
      if (days.empty())
        problems_.add(key.mark, said("{}之下写星期，例如 mon、sun 或 mon-fri{}", "{} has days such as mon, sun or mon-fri{}",
                                     key_of("week", what_), suggestion(key.text, weekdays)));
      const auto ranges = read_ranges(node.items[i], key.text);
      for (const auto day : days) {
        if (!seen.insert(day).second)
          problems_.add(key.mark, said("{}出现了两次；请把它的时间写在一起", "{} is there twice; put its times together",
                                       key_of(weekdays[day], what_)));
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

  const Localized what_;
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
  if (!is_time_zone(zone))
    fields.problem("time_zone", said("没有时区“{}”；应如 Asia/Shanghai", "there is no time zone '{}'; name one such as Asia/Shanghai", zone));
  return zone;
}

}  // namespace

void read_hours(Context& context, const Node* hours) {
  if (!hours) return;
  const auto& before = context.existing.configuration->hours;
  for (const auto& item : items_of(*hours, key_of("hours"), context.problems)) {
    Fields fields(item, {"工作时间", "an entry of hours"}, context.problems);
    Hours entry;
    entry.name = fields.need_text("name");
    fields.rename(said("工作时间“{}”", "hours '{}'", entry.name));
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
    context.problems.add(hours->mark, too_many(key_of("hours"), most_hours, {"项", "entries"}));
}

std::string read_default_time_zone(Fields& settings) { return read_time_zone(settings, std::string(usual_time_zone)); }

bool refresh_hours(Configuration& configuration, WallTime now) {
  bool changed = false;
  for (auto& hours : configuration.hours) {
    if (reach(hours.open, now)) continue;
    Problems problems;
    const auto entry = parse_yaml(hours.source, problems);
    if (!entry) continue;
    Fields fields(*entry, said("工作时间“{}”", "hours '{}'", hours.name), problems);
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
