// A configuration written in the form of its file and read again is the same.
#include "app/configuration/document/document.hpp"

#include <random>

#include "app/configuration/diff.hpp"
#include "app/configuration/testing/files.hpp"

namespace tandem::configuration {
namespace {

using namespace testing;
namespace json = boost::json;

std::string printed(Configuration configuration) {
  configuration.version = 0;
  codec::Printer out;
  out.print(configuration);
  return out.take();
}

// Writes what the file made, reads that, and compares; gives the text in between.
std::string there_and_back(const std::string& yaml) {
  const auto first = good(yaml);
  const auto existing = in_force(first);
  const auto text = serialise(to_document(first.configuration, existing.accounts, Secrets::kept));
  auto again = good(text, existing);
  EXPECT_EQ(printed(again.configuration), printed(first.configuration)) << text;
  const auto plan = make_plan(existing, std::move(again));
  for (const auto& line : plan.lines) ADD_FAILURE() << line << "\n" << text;
  return text;
}

TEST(Document, the_demo_comes_back_as_it_was) { there_and_back(read_file("demo/tandem.yaml")); }

TEST(Document, a_file_with_every_key_comes_back_as_it_was) {
  const auto text = there_and_back(read_file("src/app/configuration/testing/everything.yaml"));
  EXPECT_EQ(there_and_back(text), text) << "and what was written is written the same again";
}

TEST(Document, names_everything_and_leaves_out_what_is_usual) {
  const auto desired = good(read_file("src/app/configuration/testing/everything.yaml"));
  const auto document = to_document(desired.configuration, in_force(desired).accounts);
  EXPECT_EQ(json::serialize(document.at("queues").at(2)), R"({"name":"plain"})");
  EXPECT_EQ(json::serialize(document.at("queues").at(0).at("overflow").at(0)), R"({"waited_seconds":60,"queue":"helpers"})");
  EXPECT_EQ(json::serialize(document.at("queues").at(0).at("relax").at(1)), R"({"after":60,"teams":[]})");
  EXPECT_EQ(json::serialize(document.at("skills").at(0)), R"("orders")");
  EXPECT_EQ(json::serialize(document.at("skills").at(3)), R"({"name":"华南","kind":"region","codes":["广东省","海南省"]})");
  EXPECT_EQ(document.at("rules").at(1).at("when").as_string(), "not open(\"office\") and channel in (\"voice\", \"callback\")");
  EXPECT_EQ(document.at("settings").at("time_zone").as_string(), "Europe/London");
  EXPECT_FALSE(document.at("hours").at(0).as_object().contains("time_zone")) << "the settings say it";
  EXPECT_EQ(json::serialize(document.at("agents").at(2)), R"({"login":"amy"})");
  const auto empty = to_document({}, {});
  for (const auto& [section, value] : empty)
    EXPECT_TRUE(value.is_array() ? value.as_array().empty() : value.as_object().empty()) << section;
}

TEST(Document, no_secret_is_shown) {
  const auto desired = good(read_file("src/app/configuration/testing/everything.yaml"));
  const auto text = serialise(to_document(desired.configuration, in_force(desired).accounts));
  for (const auto* secret : {"yunfan-demo-secret-0001", "secret-of-li", "long-enough", "secret", "password"})
    EXPECT_EQ(text.find(secret), std::string::npos) << secret;
}

TEST(Document, numbers_are_written_as_people_write_them) {
  EXPECT_EQ(serialise(json::value(0.8)), "0.8\n");
  EXPECT_EQ(serialise(json::value(0.001)), "0.001\n");
  EXPECT_EQ(serialise(json::value(1.0)), "1\n");
  EXPECT_EQ(serialise(json::value(20)), "20\n");
  EXPECT_EQ(serialise(json::value("a\x7f\"\n")), "\"a\\u007f\\\"\\n\"\n");
}

// Files put together from pieces by chance.
class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}

  std::string file() {
    std::string out = "settings: {ageing_seconds: " + number(1, 999) + ", language: " + (coin() ? "en" : "zh-CN") + "}\n";
    out += "skills: [" + list(5, [&](int i) { return "s" + std::to_string(i); }) + "]\n";
    out += "teams: [" + list(3, [&](int i) { return "{name: t" + std::to_string(i) + "}"; }) + "]\n";
    out += "hours: [" + list(3, [&](int i) { return hours(i); }) + "]\n";
    out += "queues: [" + list(6, [&](int i) { return queue(i); }) + "]\n";
    out += "rules: [" + list(4, [&](int i) { return rule(i); }) + "]\n";
    out += "agents: [" + list(6, [&](int i) { return "{login: a" + std::to_string(i) + ", skills: " + levels(0) + maybe("team", team()) + "}"; }) + "]\n";
    out += "flows: {" + list(4, [&](int i) { return flow(i); }) + "}\n";
    return out;
  }

 private:
  int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool coin() { return pick(0, 1) == 1; }
  std::string number(int low, int high) { return std::to_string(pick(low, high)); }
  std::string team() { return "t" + number(0, 2); }
  template <class Make>
  std::string list(int count, Make make) {
    std::string out;
    for (int i = 0; i < count; ++i) out += (i ? ", " : "") + make(i);
    return out;
  }
  std::string maybe(const std::string& key, const std::string& value) { return coin() ? ", " + key + ": " + value : ""; }
  std::string levels(int lowest) {
    std::string out;
    for (int i = 0; i < 5; ++i)
      if (coin()) out += (out.empty() ? "" : ", ") + ("s" + std::to_string(i)) + ": " + number(lowest, 10);
    return "{" + out + "}";
  }
  std::string clock() { return number(0, 23) + ":" + number(10, 59); }
  std::string hours(int i) {
    return "{name: h" + std::to_string(i) + ", week: {mon-wed: [" + clock() + "-" + number(0, 23) + ":05], sun: []}" +
           maybe("time_zone", coin() ? "UTC" : "America/New_York") + maybe("closed", "[2027-0" + number(1, 9) + "-11]") +
           maybe("open", "{2027-0" + number(1, 9) + "-12: [" + clock() + "-24:00]}") + "}";
  }
  std::string overflow(int i) {
    static const std::vector<std::string> keys{"waited_seconds: 7", "waiting: 3", "estimated_wait_seconds: 9", "no_agents: true"};
    const auto to = coin() ? "flow: f" + number(0, 3) : "queue: q" + std::to_string((i + pick(1, 5)) % 6);
    return "[{" + keys[static_cast<std::size_t>(pick(0, 3))] + ", " + to + "}]";
  }
  std::string queue(int i) {
    return "{name: q" + std::to_string(i) + maybe("requires", levels(1)) + maybe("teams", "[" + team() + "]") +
           maybe("relax", "[{after: 5, requires: {s0: 0}}, {after: 9, requires: {s1: 1}}]") +
           maybe("match", coin() ? "[tier]" : "[region, language]") + maybe("choose", coin() ? "best_score" : "round_robin") +
           maybe("weights", "{handle_time: " + number(1, 100) + "}") + maybe("sticky", "{to: [last], wait_seconds: " + number(1, 60) + "}") +
           maybe("priority", number(0, 1000)) + maybe("value_points", number(0, 1000)) + maybe("auto_accept", "true") +
           maybe("service_level", "{target: 0." + number(0, 999) + "}") + maybe("hours", "h" + number(0, 2)) +
           maybe("overflow", overflow(i)) + "}";
  }
  std::string rule(int i) {
    return "{name: r" + std::to_string(i) + ", when: 'value > " + number(0, 90) + " or tier = \"gold\"', priority: " + number(1, 1000) +
           maybe("queue", "q" + number(0, 5)) + maybe("requires", levels(1)) + maybe("teams", "[" + team() + "]") + "}";
  }
  std::string flow(int i) {
    const std::string nodes = coin() ? "next: b}, b: {queue: q" + number(0, 5) + "}" : "next: end}";
    return "f" + std::to_string(i) + ": {start: a, nodes: {a: {say: 'x $contact', " + nodes + "}}";
  }

  std::mt19937 random_;
};

TEST(Document, whatever_can_be_read_comes_back_as_it_was) {
  int read = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    const auto yaml = Chance(seed).file();
    if (!problems_of(yaml).empty()) continue;
    SCOPED_TRACE("seed " + std::to_string(seed));
    there_and_back(yaml);
    ++read;
  }
  EXPECT_GT(read, 100) << "most of what chance makes is a good file";
}

}  // namespace
}  // namespace tandem::configuration
