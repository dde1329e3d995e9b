#include "sim/simulation.hpp"

#include <algorithm>
#include <queue>
#include <stdexcept>
#include <unordered_map>

#include "sim/centre/entrances.hpp"
#include "sim/centre/roster.hpp"
#include "sim/replay/trace.hpp"
#include "sim/watch.hpp"

namespace tandem::sim {
namespace {

constexpr std::int64_t first_outside_id = std::int64_t{1} << 50;
// Where nobody comes any more, nobody leaves and nobody is served, shifts and timers may still bring something about.
constexpr std::int64_t longest_silence_ms = 7 * day_ms;
constexpr std::int64_t prompt_ms = 5'000;  // of a flow that a queue overflows to
constexpr int events_between_looks = 1'000;  // at the stop flag

class Run {
 public:
  Run(const Configuration& configuration, const Load& load, std::uint64_t seed, const std::atomic<bool>* stop)
      : load_(load),
        stop_(stop),
        start_(load.start.value_or(any_midnight)),
        arrivals_(load, seed),
        entrances_(entrances_for(configuration, load)),
        roster_(configuration, load) {
    outcome_.counted_ms = load.length_ms - load.warm_up_ms;
    for (const auto& queue : configuration.queues) outcome_.queues[queue.id];
  }

  Outcome run() {
    begin();
    for (std::int64_t round = 0;; ++round) {
      if (stop_ && round % events_between_looks == 0 && stop_->load(std::memory_order_relaxed)) throw Stopped();
      const auto due = engine_.state().next_due();
      const bool timer_first = due && (events_.empty() || *due <= start_.plus_ms(events_.top().at_ms));
      if (!timer_first && events_.empty()) break;
      const auto at_ms = timer_first ? std::max(now_ms_, due->since_ms(start_)) : events_.top().at_ms;
      if (is_over(at_ms)) break;
      now_ms_ = at_ms;
      if (timer_first) {
        step(TimersDue{});
        continue;
      }
      const auto event = events_.top();
      events_.pop();
      on(event);
    }
    finish();
    return std::move(outcome_);
  }

 private:
  enum class What { arrival, patience_over, handled, shift, break_over, prompt_over };
  struct Event {
    std::int64_t at_ms = 0;
    std::int64_t order = 0;
    What what = What::arrival;
    std::int64_t subject = 0;  // a conversation, an agent, or a key of promised_
    bool operator<(const Event& other) const {  // the earliest is the greatest, as priority_queue wants it
      return std::tie(at_ms, order) > std::tie(other.at_ms, other.order);
    }
  };
  struct Live {
    Contact contact;
    LegId leg;       // of the customer; none: a chat
    AgentId agent;   // offered to, or served by
    QueueId queue;
    std::int64_t entered_ms = -1;  // the first queue; -1: none yet
    std::int64_t estimate_ms = -1;
    bool waiting = false, answered = false, overflowed = false;
  };

  static bool is_customers(What what) { return what == What::arrival || what == What::patience_over || what == What::handled; }

  void schedule(std::int64_t at_ms, What what, std::int64_t subject = 0) {
    if (is_customers(what)) ++of_customers_;
    events_.push({at_ms, ++order_, what, subject});
  }

  void begin() {
    step(ConfigurationPublished{entrances_.configuration});
    for (const auto& agent : entrances_.configuration.agents) {
      step(AgentLinkChanged{agent.id, true});
      schedule_shift(agent.id);
    }
    for (const auto& absent : roster_.absent_at_start()) step(absent);
    arrive_next();
  }

  bool is_over(std::int64_t at_ms) const {
    if (arriving_) return false;
    if (live_.empty()) return at_ms > load_.length_ms;
    return of_customers_ == 0 && at_ms > std::max(silent_since_ms_, load_.length_ms) + longest_silence_ms;
  }

  void schedule_shift(AgentId agent) {
    if (const auto at_ms = roster_.next_change(agent, now_ms_)) schedule(*at_ms, What::shift, agent.value);
  }

  void change_shift(AgentId agent) {
    if (const auto becomes = roster_.shift_changed(agent, now_ms_)) step(*becomes);
    await_return(agent);
    schedule_shift(agent);
  }

  void await_return(AgentId agent) {
    if (const auto at_ms = roster_.late_break_ends(agent, now_ms_)) schedule(*at_ms, What::break_over, agent.value);
  }

  void arrive_next() {
    arriving_ = arrivals_.next();
    if (arriving_) schedule(arriving_->at_ms, What::arrival);
  }

  void on(const Event& event) {
    if (is_customers(event.what)) {
      --of_customers_;
      silent_since_ms_ = now_ms_;
    }
    switch (event.what) {
      case What::arrival: return arrive();
      case What::shift: return change_shift(AgentId{event.subject});
      case What::break_over:
        if (const auto comes = roster_.come_back(AgentId{event.subject}, now_ms_)) step(*comes);
        return;
      case What::prompt_over: return keep_promise(event.subject);
      case What::patience_over: return end(event.subject, EndedBy::customer);
      case What::handled: return end(event.subject, EndedBy::agent);
    }
  }

  void end(std::int64_t conversation, EndedBy by) {
    const auto at = live_.find(conversation);
    if (at == live_.end()) return;
    const auto& live = at->second;
    if (by == EndedBy::customer && live.answered) return;
    if (live.leg)
      step(LegEnded{live.leg, EndCause::hang_up});
    else
      step(EndConversation{ConversationId{conversation}, by == EndedBy::agent ? live.agent : AgentId{}, by, EndCause::hang_up});
  }

  void arrive() {
    const auto contact = *arriving_;
    ++outcome_.contacts;
    next_outside_id_ += 4;
    const auto& stream = load_.streams[contact.stream];
    if (stream.channel == Channel::voice) {
      CallArrived call;
      call.leg = LegId{next_outside_id_ + 1};
      call.number = entrances_.numbers[contact.stream];
      introduce(call, contact);
      step(std::move(call));
    } else if (stream.channel == Channel::webchat) {
      ChatArrived chat;
      chat.site = entrances_.sites[contact.stream];
      chat.message = MessageId{next_outside_id_ + 2};
      chat.text = Private{PayloadId{next_outside_id_ + 3}, "hello", false};
      introduce(chat, contact);
      step(std::move(chat));
    } else {
      WorkArrived work;
      work.channel = stream.channel;
      work.queue = stream.queue;
      work.priority = stream.priority;
      introduce(work, contact);
      step(std::move(work));
    }
    arrive_next();
  }

  void introduce(auto& arrival, const Contact& contact) const {
    arrival.contact = Private{PayloadId{next_outside_id_}, "customer", false};
    if (!contact.who) return;
    arrival.tier = contact.who->tier;
    arrival.language = contact.who->language;
    arrival.traits = contact.who->traits;
  }

  // What the facts ask of agents is done at the same instant, in order.
  void step(Stimulus stimulus) {
    if (const auto refusal = take(stimulus); refusal != Refusal::none) refused(refusal);
    settle();
  }

  void settle() {
    while (!answers_.empty()) {
      const auto answer = std::move(answers_.front());
      answers_.pop();
      // An offer that counted as accepted at once needs no answer any more, nor does the prompt of who hung up.
      const auto refusal = take(answer);
      if (refusal != Refusal::none && refusal != Refusal::reservation_over && refusal != Refusal::unknown_leg &&
          refusal != Refusal::unknown_conversation)
        refused(refusal);
    }
  }

  [[noreturn]] static void refused(Refusal refusal) {
    throw std::logic_error("the engine refused what the simulation did: " + std::string(name_of(refusal)));
  }

  Refusal take(const Stimulus& stimulus) {
    const auto result = engine_.step(start_.plus_ms(now_ms_), stimulus);
    ++outcome_.steps;
    for (const auto& fact : result.facts) std::visit([this](const auto& body) { on(body); }, fact);
    for (const auto& effect : result.effects) std::visit([this](const auto& body) { act(body); }, effect);
    return result.refusal;
  }

  // In a flow that a queue overflows to, nobody presses a key and nothing is found.
  template <class Other>
  void act(const Other&) {}
  void act(const PlayPrompts& prompts) { promise(prompt_ms, PlaybackFinished{prompts.leg, prompts.action}); }
  void act(const CollectDigits& keys) {
    promise(prompt_ms + keys.first_digit_ms, DigitsCollected{keys.leg, keys.action, {}, CollectEnd::no_input});
  }
  void act(const LookUp& look_up) { promise(1, LookUpAnswered{look_up.request, LookUpResult::not_found, {}, {}, {}, {}, {}}); }

  void promise(std::int64_t delay_ms, Stimulus stimulus) {
    schedule(now_ms_ + delay_ms, What::prompt_over, ++last_promise_);
    promised_.emplace(last_promise_, std::move(stimulus));
  }

  void keep_promise(std::int64_t key) {
    answers_.push(std::move(promised_.extract(key).mapped()));
    settle();
  }

  template <class Other>
  void on(const Other&) {}

  void on(const ConversationStarted& fact) {
    const auto before = live_.find(fact.instead_of.value);
    const auto contact = before != live_.end() ? before->second.contact : arriving_.value_or(Contact{});
    live_[fact.conversation.value].contact = contact;
  }
  void on(const ParticipantJoined& fact) {
    if (fact.kind == ParticipantKind::customer) live_.at(fact.conversation.value).leg = fact.leg;
  }
  void on(const TaskCreated& fact) {
    auto& live = live_.at(fact.conversation.value);
    live.queue = fact.queue;
    live.waiting = true;
    task_of_[fact.task.value] = fact.conversation;
    if (live.entered_ms >= 0) return;  // from another queue, or back from a flow: it goes on waiting
    live.entered_ms = fact.entered_at().since_ms(start_);
    live.estimate_ms = fact.estimate_ms;
    if (live.contact.patience_ms) schedule(now_ms_ + *live.contact.patience_ms, What::patience_over, fact.conversation.value);
  }
  void on(const ReservationMade& fact) {
    auto& live = live_.at(fact.conversation.value);
    live.agent = fact.agent;
    live.overflowed = bool(fact.why.overflow);
    if (fact.leg)
      answers_.push(LegAnswered{fact.leg, {}});
    else
      answers_.push(AcceptReservation{fact.reservation, fact.agent});
  }
  void on(const TaskEnded& fact) {
    const auto id = task_of_.at(fact.task.value);
    task_of_.erase(fact.task.value);
    auto& live = live_.at(id.value);
    live.waiting = false;
    if (fact.outcome != TaskOutcome::moved) count_visit(live, fact.outcome);
    if (fact.outcome != TaskOutcome::answered) return;
    live.answered = true;
    roster_.took_work(live.agent, now_ms_);
    const auto pace = load_.pace.find(live.agent);
    const double factor = pace == load_.pace.end() ? 1.0 : pace->second;
    schedule(now_ms_ + static_cast<std::int64_t>(static_cast<double>(live.contact.handle_ms) * factor), What::handled, id.value);
  }
  void on(const CapacityReleased& fact) {
    if (auto goes = roster_.finished_work(fact.agent, now_ms_)) answers_.push(std::move(*goes));
    await_return(fact.agent);
  }
  void on(const ConversationClosed& fact) { live_.erase(fact.conversation.value); }

  void count_visit(const Live& live, TaskOutcome outcome) {
    if (live.entered_ms < load_.warm_up_ms) return;
    const auto* queue = find_by_id(entrances_.configuration.queues, live.queue);
    const Visit visit{outcome, now_ms_ - live.entered_ms, live.estimate_ms, live.overflowed};
    count(outcome_.queues.at(live.queue), visit, std::int64_t{1000} * queue->target_seconds);
  }

  void finish() {
    for (const auto& [id, live] : live_)
      if (live.waiting) count_visit(live, TaskOutcome::open);
    outcome_.agents = roster_.finish(std::max(now_ms_, load_.length_ms));
  }

  const Load& load_;
  const std::atomic<bool>* stop_;
  const WallTime start_;
  Arrivals arrivals_;
  Entrances entrances_;
  Roster roster_;
  Engine engine_;
  Outcome outcome_;
  std::int64_t now_ms_ = 0, order_ = 0;
  std::int64_t of_customers_ = 0, silent_since_ms_ = 0;  // events that come of customers; the last of them
  std::int64_t next_outside_id_ = first_outside_id;
  std::int64_t last_promise_ = 0;
  std::optional<Contact> arriving_;
  std::priority_queue<Event> events_;
  std::queue<Stimulus> answers_;
  std::map<std::int64_t, Stimulus> promised_;
  std::unordered_map<std::int64_t, Live> live_;             // by conversation
  std::unordered_map<std::int64_t, ConversationId> task_of_;  // by task
};

}  // namespace

void count(QueueTally& tally, const Visit& visit, std::int64_t target_ms) {
  ++tally.counts.offered;
  tally.counts.left(visit.outcome, visit.wait_ms, target_ms);
  if (visit.overflowed || visit.outcome == TaskOutcome::overflowed) ++tally.overflowed;
  if (visit.outcome == TaskOutcome::overflowed) return;  // the wait goes on elsewhere
  ++tally.queued;
  if (visit.outcome == TaskOutcome::open) ++tally.unserved;
  if (visit.wait_ms > 0) ++tally.waited;
  tally.wait_ms += visit.wait_ms;
  tally.waits_ms.push_back(static_cast<std::int32_t>(std::min<std::int64_t>(visit.wait_ms, INT32_MAX)));
  if (visit.outcome != TaskOutcome::answered || visit.wait_ms == 0 || visit.estimate_ms < 0) return;
  ++tally.estimates;
  tally.estimate_error_ms += std::abs(visit.estimate_ms - visit.wait_ms);
  tally.estimate_bias_ms += visit.estimate_ms - visit.wait_ms;
}

Outcome simulate(const Configuration& configuration, const Load& load, std::uint64_t seed, const std::atomic<bool>* stop) {
  return Run(configuration, load, seed, stop).run();
}

}  // namespace tandem::sim
