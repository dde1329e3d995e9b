#include "runtime/driver.hpp"

#include <algorithm>
#include <future>

#include "base/await.hpp"
#include "base/log.hpp"
#include "base/threads/thread_name.hpp"
#include "runtime/crash_points.hpp"
#include "runtime/follow/records.hpp"
#include "runtime/follow/recovery.hpp"
#include "runtime/payload_ids.hpp"

namespace tandem {
namespace {

constexpr auto longest_sleep = std::chrono::milliseconds(1000);  // the wall clock may be set meanwhile

bool is_hang_up(const Stimulus& stimulus) {
  return std::holds_alternative<LegEnded>(stimulus) || std::holds_alternative<EndConversation>(stimulus);
}

JournalOptions with_clock(JournalOptions journal, const std::function<WallTime()>& clock) {
  journal.clock = clock;
  return journal;
}

std::string encoded(const Configuration& configuration) {
  codec::Writer out;
  out.put(configuration);
  return out.take();
}

}  // namespace

Driver::Driver(store::Store& store, DriverOptions options)
    : store_(store),
      options_(std::move(options)),
      journal_(store, with_clock(options_.journal, options_.clock)),
      ids_(options_.ids ? *options_.ids : own_ids_) {
  journal_.set_follower([this](const Committed& committed) { follow(committed); });
}

Driver::~Driver() { stop(); }

Result<void> Driver::start(std::optional<Configuration> configuration) {
  const auto began = std::chrono::steady_clock::now();
  auto session = store_.open_session();
  if (!session) return session.error();
  auto recovered = recover(**session);
  if (!recovered) return recovered.error();
  session->reset();
  const auto took = std::chrono::steady_clock::now() - began;
  log::info("driver.recovered position={} snapshot={} replayed={} took_ms={}", recovered->position,
            recovered->snapshot_position, recovered->replayed,
            std::chrono::duration_cast<std::chrono::milliseconds>(took).count());

  view_ = recovered->state;
  view_position_ = recovered->position;
  snapshotter_ = std::make_unique<Snapshotter>(store_, options_.snapshots, recovered->state, recovered->position);
  last_now_ = std::max(recovered->last, recovered->state.now);
  engine_ = Engine(std::move(recovered->state));
  crash_point(CrashPoint::during_recovery);

  if (auto started = journal_.start(recovered->position, recovered->last); !started) return started;
  snapshotter_->start();
  {
    std::lock_guard lock(mutex_);
    started_ = true;
    // First of all, whatever else is submitted meanwhile.
    queue_.push_back({ProgramStarted{}, {}});
  }
  thread_ = std::thread([this] { run(); });
  if (configuration) return publish_configuration(std::move(*configuration));
  auto settled = ask_and_wait(TimersDue{});  // answered in order: ProgramStarted is committed by then
  if (!settled) return settled.error();
  return {};
}

Result<void> Driver::publish_configuration(Configuration configuration) {
  ConfigurationPtr current;
  view([&](const State& state, std::int64_t) { current = state.configuration; });
  const auto given = configuration.version;
  configuration.version = current->version;
  Stimulus stimulus = TimersDue{};
  if (encoded(configuration) != encoded(*current)) {
    configuration.version = std::max(given, current->version + 1);
    ConfigurationPublished published;
    published.configuration = std::move(configuration);
    stimulus = std::move(published);
  }
  auto done = ask_and_wait(std::move(stimulus));
  if (!done) return done.error();
  return {};
}

void Driver::stop() {
  {
    std::lock_guard lock(mutex_);
    if (!started_ || stopping_) return;
    stopping_ = true;
  }
  arrived_.notify_all();
  if (thread_.joinable()) thread_.join();
  journal_.stop();
  if (snapshotter_) snapshotter_->stop(true);
}

std::size_t Driver::waiting() const {
  std::lock_guard lock(mutex_);
  return queue_.size();
}

bool Driver::enqueue(Stimulus stimulus, Journal::Done done) {
  PayloadIds(ids_).give(stimulus);
  {
    std::lock_guard lock(mutex_);
    if (!started_ || stopping_) return false;
    if (!is_hang_up(stimulus) && (queue_.size() >= options_.queue_limit || journal_.failing())) return false;
    queue_.push_back({std::move(stimulus), std::move(done)});
  }
  arrived_.notify_one();
  return true;
}

Failure Driver::refusal() const {
  {
    std::lock_guard lock(mutex_);
    if (!started_ || stopping_)
      return fail(make_error_code(store::errc::unavailable), "the program is starting or stopping");
  }
  if (journal_.failing())
    return fail(make_error_code(store::errc::unavailable), "the store cannot be written at the moment");
  return fail(make_error_code(store::errc::busy), "too many requests wait for the engine");
}

bool Driver::submit(Stimulus stimulus, std::function<void(const Committed&)> done) {
  Journal::Done answer;
  if (done)
    answer = [done = std::move(done)](const Result<Committed>& committed) {
      if (committed) done(*committed);
    };
  return enqueue(std::move(stimulus), std::move(answer));
}

boost::asio::awaitable<Result<Committed>> Driver::ask(Stimulus stimulus) {
  std::function<void(Journal::Done)> start = [this, &stimulus](const Journal::Done& done) {
    if (!enqueue(std::move(stimulus), done)) done(refusal());
  };
  co_return co_await await_callback<Result<Committed>>(std::move(start));
}

boost::asio::awaitable<Result<Committed>> Driver::write(Work work) {
  std::function<void(Journal::Done)> start = [this, &work](const Journal::Done& done) {
    if (!journal_.write(std::move(work), done)) done(refusal());
  };
  co_return co_await await_callback<Result<Committed>>(std::move(start));
}

Result<Committed> Driver::ask_and_wait(Stimulus stimulus) {
  auto promise = std::make_shared<std::promise<Result<Committed>>>();
  auto answer = promise->get_future();
  if (!enqueue(std::move(stimulus),
               [promise](Result<Committed> committed) { promise->set_value(std::move(committed)); }))
    return refusal();
  return answer.get();
}

void Driver::view(const std::function<void(const State&, std::int64_t)>& look) const {
  std::lock_guard lock(view_mutex_);
  look(view_, view_position_);
}

void Driver::follow(const Committed& committed) {
  {
    std::lock_guard lock(view_mutex_);
    for (const auto& fact : committed.record->facts) apply(view_, fact);
    view_position_ = committed.number;
    recent_.push_back(committed);
    if (recent_.size() > options_.recent_records) recent_.pop_front();
  }
  snapshotter_->committed(committed.number);
}

std::optional<std::vector<Committed>> Driver::recent_after(std::int64_t position, std::size_t limit) const {
  std::lock_guard lock(view_mutex_);
  if (position >= view_position_) return std::vector<Committed>{};
  if (recent_.empty() || recent_.front().number > position + 1) return std::nullopt;
  const auto from = recent_.begin() + (position + 1 - recent_.front().number);
  const auto count = std::min<std::size_t>(limit, static_cast<std::size_t>(recent_.end() - from));
  return std::vector<Committed>(from, from + static_cast<std::ptrdiff_t>(count));
}

boost::asio::awaitable<Result<std::vector<Committed>>> Driver::records_after(std::int64_t position, int limit) {
  const auto most = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(limit, 0)), 1, options_.read_batch);
  if (auto recent = recent_after(position, most)) co_return std::move(*recent);
  auto records = co_await read_records(store_, position, static_cast<int>(most));
  if (!records) co_return records.error();
  std::vector<Committed> committed;
  for (auto& [number, record] : *records) {
    Committed one;
    one.number = number;
    one.record = std::move(record);
    committed.push_back(std::move(one));
  }
  co_return committed;
}

// Gives the next stimulus, or none when a timer is due. False: stopping, and nothing is left.
bool Driver::wait_for_work(std::optional<Item>& item) {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto due = engine_.state().next_due();
    const auto now = options_.clock();
    // While commits fail, only hang-ups are stepped; overdue timers fire in order afterwards.
    const bool timers_run = due && !journal_.failing() && !stopping_;
    if (timers_run && now >= std::max(*due, timers_paused_until_)) return true;
    if (!queue_.empty()) {
      item = std::move(queue_.front());
      queue_.pop_front();
      return true;
    }
    if (stopping_) return false;
    auto sleep = longest_sleep;
    if (timers_run)
      sleep = std::clamp(std::chrono::milliseconds(std::max(*due, timers_paused_until_).since_ms(now)),
                         std::chrono::milliseconds(1), longest_sleep);
    arrived_.wait_for(lock, sleep, [&] { return stopping_ || !queue_.empty(); });
  }
}

void Driver::run() {
  name_thread("engine");
  std::optional<Item> item;
  while (wait_for_work(item)) {
    if (item)
      step(std::move(item->stimulus), std::move(item->done));
    else
      step(TimersDue{}, {});
    item.reset();
  }
}

void Driver::step(Stimulus stimulus, Journal::Done done) {
  last_now_ = std::max(last_now_, options_.clock());
  auto result = engine_.step(last_now_, stimulus);
  if (result.facts.empty() && std::holds_alternative<TimersDue>(stimulus) && engine_.state().next_due() <= last_now_ &&
      engine_.state().next_due()) {
    // A timer that nothing comes of would keep this thread busy for ever.
    log::error("driver.timer_without_facts due={}", engine_.state().next_due()->ms);
    timers_paused_until_ = last_now_.plus_ms(1000);
  }
  Journal::Entry entry;
  entry.record.at = result.at;
  entry.record.stimulus = std::move(stimulus);
  entry.record.facts = std::move(result.facts);
  entry.effects = std::move(result.effects);
  entry.refusal = result.refusal;
  entry.done = std::move(done);
  journal_.append(std::move(entry));
}

}  // namespace tandem
