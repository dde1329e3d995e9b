#include "sim/load.hpp"

#include <cmath>
#include <limits>

#include "sim/replay/replay.hpp"

namespace tandem::sim {

std::int64_t Duration::draw(Random& random) const {
  switch (shape) {
    case Shape::constant: return std::llround(mean_ms);
    case Shape::exponential: return std::llround(random.exponential(mean_ms));
    case Shape::lognormal: return std::llround(random.lognormal(mean_ms, cv));
  }
  return 0;
}

Arrivals::Arrivals(const Load& load, std::uint64_t seed) : load_(load) {
  if (load.replay) {
    sources_.push_back({Random(seed, 0), Random(seed, 1), Random(seed, 2)});
    return;
  }
  for (std::size_t i = 0; i < load.streams.size(); ++i) {
    sources_.push_back({Random(seed, 3 * i), Random(seed, 3 * i + 1), Random(seed, 3 * i + 2)});
    advance(i);
  }
}

void Arrivals::advance(std::size_t stream) {
  auto& source = sources_[stream];
  const auto& per_hour = load_.streams[stream].per_hour;
  // Counted in expected arrivals, the times between arrivals are exponential with mean 1, whatever the rates do.
  double expected = source.between.exponential(1);
  while (source.at_ms < static_cast<double>(load_.length_ms)) {
    const auto step = static_cast<std::int64_t>(source.at_ms) / half_hour_ms;
    const double until = static_cast<double>((step + 1) * half_hour_ms);
    const double rate = per_hour.empty() ? 0 : per_hour[static_cast<std::size_t>(step) % per_hour.size()] / 3'600'000;
    const double passed = rate * (until - source.at_ms);
    if (passed > expected) {
      source.at_ms += expected / rate;
      return;
    }
    expected -= passed;
    source.at_ms = until;
  }
  source.at_ms = std::numeric_limits<double>::infinity();
}

std::optional<Contact> Arrivals::next() {
  if (load_.replay) {
    if (replayed_ == load_.replay->size()) return std::nullopt;
    return load_.replay->contact(replayed_++, sources_[0].patience, sources_[0].handle);
  }
  std::size_t first = 0;
  for (std::size_t i = 1; i < sources_.size(); ++i)
    if (sources_[i].at_ms < sources_[first].at_ms) first = i;
  if (sources_.empty() || !(sources_[first].at_ms < static_cast<double>(load_.length_ms))) return std::nullopt;
  const auto& stream = load_.streams[first];
  Contact contact;
  contact.at_ms = static_cast<std::int64_t>(sources_[first].at_ms);
  contact.stream = first;
  contact.handle_ms = stream.handle.draw(sources_[first].handle);
  if (stream.patience) contact.patience_ms = stream.patience->draw(sources_[first].patience);
  advance(first);
  return contact;
}

}  // namespace tandem::sim
