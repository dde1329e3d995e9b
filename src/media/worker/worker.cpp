#include "media/worker/worker.hpp"

#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>

#include <algorithm>
#include <stdexcept>

#include "base/log.hpp"
#include "base/threads/thread_name.hpp"

namespace tandem::media {
namespace {

constexpr std::uint64_t wakeup_tag = 0, timer_tag = 1;  // no Watch lies at these addresses

int start_timer() {
  const int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  itimerspec spec{};
  clock_gettime(CLOCK_MONOTONIC, &spec.it_value);
  spec.it_interval.tv_nsec = frame_ms * 1000000;
  if (fd < 0 || timerfd_settime(fd, TFD_TIMER_ABSTIME, &spec, nullptr) != 0)
    throw std::runtime_error("media: timerfd failed");
  return fd;
}

void add(int epoll, int fd, std::uint64_t tag) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = tag;
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) log::error("media_watch_failed fd={}", fd);
}

}  // namespace

Worker::Worker(int index, std::size_t command_queue, std::size_t most_legs, int rtp_timeout_ms, Courier::Lane& courier,
               DtlsThread::Lane& dtls)
    : index_(index),
      headroom_(most_legs),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      timer_(start_timer()),
      commands_(command_queue + most_legs),
      context_{0, 0, rtp_timeout_ms, courier, dtls} {
  if (epoll_ < 0) throw std::runtime_error("media: epoll failed");
  add(epoll_, wakeup_.fd(), wakeup_tag);
  add(epoll_, timer_, timer_tag);
  stamp();
  thread_ = std::thread([this] { run(); });
}

Worker::~Worker() {
  stopping_ = true;
  wakeup_.wake();
  thread_.join();
  close(timer_);
  close(epoll_);
}

bool Worker::post(Command command, bool always) {
  {
    const std::scoped_lock lock(producers_);
    if (!commands_.push(std::move(command), always ? 0 : headroom_)) return false;
  }
  wakeup_.wake();
  return true;
}

void Worker::stamp() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const std::int64_t us = now.tv_sec * 1000000LL + now.tv_nsec / 1000;
  context_.now_ms = us / 1000;
  context_.now_samples = static_cast<std::uint32_t>(us / 125);
}

void Worker::run() {
  name_thread("media-" + std::to_string(index_));
  std::array<epoll_event, 128> events;
  while (!stopping_) {
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
    stamp();
    bool tick_due = false, commanded = false;
    for (int i = 0; i < count; ++i) {
      const auto& event = events[static_cast<std::size_t>(i)];
      if (event.data.u64 == wakeup_tag)
        commanded = true;
      else if (event.data.u64 == timer_tag)
        tick_due = true;
      else
        read(*static_cast<const Watch*>(event.data.ptr));
    }
    // Commands may take legs away, so they wait until no event of this round points to one.
    if (commanded) {
      wakeup_.clear();
      run_commands();
    }
    if (tick_due) ticks();
  }
  for (auto& [id, entry] : legs_) context_.courier.dispose(std::move(entry.leg));
}

void Worker::read(const Watch& watch) {
  const std::size_t count = batch_.receive(watch.fd);
  for (std::size_t i = 0; i < count; ++i)
    if (!batch_[i].bytes.empty()) watch.leg->receive(batch_[i], context_);
}

Leg* Worker::find(LegId id) {
  const auto found = legs_.find(id);
  return found == legs_.end() ? nullptr : found->second.leg.get();
}

void Worker::run_commands() {
  Command command;
  while (commands_.pop(command)) execute(command);
}

void Worker::execute(Command& command) {
  if (command.kind == Command::Kind::arrive) {
    auto& entry = legs_[command.leg];
    entry.leg = std::move(command.moved);
    order_.push_back(entry.leg.get());
    watch(entry);
    wire(*entry.leg);
    for (auto* leg : order_)
      if (leg->incomplete()) wire(*leg);
    auto waiting = parked_.extract(command.leg);
    if (!waiting.empty())
      for (auto& w : waiting.mapped()) execute(w);
    return;
  }
  // Even a second `expect`: the leg may come, go and come again.
  if (const auto parked = parked_.find(command.leg); parked != parked_.end()) {
    parked->second.push_back(std::move(command));
    return;
  }
  if (command.kind == Command::Kind::expect) {
    parked_[command.leg];
    return;
  }
  auto* leg = find(command.leg);
  if (leg == nullptr) return;  // removed meanwhile
  switch (command.kind) {
    case Command::Kind::depart:
      depart(command.leg, *command.to);
      break;
    case Command::Kind::remove:
      remove(command.leg);
      break;
    default:
      command.action(*this, *leg);
  }
}

std::shared_ptr<Leg> Worker::take_out(LegId id) {
  auto node = legs_.extract(id);
  unwatch(node.mapped());
  auto leg = std::move(node.mapped().leg);
  std::erase(order_, leg.get());
  for (auto* other : order_) other->forget(leg.get());
  return leg;
}

void Worker::depart(LegId id, Worker& to) {
  Command arrive;
  arrive.kind = Command::Kind::arrive;
  arrive.leg = id;
  arrive.moved = take_out(id);
  if (!to.post(std::move(arrive), true)) log::error("media_leg_lost leg={} reason=queue_full", id.value);
}

void Worker::remove(LegId id) {
  auto leg = take_out(id);
  leg->removed(context_);
  context_.courier.dispose(std::move(leg));
}

void Worker::watch(Entry& entry) {
  if (entry.leg->transport() == nullptr) return;
  const auto sockets = entry.leg->transport()->sockets();
  for (std::size_t i = 0; i < sockets.size(); ++i) {
    entry.watches[i] = {entry.leg.get(), sockets[i]};
    if (sockets[i] >= 0) add(epoll_, sockets[i], reinterpret_cast<std::uint64_t>(&entry.watches[i]));
  }
}

void Worker::unwatch(Entry& entry) {
  for (auto& w : entry.watches) {
    if (w.fd >= 0) epoll_ctl(epoll_, EPOLL_CTL_DEL, w.fd, nullptr);
    w = {};
  }
}

void Worker::attach(Leg& leg, std::unique_ptr<Transport> transport) {
  auto& entry = legs_.at(leg.id());
  unwatch(entry);
  std::shared_ptr<Transport> old = leg.set_transport(std::move(transport), context_);
  watch(entry);
  context_.courier.dispose(std::move(old));
}

void Worker::wire(Leg& leg) {
  leg.wire([this](LegId id) { return find(id); });
}

void Worker::ticks() {
  std::uint64_t due = 0;
  if (::read(timer_, &due, sizeof due) != sizeof due) return;
  // After a stall the missed frames are made up for, but not without end.
  constexpr std::uint64_t most_at_once = 5;
  for (due = std::min(due, most_at_once); due > 0; --due) tick();
}

void Worker::tick() {
  for (auto* leg : order_) leg->take_voice();
  for (auto* leg : order_) leg->send_frame(context_);
  for (auto* leg : order_) leg->end_tick(context_);
}

}  // namespace tandem::media
