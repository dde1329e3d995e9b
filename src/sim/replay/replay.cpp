#include "sim/replay/replay.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace tandem::sim {

Replay::Replay(Trace trace) : trace_(std::move(trace)) {
  std::map<std::tuple<QueueId, Channel, std::int32_t>, std::uint32_t> known;
  stream_of_.reserve(trace_.contacts.size());
  for (const auto& contact : trace_.contacts) {
    const auto next = static_cast<std::uint32_t>(streams_.size());
    const auto entered = contact.entered ? contact.entered : contact.queue;
    const auto [at, fresh] = known.try_emplace({entered, contact.channel, contact.priority}, next);
    if (fresh) {
      Stream stream;
      stream.queue = entered;
      stream.channel = contact.channel;
      stream.priority = contact.priority;
      streams_.push_back(std::move(stream));
    }
    stream_of_.push_back(at->second);
    auto& queue = queues_[contact.queue];
    queue.waited_ms += contact.waited_ms;
    if (contact.ending == Ending::left) ++queue.left;
    if (contact.ending != Ending::answered || contact.handle_ms < 0) continue;
    queue.handles_ms.push_back(contact.handle_ms);
    handles_ms_.push_back(contact.handle_ms);
  }
  describe_streams();
}

void Replay::describe_streams() {
  // How often each half hour of the day lies in the trace.
  std::vector<double> times(half_hours, 0);
  const auto half_hour_of = [&](std::int64_t at_ms) {
    return static_cast<std::size_t>((trace_.start.ms + at_ms) / half_hour_ms % static_cast<std::int64_t>(half_hours));
  };
  for (std::int64_t at_ms = 0; at_ms < trace_.length_ms; at_ms += half_hour_ms) ++times[half_hour_of(at_ms)];
  for (auto& stream : streams_) {
    stream.per_hour.assign(half_hours, 0);
    const auto own = queues_.find(stream.queue);
    const auto& handles = own == queues_.end() || own->second.handles_ms.empty() ? handles_ms_ : own->second.handles_ms;
    const double sum = std::accumulate(handles.begin(), handles.end(), 0.0);
    if (!handles.empty()) stream.handle.mean_ms = sum / static_cast<double>(handles.size());
    if (const auto mean = leaving_after_ms(stream.queue)) stream.patience = Duration{Duration::Shape::exponential, *mean, 1};
  }
  for (std::size_t i = 0; i < trace_.contacts.size(); ++i) {
    const auto half_hour = half_hour_of(trace_.contacts[i].at_ms);
    streams_[stream_of_[i]].per_hour[half_hour] += 2 / times[half_hour];
  }
}

std::optional<double> Replay::leaving_after_ms(QueueId queue) const {
  const auto at = queues_.find(queue);
  if (at == queues_.end() || at->second.left == 0) return std::nullopt;
  return at->second.waited_ms / static_cast<double>(at->second.left);
}

std::int64_t Replay::draw_handle_ms(QueueId queue, Random& random) const {
  const auto& own = queues_.at(queue).handles_ms;
  const auto& handles = own.empty() ? handles_ms_ : own;
  return handles.empty() ? 0 : handles[random.below(handles.size())];
}

Contact Replay::contact(std::size_t index, Random& patience, Random& handle) const {
  const auto& real = trace_.contacts[index];
  Contact out;
  out.at_ms = real.at_ms;
  out.stream = stream_of_[index];
  out.who = &trace_.who[real.who];
  out.handle_ms = real.handle_ms >= 0 ? real.handle_ms : draw_handle_ms(real.queue, handle);
  if (real.ending == Ending::left)
    out.patience_ms = real.waited_ms;
  else if (const auto mean = leaving_after_ms(real.queue))
    out.patience_ms = real.waited_ms + std::llround(patience.exponential(*mean));
  return out;
}

Load load_of(std::shared_ptr<const Replay> replay) {
  const auto& trace = replay->trace();
  Load load;
  load.start = trace.start;
  load.length_ms = trace.length_ms;
  load.streams = replay->streams();
  if (trace.shifts) {
    load.shifts = *trace.shifts;
    // Somebody whom only another configuration has is there whenever anybody was.
    std::vector<Shift> all;
    for (const auto& [agent, shifts] : *trace.shifts) all.insert(all.end(), shifts.list().begin(), shifts.list().end());
    load.others = Shifts(std::move(all));
  }
  load.replay = std::move(replay);
  return load;
}

}  // namespace tandem::sim
