// Routing at its size: 10,000 agents with 50 skills, 50,000 calls waiting over 200 queues; and, to show the growth, a tenth and ten
// times of it. A task life is arrive, offer, accept, release: three stimuli through the public step, each record encoded as the
// journal does. Processor time of this one thread.
//   routing [--long]
#include <time.h>

#include <cstring>
#include <deque>
#include <stdexcept>

#include "core/engine.hpp"
#include "support/report.hpp"

namespace tandem::bench {
namespace {

constexpr int skills = 50, queues = 200;

struct Size {
  int agents = 10'000, waiting = 50'000;
};

double cpu_us() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

// The numbers of splitmix64: the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t limit) {
    auto z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % limit;
  }

 private:
  std::uint64_t state_;
};

// Four queues for each skill, each with a flow and a number of its own; agents are unattended telephones with three skills each.
Configuration centre(Random& random, int agents) {
  Configuration c;
  c.version = 1;
  for (int i = 1; i <= skills; ++i) c.skills.push_back({SkillId{i}, "skill" + std::to_string(i)});
  for (int i = 1; i <= queues; ++i) {
    Queue queue;
    queue.id = QueueId{i};
    queue.name = "queue" + std::to_string(i);
    queue.required = {{SkillId{1 + (i - 1) % skills}, static_cast<int>(1 + random.below(4))}};
    c.queues.push_back(queue);
    FlowGraph flow;
    flow.id = FlowId{i};
    flow.name = "flow" + std::to_string(i);
    flow.start = 0;
    QueueNode node;
    node.queue = queue.id;
    flow.nodes = {{"queue", node}};
    c.flows.push_back(flow);
    c.numbers.push_back({NumberId{i}, std::to_string(4000 + i), flow.id});
  }
  for (int i = 1; i <= agents; ++i) {
    AgentProfile agent;
    agent.id = AgentId{i};
    agent.login = "a" + std::to_string(i);
    agent.phone = PhoneKind::sip;
    agent.contact = "sip:" + agent.login + "@127.0.0.1";
    agent.start_available = true;
    // Every skill is somebody's at the highest level, whatever the numbers say.
    for (const std::int64_t skill : {1 + static_cast<std::int64_t>(i) % skills, 1 + static_cast<std::int64_t>(random.below(skills)),
                                     1 + static_cast<std::int64_t>(random.below(skills))}) {
      const bool known = std::any_of(agent.skills.begin(), agent.skills.end(), [&](const SkillLevel& s) { return s.skill.value == skill; });
      if (!known) agent.skills.push_back({SkillId{skill}, agent.skills.empty() ? 5 : static_cast<int>(1 + random.below(5))});
    }
    std::sort(agent.skills.begin(), agent.skills.end(), [](const SkillLevel& a, const SkillLevel& b) { return a.skill < b.skill; });
    c.agents.push_back(agent);
  }
  return c;
}

class Centre {
 public:
  explicit Centre(Size size) : size_(size) { step(ConfigurationPublished{centre(random_, size.agents)}); }

  void fill() {
    while (state().tasks.size() < static_cast<std::size_t>(size_.waiting)) arrive();
  }

  // A talking call ends; its agent is offered the next one that waits and picks up; a new call takes its place. What one
  // step offered is answered in the next.
  void live() {
    if (talking_.empty()) throw std::runtime_error("nobody talks: nothing matches");
    const auto leg = talking_.front();
    talking_.pop_front();
    step(LegEnded{leg, EndCause::hang_up});
    arrive();
  }

  const State& state() const { return engine_.state(); }
  Size size() const { return size_; }
  std::int64_t lives() const { return lives_; }
  std::size_t bytes() const { return bytes_; }
  void time_steps_into(std::vector<double>* samples) { samples_ = samples; }
  void follow_with(State* follower) { follower_ = follower; }

 private:
  void arrive() {
    CallArrived call;
    call.leg = LegId{++last_id_};
    call.number = NumberId{static_cast<std::int64_t>(1 + random_.below(queues))};
    call.contact = Private{PayloadId{++last_id_}, "+8613800006721", false};
    call.descriptor = "sip";
    step(call);
  }

  void step(Stimulus stimulus) {
    now_ = now_.plus_ms(1);
    const double start = samples_ ? cpu_us() : 0;
    auto result = engine_.step(now_, stimulus);
    if (samples_) samples_->push_back(cpu_us() - start);
    Record record{result.at, std::move(stimulus), std::move(result.facts)};
    bytes_ += encode_record(record).bytes.size();
    if (follower_)
      for (const auto& fact : record.facts) tandem::apply(*follower_, fact);
    for (const auto& effect : result.effects)
      if (const auto* dial = std::get_if<DialAgent>(&effect)) offered_.push_back(dial->leg);
    while (!offered_.empty()) pick_up();
  }

  void pick_up() {
    const auto leg = offered_.front();
    offered_.pop_front();
    const auto* conversation = state().conversation(state().leg(leg)->conversation);
    talking_.push_back(conversation->of_kind(ParticipantKind::customer)->leg);
    ++lives_;
    step(LegAnswered{leg, "sip"});
  }

  const Size size_;
  Random random_{2026};
  Engine engine_;
  WallTime now_{1'780'000'000'000};
  std::int64_t last_id_ = std::int64_t{1} << 50;
  std::int64_t lives_ = 0;
  std::size_t bytes_ = 0;
  std::deque<LegId> talking_, offered_;
  std::vector<double>* samples_ = nullptr;
  State* follower_ = nullptr;
};

boost::json::object conditions(const Centre& centre) {
  return {{"agents", centre.size().agents}, {"skills", skills}, {"queues", queues}, {"waiting", centre.state().tasks.size()}};
}

void measure_growth(Size size, int lives) {
  Centre centre(size);
  centre.fill();
  const auto before = centre.lives();
  const double start = cpu_us();
  for (int i = 0; i < lives; ++i) centre.live();
  const double seconds = (cpu_us() - start) / 1e6;
  report("routing.growth", static_cast<double>(centre.lives() - before) / seconds, "lives per CPU second", conditions(centre));
}

void run(int lives) {
  Centre centre(Size{});
  centre.fill();
  const auto measure = [&](const std::string& name) {
    const auto lives_before = centre.lives();
    const auto bytes_before = centre.bytes();
    const double start = cpu_us();
    for (int i = 0; i < lives; ++i) centre.live();
    const double seconds = (cpu_us() - start) / 1e6;
    auto told = conditions(centre);
    const auto done = centre.lives() - lives_before;
    told["lives"] = done;
    told["bytes_per_life"] = static_cast<std::int64_t>(centre.bytes() - bytes_before) / std::max<std::int64_t>(done, 1);
    report(name, static_cast<double>(done) / seconds, "lives per CPU second", told);
  };
  measure("routing.lives");
  const double before_copy = cpu_us();
  State follower = centre.state();
  report("routing.copy", (cpu_us() - before_copy) / 1e3, "ms", conditions(centre));  // what a preview holds the engine up for
  centre.follow_with(&follower);
  measure("routing.lives_with_follower");
  centre.follow_with(nullptr);

  std::vector<double> samples;
  centre.time_steps_into(&samples);
  for (int i = 0; i < lives; ++i) centre.live();
  auto told = conditions(centre);
  told["steps"] = samples.size();
  for (const auto& [name, share] : {std::pair{"p50", 0.5}, {"p99", 0.99}, {"p99.9", 0.999}, {"max", 1.0}})
    report(std::string("routing.step_") + name, quantile(samples, share), "us", told);
  for (const int thousands : {1, 10, 100}) measure_growth({1000 * thousands, 5000 * thousands}, lives / 2);
}

}  // namespace
}  // namespace tandem::bench

int main(int argc, char** argv) {
  const bool is_long = argc > 1 && std::strcmp(argv[1], "--long") == 0;
  if (argc > 2 || (argc == 2 && !is_long)) {
    std::cerr << "usage: routing [--long]\n";
    return 2;
  }
  try {
    tandem::bench::run(is_long ? 2'000'000 : 200'000);
  } catch (const std::exception& error) {
    std::cerr << "routing: " << error.what() << '\n';
    return 1;
  }
}
