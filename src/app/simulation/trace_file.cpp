#include "app/simulation/trace_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "app/configuration/fields.hpp"
#include "app/simulation/csv.hpp"
#include "base/time.hpp"

namespace tandem::app {
namespace {

using configuration::Mark;
using configuration::Problems;

constexpr std::int64_t longest_ms = 604'800'000;         // a week: of a wait or a contact
constexpr std::int64_t longest_trace_ms = 36'000'000'000;  // 10,000 hours
constexpr int most_priority = 1000;

enum Column : std::size_t { arrived, queue, channel, priority, handle, waited, outcome, agent, columns };
constexpr std::array<std::string_view, columns> names{"arrived",        "queue",          "channel", "priority",
                                                      "handle_seconds", "waited_seconds", "outcome", "agent"};
constexpr std::array needed{arrived, queue, handle, waited, outcome};

// "12", "0.25": milliseconds; what is finer is cut off. Nothing where it is no such number.
std::optional<std::int64_t> seconds_in(std::string_view text, std::int64_t most_ms) {
  const auto point = std::min(text.find('.'), text.size());
  std::int64_t whole = 0, ms = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + point, whole);
  if (error != std::errc{} || end != text.data() + point || text[0] == '-' || whole > most_ms / 1000) return std::nullopt;
  if (point < text.size()) {
    const auto fraction = text.substr(point + 1);
    if (fraction.empty() || fraction.size() > 9) return std::nullopt;
    std::int64_t scale = 100;
    for (const char digit : fraction) {
      if (digit < '0' || digit > '9') return std::nullopt;
      ms += (digit - '0') * scale;
      scale /= 10;
    }
  }
  const auto sum = 1000 * whole + ms;
  return sum <= most_ms ? std::optional(sum) : std::nullopt;
}

class Reader {
 public:
  Reader(std::istream& in, const Configuration& configuration) : csv_(in, problems_), configuration_(configuration) {
    for (const auto& one : configuration.queues) queues_.emplace(one.name, one.id);
    for (const auto& one : configuration.agents) agents_.emplace(one.login, one.id);
  }

  ReadTrace read() {
    read_header();
    while (width_ > 0 && problems_.list().size() < Problems::most && csv_.next()) read_row();
    if (problems_.none() && trace_.contacts.empty()) problems_.add({}, {"文件中没有联系记录", "there are no contacts in it"});
    if (problems_.none() && std::ranges::none_of(trace_.contacts, [](const auto& one) { return one.handle_ms >= 0; }))
      problems_.add({}, {"没有任何联系被接听，无从得知一次联系要多久", "nobody was answered, so nothing says how long a contact takes"});
    if (!problems_.none()) return problems_.list();
    return finished();
  }

 private:
  void read_header() {
    if (!csv_.next())
      return problems_.add({}, {"文件是空的；第一行应是各列的名称：arrived,queue,…",
                                "the file is empty; its first line names the columns: arrived,queue,…"});
    const auto& fields = csv_.fields();
    place_.fill(none);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto at = std::ranges::find(names, fields[i].text);
      if (at == names.end()) {
        problems_.add(csv_.mark(i), said("没有名为“{}”的列{}", "there is no column '{}'{}", fields[i].text,
                                         suggestion(fields[i].text, names)));
        continue;
      }
      auto& place = place_[static_cast<std::size_t>(at - names.begin())];
      if (place != none) problems_.add(csv_.mark(i), said("列“{}”出现了两次", "the column '{}' is there twice", fields[i].text));
      place = i;
    }
    for (const auto column : needed)
      if (place_[column] == none) problems_.add({1, 1}, said("缺少列“{}”", "the column '{}' is missing", names[column]));
    if (problems_.none()) width_ = fields.size();
  }

  void read_row() {
    if (csv_.fields().size() != width_)
      return problems_.add({csv_.line(), 1}, said("这一行有 {} 个字段，第一行有 {} 个", "this line has {} fields, the first one {}",
                                                  csv_.fields().size(), width_));
    if (trace_.contacts.size() == sim::Trace::most_contacts) {
      problems_.add({csv_.line(), 1}, said("最多 {} 条联系记录", "a trace has at most {} contacts", sim::Trace::most_contacts));
      return csv_.stop();
    }
    sim::TraceContact contact;
    contact.at_ms = read_arrived();
    contact.queue = read_name(queue, queues_, {"队列", "queue"});
    read_channel(contact);
    read_priority(contact);
    read_course(contact);
    if (!text(agent).empty()) contact.agent = read_name(agent, agents_, {"座席", "agent"});
    if (contact.agent && contact.ending != sim::Ending::answered)
      problem(agent, {"放弃的客户没有座席接待：'agent' 须留空", "who left was served by nobody"});
    trace_.contacts.push_back(contact);
  }

  // Of an absent column: nothing.
  std::string_view text(Column column) const {
    return place_[column] == none ? std::string_view() : std::string_view(csv_.fields()[place_[column]].text);
  }
  void problem(Column column, const Localized& what) {
    problems_.add(place_[column] == none ? Mark{csv_.line(), 1} : csv_.mark(place_[column]), what);
  }

  std::int64_t read_arrived() {
    const auto time = parse_rfc3339(text(arrived));
    const auto seconds = seconds_in(text(arrived), longest_trace_ms);
    if (!seconds && (!time || time->ms < 0)) {
      problem(arrived, said("'arrived' 是从零点起的秒数，或如 2026-06-01T09:30:00Z 的时间；“{}”不是",
                            "'arrived' is a number of seconds from a midnight on, or a time such as 2026-06-01T09:30:00Z; not '{}'",
                            text(arrived)));
      return 0;
    }
    if (trace_.contacts.empty()) in_seconds_ = seconds.has_value();
    else if (in_seconds_ != seconds.has_value())
      problem(arrived, said("同一文件中既有秒数又有时间：“{}”", "seconds and times in one file: '{}'", text(arrived)));
    return seconds ? *seconds : time->ms;
  }

  template <class Id>
  Id read_name(Column column, const std::unordered_map<std::string, Id>& known, const Localized& kind) {
    const auto at = known.find(std::string(text(column)));
    if (at != known.end()) return at->second;
    std::vector<std::string> all;
    for (const auto& [name, id] : known) all.push_back(name);
    problem(column, said("配置中没有{}“{}”{}", "there is no {} '{}' in the configuration{}", kind, text(column),
                         suggestion(text(column), all)));
    return {};
  }

  void read_channel(sim::TraceContact& contact) {
    const auto word = text(channel);
    if (word.empty() || word == name_of(Channel::voice)) return;
    contact.channel = Channel::webchat;
    if (word != name_of(Channel::webchat))
      problem(channel, said("'channel' 是 voice 或 webchat，不是“{}”", "'channel' is voice or webchat, not '{}'", word));
  }

  void read_priority(sim::TraceContact& contact) {
    const auto word = text(priority);
    if (word.empty()) return;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), contact.priority);
    if (error != std::errc{} || end != word.data() + word.size() || std::abs(contact.priority) > most_priority)
      problem(priority, said("'priority' 是 -1000 到 1000 之间的整数，不是“{}”", "'priority' is a whole number from -1000 to 1000, not '{}'", word));
  }

  std::int32_t read_seconds(Column column) {
    const auto ms = seconds_in(text(column), longest_ms);
    if (!ms)
      problem(column, said("'{}' 是不超过 604800 的秒数，不是“{}”", "'{}' is a number of seconds up to 604800, not '{}'", names[column],
                           text(column)));
    return static_cast<std::int32_t>(ms.value_or(0));
  }

  void read_course(sim::TraceContact& contact) {
    contact.waited_ms = read_seconds(waited);
    const auto word = text(outcome);
    if (word == "answered") {
      contact.handle_ms = read_seconds(handle);
      return;
    }
    contact.ending = sim::Ending::left;
    if (word != "abandoned")
      return problem(outcome, said("'outcome' 是 answered 或 abandoned，不是“{}”", "'outcome' is answered or abandoned, not '{}'", word));
    if (!text(handle).empty() && seconds_in(text(handle), longest_ms) != 0)
      problem(handle, {"放弃的客户没有占用座席的时间：'handle_seconds' 须留空", "who left took no time of an agent: 'handle_seconds' stays empty"});
  }

  ReadTrace finished() {
    std::ranges::stable_sort(trace_.contacts, {}, &sim::TraceContact::at_ms);
    const auto first = trace_.contacts.front().at_ms, last = trace_.contacts.back().at_ms;
    const auto start = first / sim::half_hour_ms * sim::half_hour_ms;
    if (last - start > longest_trace_ms) {
      problems_.add({}, {"第一次与最后一次联系相隔超过 10,000 小时", "between the first and the last contact lie more than 10,000 hours"});
      return problems_.list();
    }
    trace_.start = in_seconds_ ? sim::any_midnight.plus_ms(start) : WallTime{start};
    trace_.length_ms = (last - start) / sim::half_hour_ms * sim::half_hour_ms + sim::half_hour_ms;
    for (auto& contact : trace_.contacts) contact.at_ms -= start;
    trace_.shifts = sim::shifts_by_work(trace_, configuration_);
    return std::move(trace_);
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  Problems problems_;
  CsvReader csv_;
  const Configuration& configuration_;
  std::unordered_map<std::string, QueueId> queues_;
  std::unordered_map<std::string, AgentId> agents_;
  std::array<std::size_t, columns> place_{};
  std::size_t width_ = 0;  // of every line; 0: the first one is no header
  bool in_seconds_ = true;
  sim::Trace trace_;
};

}  // namespace

ReadTrace read_trace(std::istream& in, const Configuration& configuration) { return Reader(in, configuration).read(); }

}  // namespace tandem::app
