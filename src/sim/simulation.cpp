#include "sim/simulation.hpp"

#include <algorithm>
#include <queue>
#include <stdexcept>
#include <unordered_map>

namespace tandem::sim {
namespace {

constexpr WallTime midnight{1'780'272'000'000};  // any day: 2026-06-01, a Monday
constexpr std::int64_t first_outside_id = std::int64_t{1} << 50;

template <class T>
std::int64_t above_all_ids(const std::vector<T>& list) {
  return list.empty() ? 1 : list.back().id.value + 1;  // lists are sorted by id
}

// Each stream comes in by an entrance of its own, which leads into its queue at once.
struct Entrances {
  Configuration configuration;
  std::vector<NumberId> numbers;
  std::vector<SiteId> sites;
};

Entrances entrances_for(Configuration configuration, const Load& load) {
  Entrances out;
  configuration.version = std::max<std::int64_t>(configuration.version, 1);
  for (auto& agent : configuration.agents) {
    agent.phone = PhoneKind::sip;
    agent.contact = "sip:" + agent.login + "@simulation";
    agent.start_available = true;
  }
  for (const auto& stream : load.streams) {
    FlowGraph flow;
    flow.id = FlowId{above_all_ids(configuration.flows)};
    flow.start = 0;
    flow.nodes = {{"queue", QueueNode{stream.queue, stream.priority}}};
    Number number;
    number.id = NumberId{above_all_ids(configuration.numbers)};
    number.flow = flow.id;
    Site site;
    site.id = SiteId{above_all_ids(configuration.sites)};
    site.chat_flow = flow.id;
    out.numbers.push_back(number.id);
    out.sites.push_back(site.id);
    configuration.flows.push_back(std::move(flow));
    configuration.numbers.push_back(std::move(number));
    configuration.sites.push_back(std::move(site));
  }
  out.configuration = std::move(configuration);
  return out;
}

class Run {
 public:
  Run(const Configuration& configuration, const Load& load, std::uint64_t seed)
      : load_(load), arrivals_(load, seed), entrances_(entrances_for(configuration, load)) {
    outcome_.counted_ms = load.length_ms - load.warm_up_ms;
    for (const auto& queue : configuration.queues) outcome_.queues[queue.id];
    for (const auto& agent : configuration.agents) outcome_.agents[agent.id];
  }

  Outcome run() {
    step(ConfigurationPublished{entrances_.configuration});
    for (const auto& agent : entrances_.configuration.agents) step(AgentLinkChanged{agent.id, true});
    arrive_next();
    while (true) {
      const auto due = engine_.state().next_due();
      const bool timer_first = due && (events_.empty() || *due <= midnight.plus_ms(events_.top().at_ms));
      if (!timer_first && events_.empty()) break;
      if (timer_first) {
        now_ms_ = std::max(now_ms_, due->since_ms(midnight));
        step(TimersDue{});
        continue;
      }
      const auto event = events_.top();
      events_.pop();
      now_ms_ = event.at_ms;
      on(event);
    }
    finish_agents();
    return std::move(outcome_);
  }

 private:
  enum class What { arrival, patience_over, handled };
  struct Event {
    std::int64_t at_ms = 0;
    std::int64_t order = 0;
    What what = What::arrival;
    ConversationId conversation;
    bool operator<(const Event& other) const {  // the earliest is the greatest, as priority_queue wants it
      return std::tie(at_ms, order) > std::tie(other.at_ms, other.order);
    }
  };
  struct Live {
    Contact contact;
    LegId leg;       // of the customer; none: a chat
    AgentId agent;   // offered to, or served by
    QueueId queue;
    std::int64_t entered_ms = 0;
    bool answered = false;
  };
  struct Busy {
    int conversations = 0;
    std::int64_t since_ms = 0;
  };

  void schedule(std::int64_t at_ms, What what, ConversationId conversation = {}) {
    events_.push({at_ms, ++order_, what, conversation});
  }

  void arrive_next() {
    arriving_ = arrivals_.next();
    if (arriving_) schedule(arriving_->at_ms, What::arrival);
  }

  void on(const Event& event) {
    if (event.what == What::arrival) return arrive();
    const auto at = live_.find(event.conversation.value);
    if (at == live_.end()) return;
    const auto& live = at->second;
    if (event.what == What::patience_over && live.answered) return;
    const auto by = event.what == What::patience_over ? EndedBy::customer : EndedBy::agent;
    if (live.leg)
      step(LegEnded{live.leg, EndCause::hang_up});
    else
      step(EndConversation{event.conversation, by == EndedBy::agent ? live.agent : AgentId{}, by, EndCause::hang_up});
  }

  void arrive() {
    const auto contact = *arriving_;
    ++outcome_.contacts;
    next_outside_id_ += 4;
    const Private who{PayloadId{next_outside_id_}, "customer", false};
    if (load_.streams[contact.stream].channel == Channel::voice) {
      CallArrived call;
      call.leg = LegId{next_outside_id_ + 1};
      call.number = entrances_.numbers[contact.stream];
      call.contact = who;
      step(std::move(call));
    } else {
      ChatArrived chat;
      chat.site = entrances_.sites[contact.stream];
      chat.contact = who;
      chat.message = MessageId{next_outside_id_ + 2};
      chat.text = Private{PayloadId{next_outside_id_ + 3}, "hello", false};
      step(std::move(chat));
    }
    arrive_next();
  }

  // What the facts ask of agents is done at the same instant, in order.
  void step(Stimulus stimulus) {
    take(stimulus);
    while (!answers_.empty()) {
      const auto answer = std::move(answers_.front());
      answers_.pop();
      take(answer);
    }
  }

  void take(const Stimulus& stimulus) {
    const auto result = engine_.step(midnight.plus_ms(now_ms_), stimulus);
    ++outcome_.steps;
    if (result.refusal != Refusal::none)
      throw std::logic_error("the engine refused what the simulation did: " + std::string(name_of(result.refusal)));
    for (const auto& fact : result.facts) std::visit([this](const auto& body) { on(body); }, fact);
  }

  template <class Other>
  void on(const Other&) {}

  void on(const ConversationStarted& fact) { live_[fact.conversation.value].contact = *arriving_; }
  void on(const ParticipantJoined& fact) {
    if (fact.kind == ParticipantKind::customer) live_.at(fact.conversation.value).leg = fact.leg;
  }
  void on(const TaskCreated& fact) {
    auto& live = live_.at(fact.conversation.value);
    live.entered_ms = now_ms_;
    live.queue = fact.queue;
    task_of_[fact.task.value] = fact.conversation;
    if (live.contact.patience_ms) schedule(now_ms_ + *live.contact.patience_ms, What::patience_over, fact.conversation);
  }
  void on(const ReservationMade& fact) {
    live_.at(fact.conversation.value).agent = fact.agent;
    if (fact.leg)
      answers_.push(LegAnswered{fact.leg, {}});
    else
      answers_.push(AcceptReservation{fact.reservation, fact.agent});
  }
  void on(const TaskEnded& fact) {
    const auto id = task_of_.at(fact.task.value);
    task_of_.erase(fact.task.value);
    auto& live = live_.at(id.value);
    const auto wait_ms = now_ms_ - live.entered_ms;
    if (live.entered_ms >= load_.warm_up_ms) count(live, fact.outcome, wait_ms);
    if (fact.outcome != TaskOutcome::answered) return;
    live.answered = true;
    auto& busy = busy_[live.agent];
    if (busy.conversations++ == 0) busy.since_ms = now_ms_;
    const auto pace = load_.pace.find(live.agent);
    const double factor = pace == load_.pace.end() ? 1.0 : pace->second;
    schedule(now_ms_ + static_cast<std::int64_t>(static_cast<double>(live.contact.handle_ms) * factor), What::handled, id);
  }
  void on(const CapacityReleased& fact) {
    auto& busy = busy_.at(fact.agent);
    auto& tally = outcome_.agents.at(fact.agent);
    if (now_ms_ >= load_.warm_up_ms) ++tally.handled;
    if (--busy.conversations == 0) tally.busy_ms += counted_since(busy.since_ms);
  }
  void on(const ConversationClosed& fact) { live_.erase(fact.conversation.value); }

  std::int64_t counted_since(std::int64_t since_ms) const {
    const auto until = std::min(now_ms_, load_.length_ms);
    return std::max<std::int64_t>(until - std::max(since_ms, load_.warm_up_ms), 0);
  }

  void count(const Live& live, TaskOutcome outcome, std::int64_t wait_ms) {
    auto& tally = outcome_.queues.at(live.queue);
    const auto* queue = find_by_id(entrances_.configuration.queues, live.queue);
    ++tally.counts.offered;
    tally.counts.left(outcome, wait_ms, std::int64_t{1000} * queue->target_seconds);
    ++tally.queued;
    if (wait_ms > 0) ++tally.waited;
    tally.wait_ms += wait_ms;
    tally.waits_ms.push_back(static_cast<std::int32_t>(std::min<std::int64_t>(wait_ms, INT32_MAX)));
  }

  void finish_agents() {
    for (auto& [id, busy] : busy_)
      if (busy.conversations > 0) outcome_.agents.at(id).busy_ms += counted_since(busy.since_ms);
  }

  const Load& load_;
  Arrivals arrivals_;
  Entrances entrances_;
  Engine engine_;
  Outcome outcome_;
  std::int64_t now_ms_ = 0, order_ = 0;
  std::int64_t next_outside_id_ = first_outside_id;
  std::optional<Contact> arriving_;
  std::priority_queue<Event> events_;
  std::queue<Stimulus> answers_;
  std::unordered_map<std::int64_t, Live> live_;             // by conversation
  std::unordered_map<std::int64_t, ConversationId> task_of_;  // by task
  std::map<AgentId, Busy> busy_;
};

}  // namespace

Outcome simulate(const Configuration& configuration, const Load& load, std::uint64_t seed) {
  return Run(configuration, load, seed).run();
}

}  // namespace tandem::sim
