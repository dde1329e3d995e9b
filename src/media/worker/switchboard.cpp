#include "media/worker/switchboard.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "media/address.hpp"

namespace tandem::media {
namespace {

// The same clock as the workers' now_ms.
std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Failure overloaded() { return fail(errc::overloaded, "the media thread's command queue is full"); }
Failure unknown(LegId leg) { return fail(errc::unknown_leg, "there is no media leg " + leg.text()); }

}  // namespace

Switchboard::Switchboard(const EngineOptions& options, EventSink sink)
    : options_(options),
      ports_(std::make_shared<PortPool>(options_.port_low, options_.port_high, random_32())),
      courier_(options_.threads, std::move(sink)),
      dtls_(options_.threads) {
  for (const auto& text : options_.media_addresses) {
    const auto ip = parse_ipv4(text);
    if (!ip) throw std::runtime_error("the media address is not an IPv4 address: " + text);
    media_addresses_.push_back(*ip);
  }
  const std::size_t most_legs = std::size_t{4} * (options_.port_high - options_.port_low + 1u) / 2 + 64;
  for (int i = 0; i < options_.threads; ++i)
    workers_.push_back(std::make_unique<Worker>(i, options_.command_queue, most_legs, options_.rtp_timeout_ms,
                                                courier_.lane(i), dtls_.lane(i)));
}

Switchboard::~Switchboard() {
  // Handshakes that end, and sinks that call back, find no leg from here on.
  const std::scoped_lock lock(mutex_);
  closing_ = true;
  legs_.clear();
}

Switchboard::Entry* Switchboard::find(LegId leg) {
  const auto found = legs_.find(leg);
  return found == legs_.end() ? nullptr : &found->second;
}
const Switchboard::Entry* Switchboard::find(LegId leg) const { return const_cast<Switchboard*>(this)->find(leg); }

bool Switchboard::post_locked(LegId leg, const Entry& entry, Worker::Action action, bool always) {
  Worker::Command command;
  command.leg = leg;
  command.action = std::move(action);
  return workers_[entry.home]->post(std::move(command), always);
}

Result<void> Switchboard::post(LegId leg, Worker::Action action) {
  const std::scoped_lock lock(mutex_);
  const auto* entry = find(leg);
  if (entry == nullptr) return unknown(leg);
  if (!post_locked(leg, *entry, std::move(action))) return overloaded();
  return {};
}

Result<void> Switchboard::add(LegId leg, std::int64_t affinity) {
  const std::scoped_lock lock(mutex_);
  if (closing_) return overloaded();
  if (find(leg) != nullptr) return fail(errc::leg_exists, "there is a media leg " + leg.text() + " already");
  Entry entry;
  const auto spread = static_cast<std::uint64_t>(affinity != 0 ? affinity : leg.value);
  entry.home = spread % workers_.size();
  entry.shared = std::make_shared<LegShared>();
  Worker::Command command;
  command.kind = Worker::Command::Kind::arrive;
  command.leg = leg;
  command.moved = std::make_shared<Leg>(leg, options_.playout_delay_ms, entry.shared);
  if (!workers_[entry.home]->post(std::move(command))) return overloaded();
  legs_.emplace(leg, std::move(entry));
  return {};
}

bool Switchboard::remove(LegId leg) {
  const std::scoped_lock lock(mutex_);
  auto* entry = find(leg);
  if (entry == nullptr) return false;
  end_dtls(*entry);
  Worker::Command command;
  command.kind = Worker::Command::Kind::remove;
  command.leg = leg;
  workers_[entry->home]->post(std::move(command), true);
  legs_.erase(leg);
  return true;
}

bool Switchboard::has(LegId leg) const {
  const std::scoped_lock lock(mutex_);
  return find(leg) != nullptr;
}

std::size_t Switchboard::count() const {
  const std::scoped_lock lock(mutex_);
  return legs_.size();
}

Result<LegStats> Switchboard::stats(LegId leg) const {
  const std::scoped_lock lock(mutex_);
  const auto* entry = find(leg);
  if (entry == nullptr) return unknown(leg);
  return entry->shared->read(steady_ms());
}

// --- what ties legs together ---

std::unordered_set<LegId> Switchboard::tied_to(const std::vector<LegId>& legs) const {
  std::unordered_map<LegId, std::vector<LegId>> ties;
  for (const auto& [id, entry] : legs_)
    for (const auto* others : {&entry.hears, &entry.recorded})
      for (const auto other : *others) {
        ties[id].push_back(other);
        ties[other].push_back(id);
      }
  std::unordered_set<LegId> out(legs.begin(), legs.end());
  std::vector<LegId> open(legs);
  while (!open.empty()) {
    const auto id = open.back();
    open.pop_back();
    for (const auto other : ties[id])
      if (out.insert(other).second) open.push_back(other);
  }
  return out;
}

// The commands go out under the mutex, so that nobody can slip one for a travelling leg in between.
Result<void> Switchboard::bring_together_locked(const std::vector<LegId>& legs) {
  for (const auto id : legs)
    if (find(id) == nullptr) return unknown(id);
  const bool together =
      std::all_of(legs.begin(), legs.end(), [&](LegId id) { return find(id)->home == find(legs[0])->home; });
  if (together) return {};
  const auto target = find(legs[0])->home;
  for (const auto id : tied_to(legs)) {
    auto* entry = find(id);
    if (entry == nullptr || entry->home == target) continue;
    Worker::Command expect;
    expect.kind = Worker::Command::Kind::expect;
    expect.leg = id;
    Worker::Command depart;
    depart.kind = Worker::Command::Kind::depart;
    depart.leg = id;
    depart.to = workers_[target].get();
    workers_[target]->post(std::move(expect), true);
    workers_[entry->home]->post(std::move(depart), true);
    entry->home = target;
  }
  return {};
}

Result<void> Switchboard::bring_together(const std::vector<LegId>& legs) {
  const std::scoped_lock lock(mutex_);
  return bring_together_locked(legs);
}

Result<void> Switchboard::hear(LegId listener, std::vector<LegId> sources) {
  const std::scoped_lock lock(mutex_);
  return hear_locked(listener, std::move(sources));
}

Result<void> Switchboard::isolate(LegId leg) {
  const std::scoped_lock lock(mutex_);
  if (auto alone = hear_locked(leg, {}); !alone) return alone;
  for (auto& [id, entry] : legs_) {
    if (std::find(entry.hears.begin(), entry.hears.end(), leg) == entry.hears.end()) continue;
    auto row = entry.hears;
    std::erase(row, leg);
    std::erase_if(row, [this](LegId other) { return find(other) == nullptr; });
    if (auto heard = hear_locked(id, std::move(row)); !heard) return heard;
  }
  return {};
}

Result<void> Switchboard::hear_locked(LegId listener, std::vector<LegId> sources) {
  auto all = sources;
  all.insert(all.begin(), listener);
  if (auto together = bring_together_locked(all); !together) return together;
  auto* entry = find(listener);
  auto row = sources;
  if (!post_locked(listener, *entry, [row = std::move(row)](Worker& worker, Leg& leg) {
        leg.hear(row);
        worker.wire(leg);
      }))
    return overloaded();
  entry->hears = std::move(sources);
  return {};
}

Result<void> Switchboard::tie_recording(LegId leg, const std::vector<LegId>& customer,
                                        const std::vector<LegId>& agent) {
  const std::scoped_lock lock(mutex_);
  std::vector<LegId> all{leg};
  all.insert(all.end(), customer.begin(), customer.end());
  all.insert(all.end(), agent.begin(), agent.end());
  if (auto together = bring_together_locked(all); !together) return together;
  find(leg)->recorded = std::move(all);
  return {};
}

}  // namespace tandem::media
