#include "app/simulation/load_file.hpp"

#include <algorithm>

#include "app/configuration/fields.hpp"

namespace tandem::app {
namespace {

using namespace configuration;

constexpr double longest_hours = 10'000, most_per_hour = 1'000'000, longest_seconds = 604'800;

// A number of seconds is the mean of an exponential time; {constant: N} and {lognormal: N, cv: C} are the other shapes.
sim::Duration read_duration(const Node& node, const Localized& what, Problems& problems) {
  sim::Duration out;
  const auto seconds = [&](const Node& value) { return as_decimal(value, what, problems, 0, longest_seconds).value_or(0) * 1000; };
  if (node.kind == Node::Kind::scalar) {
    out.mean_ms = seconds(node);
    return out;
  }
  Fields fields(node, what, problems);
  const auto* constant = fields.find("constant");
  const auto* lognormal = fields.find("lognormal");
  const auto* cv = fields.find("cv");
  fields.finish();
  if ((constant != nullptr) == (lognormal != nullptr)) {
    problems.add(node.mark, said("{}是秒数、{{constant: 秒数}} 或 {{lognormal: 秒数, cv: …}}",
                                 "{} is a number of seconds, {{constant: seconds}} or {{lognormal: seconds, cv: …}}", what));
    return out;
  }
  if (constant) {
    out.shape = sim::Duration::Shape::constant;
    out.mean_ms = seconds(*constant);
    if (cv) problems.add(cv->mark, {"'cv' 只用于 lognormal 的时长", "'cv' belongs to a lognormal time"});
    return out;
  }
  out.shape = sim::Duration::Shape::lognormal;
  out.mean_ms = seconds(*lognormal);
  if (cv) out.cv = as_decimal(*cv, key_of("cv", what), problems, 0, 100).value_or(1);
  return out;
}

// "09:30", "24:00": milliseconds since midnight.
std::optional<std::int64_t> time_of_day(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
  const auto number = [&](std::size_t at) { return std::int64_t{10} * (text[at] - '0') + (text[at + 1] - '0'); };
  const auto minutes = 60 * number(0) + number(3);
  if (number(3) > 59 || minutes > 24 * 60) return std::nullopt;
  return 60'000 * minutes;
}

class Reader {
 public:
  Reader(const Configuration& configuration, Problems& problems) : configuration_(configuration), problems_(problems) {}

  sim::Load read(const Node& root) {
    Fields fields(root, {"文件", "the file"}, problems_);
    if (const auto* hours = fields.need("hours")) load_.length_ms = hours_of(*hours, key_of("hours"));
    if (const auto* warm_up = fields.find("warm_up")) load_.warm_up_ms = hours_of(*warm_up, key_of("warm_up"));
    if (load_.warm_up_ms >= load_.length_ms && load_.length_ms > 0)
      fields.problem("warm_up", {"预热占去了全部时间：不会有任何统计", "the warm-up takes all of the hours: nothing would be counted"});
    if (const auto* contacts = fields.need("contacts"))
      for (const auto& item : items_of(*contacts, key_of("contacts"), problems_)) read_stream(item);
    if (const auto* pace = fields.find("pace")) read_pace(*pace);
    if (const auto* shifts = fields.find("shifts")) read_shifts(*shifts);
    fields.finish();
    return std::move(load_);
  }

 private:
  std::int64_t hours_of(const Node& node, const Localized& what) {
    return static_cast<std::int64_t>(as_decimal(node, what, problems_, 0, longest_hours).value_or(0) * 3'600'000);
  }

  void read_stream(const Node& item) {
    Fields fields(item, {"'contacts' 中一项", "an entry of contacts"}, problems_);
    sim::Stream stream;
    const auto name = fields.need_text("queue");
    fields.rename(said("队列“{}”的联系", "the contacts of '{}'", name));
    const auto queue = std::ranges::find(configuration_.queues, name, &Queue::name);
    if (queue != configuration_.queues.end())
      stream.queue = queue->id;
    else if (!name.empty())
      fields.problem("queue", said("配置中没有队列“{}”", "there is no queue '{}' in the configuration", name));
    const std::vector<std::string> channels{std::string(name_of(Channel::voice)), std::string(name_of(Channel::webchat))};
    stream.channel = fields.one_of("channel", channels, 0) == 0 ? Channel::voice : Channel::webchat;
    stream.priority = fields.integer("priority", -1000, 1000, 0);
    read_rates(fields, stream);
    if (const auto* handle = fields.need("handle")) stream.handle = read_duration(*handle, fields.what("handle"), problems_);
    if (const auto* patience = fields.find("patience"))
      stream.patience = read_duration(*patience, fields.what("patience"), problems_);
    fields.finish();
    load_.streams.push_back(std::move(stream));
  }

  // Either the same all the time, or 48 numbers of contacts for the half hours of a day.
  void read_rates(Fields& fields, sim::Stream& stream) {
    const auto* always = fields.find("per_hour");
    const auto* day = fields.find("per_half_hour");
    if ((always != nullptr) == (day != nullptr)) {
      problems_.add(fields.mark(), said("{}须在 'per_hour' 和 'per_half_hour' 中恰好填写一个", "{} need either 'per_hour' or 'per_half_hour'",
                                        fields.what()));
      return;
    }
    const auto read = [&](const Node& node, const char* key, double most) {
      return as_decimal(node, fields.what(key), problems_, 0, most).value_or(0);
    };
    if (always) {
      stream.per_hour = {read(*always, "per_hour", most_per_hour)};
      return;
    }
    for (const auto& item : items_of(*day, fields.what("per_half_hour"), problems_))
      stream.per_hour.push_back(2 * read(item, "per_half_hour", most_per_hour / 2));
    if (stream.per_hour.size() != sim::half_hours)
      problems_.add(day->mark, said("{}有 {} 个数；一天有 48 个半小时", "{} has {} numbers; a day has 48 half hours",
                                    fields.what("per_half_hour"), stream.per_hour.size()));
  }

  void read_pace(const Node& node) {
    Fields fields(node, key_of("pace"), problems_);
    for (const auto& agent : configuration_.agents) {
      const auto* value = fields.find(agent.login);
      if (value) load_.pace[agent.id] = as_decimal(*value, said("“{}”的速度", "the pace of '{}'", agent.login), problems_, 0.01, 100).value_or(1);
    }
    fields.finish();
  }

  void read_shifts(const Node& node) {
    Fields fields(node, key_of("shifts"), problems_);
    for (const auto& agent : configuration_.agents) {
      const auto* value = fields.find(agent.login);
      if (!value) continue;
      const auto what = said("“{}”的班次", "the shifts of '{}'", agent.login);
      std::vector<sim::Shift> list;
      for (const auto& item : items_of(*value, what, problems_)) read_shift(item, what, list);
      load_.shifts[agent.id] = sim::Shifts(std::move(list), sim::Shifts::Repeat::daily);
    }
    fields.finish();
  }

  void read_shift(const Node& item, const Localized& what, std::vector<sim::Shift>& list) {
    const auto text = item.kind == Node::Kind::scalar ? item.text : std::string();
    const auto dash = std::min(text.find('-'), text.size());
    const auto from = time_of_day(std::string_view(text).substr(0, dash));
    const auto until = dash < text.size() ? time_of_day(std::string_view(text).substr(dash + 1)) : std::nullopt;
    if (!from || !until || *from == *until || *from == sim::day_ms)
      return problems_.add(item.mark, said("{}是一天中的时间段，例如 09:00-17:30；{}不是", "{} are times of day such as 09:00-17:30; {} is none", what,
                                           in_words(item)));
    if (*from < *until) return list.push_back({*from, *until});
    list.push_back({*from, sim::day_ms});  // through midnight
    list.push_back({0, *until});
  }

  const Configuration& configuration_;
  Problems& problems_;
  sim::Load load_;
};

}  // namespace

ReadLoad read_load(std::string_view yaml, const Configuration& configuration) {
  Problems problems;
  const auto root = parse_yaml(yaml, problems);
  if (!root) return problems.list();
  auto load = Reader(configuration, problems).read(*root);
  if (!problems.none()) return problems.list();
  return load;
}

}  // namespace tandem::app
