#include "runtime/journal.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/log.hpp"
#include "base/threads/thread_name.hpp"
#include "runtime/crash_points.hpp"
#include "runtime/work_session.hpp"

namespace tandem {
namespace {

Failure stopped() { return fail(make_error_code(store::errc::unavailable), "the program is stopping"); }

// Trying again cannot help.
bool is_permanent(const Failure& failure) {
  return failure.code == store::errc::constraint || failure.code == store::errc::bad_statement ||
         failure.code == store::errc::corrupt || failure.code == store::errc::newer_version;
}

void end_program(const std::string& why) {
  log::error("journal.gave_up why=\"{}\"", why);
  spdlog::default_logger()->flush();
  std::_Exit(EXIT_FAILURE);
}

}  // namespace

Journal::Journal(store::Store& store, JournalOptions options) : store_(store), options_(std::move(options)) {}

Journal::~Journal() { stop(); }

Result<void> Journal::start(std::int64_t position, WallTime last) {
  auto session = store_.open_session();
  if (!session) return session.error();
  session_ = std::move(*session);
  position_ = position;
  last_at_ = last;
  running_ = true;
  thread_ = std::thread([this] { run(); });
  return {};
}

void Journal::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  room_.notify_all();
  if (thread_.joinable()) thread_.join();
  refuse_queued(stopped(), false);
}

bool Journal::is_stopping() {
  std::lock_guard lock(mutex_);
  return stopping_;
}

void Journal::append(Entry entry) {
  {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return entries_.size() < options_.queue_limit || dead_ || stopping_; });
    if (!dead_ && running_) {
      entries_.push_back(std::move(entry));
      arrived_.notify_one();
      return;
    }
  }
  if (entry.done) entry.done(stopped());
}

bool Journal::write(EnginePort::Work work, Done done) {
  std::lock_guard lock(mutex_);
  if (dead_ || stopping_ || failing() || !running_ || works_.size() >= options_.works_limit) return false;
  works_.push_back({std::move(work), std::move(done)});
  arrived_.notify_one();
  return true;
}

void Journal::run() {
  name_thread("journal");
  Group group;
  while (take(group)) {
    if (commit(group)) publish(group);
    group = Group{};
  }
}

bool Journal::take(Group& group) {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [&] { return stopping_ || dead_ || !entries_.empty() || !works_.empty(); });
  if (dead_ || (entries_.empty() && works_.empty())) return false;
  while (!entries_.empty() && group.entries.size() < options_.group_limit) {
    group.entries.push_back(std::move(entries_.front()));
    entries_.pop_front();
  }
  lock.unlock();
  room_.notify_all();
  return true;
}

// Ends when the group is durable (true), or given up (false).
bool Journal::commit(Group& group) {
  const auto began = std::chrono::steady_clock::now();
  while (true) {
    const bool stopping = is_stopping();  // one more try, then no more
    auto done = attempt(group);
    if (done) {
      if (failing_.exchange(false)) log::info("journal.recovered position={}", group.last);
      return true;
    }
    if (!group.in_doubt) drop_works(group, done.error());
    const bool only_works = std::ranges::all_of(group.entries, [](const Entry& e) { return e.record.facts.empty(); });
    if (only_works && !group.in_doubt) continue;  // the works have their answer; nothing is left that must be committed
    if (!failing_.exchange(true)) log::error("journal.commit_failed why=\"{}\"", done.error().detail);
    refuse_queued(done.error(), true);
    const bool late = std::chrono::steady_clock::now() - began >= options_.give_up_after;
    if (is_permanent(done.error()) || late || stopping) {
      give_up(group, done.error());
      return false;
    }
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, options_.retry_pause, [&] { return stopping_; });
  }
}

Result<void> Journal::attempt(Group& group) {
  if (!session_) {
    auto session = store_.open_session();
    if (!session) return session.error();
    session_ = std::move(*session);
  }
  if (group.in_doubt) {
    auto happened = has_happened(group);
    if (!happened) return happened.error();
    group.in_doubt = false;
    if (*happened) return {};
    drop_works(group, fail(make_error_code(store::errc::unavailable), "the change could not be committed"));
  }
  auto done = attempt_inside(group);
  if (!done) {
    // A session that cannot even roll back is replaced.
    if (auto back = session_->rollback(); !back) session_.reset();
  }
  return done;
}

Result<void> Journal::attempt_inside(Group& group) {
  group.answers.clear();
  group.last = position_;
  group.dirty = false;
  bool any = false;
  for (const auto& entry : group.entries) any = any || !entry.record.facts.empty();
  {
    std::lock_guard lock(mutex_);
    any = any || (!group.works_taken && !works_.empty());
  }
  if (any)
    if (auto begun = session_->begin(); !begun) return begun;
  if (auto written = write_entries(group); !written) return written;
  if (any)
    if (auto written = write_works(group); !written) return written;
  if (!any) return {};
  if (!group.dirty) return session_->rollback();
  crash_point(CrashPoint::before_commit);
  auto committed = session_->commit();
  group.in_doubt = !committed;
  return committed;
}

// The answer to a commit was lost (a connection broke): it is in the journal whole, or not at all.
Result<bool> Journal::has_happened(const Group& group) {
  if (group.last == position_) return false;
  auto rows = session_->run("SELECT body FROM journal WHERE position = $1", {group.last});
  if (!rows) return rows.error();
  if (rows->empty()) return false;
  if (rows->rows[0][0].text() == group.last_body) return true;
  return fail(make_error_code(store::errc::constraint), "another program writes to this journal");
}

Result<void> Journal::write_entries(Group& group) {
  for (auto& entry : group.entries) {
    if (entry.record.facts.empty()) {
      Committed nothing;
      nothing.refusal = entry.refusal;
      group.answers.emplace_back(std::move(nothing));
      continue;
    }
    auto committed = write_record(group, entry.record);
    if (!committed) return committed.error();
    committed->refusal = entry.refusal;
    group.answers.push_back(std::move(committed));
  }
  return {};
}

Result<Committed> Journal::write_record(Group& group, Record record) {
  auto encoded = encode_record(record);
  const auto number = group.last + 1;
  auto written = session_->run("INSERT INTO journal (position, at, body) VALUES ($1, $2, $3)",
                               {number, record.at, store::Blob{encoded.bytes}});
  if (!written && written.error().code == store::errc::constraint)
    return fail(written.error().code, "another program writes to this journal: " + written.error().detail);
  if (!written) return written.error();
  for (auto& [id, text] : encoded.payloads) {
    auto kept = session_->run("INSERT INTO payloads (id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                              {id, store::Blob{std::move(text)}});
    if (!kept) return kept.error();
  }
  if (auto projected = project(group, number, record); !projected) return projected.error();
  group.last = number;
  group.last_body = std::move(encoded.bytes);
  group.dirty = true;
  last_at_ = std::max(last_at_, record.at);
  Committed committed;
  committed.number = number;
  committed.record = std::make_shared<const Record>(std::move(record));
  return committed;
}

// A row that the store refuses for good is a bug, but no reason to end all calls: the first time the group is tried
// again with care, then this record's rows are left out. rebuild_projection brings them back.
Result<void> Journal::project(Group& group, std::int64_t number, const Record& record) {
  if (group.careful)
    if (auto set = session_->savepoint("projection"); !set) return set;
  auto projected = projection_.apply(*session_, number, record);
  if (!projected && is_permanent(projected.error())) {
    if (!group.careful) {
      group.careful = true;
      return fail(make_error_code(store::errc::unavailable), projected.error().detail);
    }
    log::error("journal.projection_left_out position={} why=\"{}\"", number, projected.error().detail);
    projected = session_->rollback_to("projection");
  }
  if (!projected || !group.careful) return projected;
  return session_->release("projection");
}

bool Journal::take_work(Group& group) {
  std::lock_guard lock(mutex_);
  if (works_.empty()) return false;
  group.works.push_back(std::move(works_.front()));
  works_.pop_front();
  return true;
}

Result<void> Journal::write_works(Group& group) {
  if (group.works_taken) return {};
  group.works_taken = true;
  const auto until = std::chrono::steady_clock::now() + options_.works_budget;
  do {
    if (!take_work(group)) break;
    if (auto done = run_work(group); !done) return done;
  } while (std::chrono::steady_clock::now() < until);
  return {};
}

// A failure of the work is its answer; only a failure of the transaction around it is returned.
Result<void> Journal::run_work(Group& group) {
  if (auto set = session_->savepoint("work"); !set) return set;
  WorkSession guarded(*session_);
  auto changed = group.works.back().work(guarded);
  if (!changed) {
    if (auto back = session_->rollback_to("work"); !back) return back;
    if (auto released = session_->release("work"); !released) return released;
    group.answers.emplace_back(changed.error());
    return {};
  }
  Record record;
  record.at = std::max(last_at_, options_.clock());
  for (auto& change : *changed) {
    change.at = record.at;
    record.facts.emplace_back(std::move(change));
  }
  Committed committed;
  if (!record.facts.empty()) {
    auto written = write_record(group, std::move(record));
    if (!written) return written.error();
    committed = std::move(*written);
  }
  group.dirty = true;
  crash_point(CrashPoint::inside_work);
  if (auto released = session_->release("work"); !released) return released;
  group.answers.emplace_back(std::move(committed));
  return {};
}

void Journal::drop_works(Group& group, const Failure& why) {
  const auto failure = fail(make_error_code(store::errc::unavailable), why.detail);
  for (auto& work : group.works) work.done(failure);
  group.works.clear();
}

void Journal::tell(const Committed& committed, const std::vector<Effect>& effects) {
  if (committed.number > 0 && follower_) follower_(committed);
  for (const auto& effect : effects) {
    for (const auto& listener : effect_listeners_) listener(effect);
    crash_point(CrashPoint::between_effects);
  }
  if (committed.number == 0) return;
  for (const auto& listener : listeners_) listener(committed);
}

void Journal::publish(Group& group) {
  crash_point(CrashPoint::after_commit);
  position_.store(group.last, std::memory_order_release);
  for (std::size_t i = 0; i < group.answers.size(); ++i) {
    const bool is_entry = i < group.entries.size();
    auto& done = is_entry ? group.entries[i].done : group.works[i - group.entries.size()].done;
    static const std::vector<Effect> none;
    if (group.answers[i]) tell(*group.answers[i], is_entry ? group.entries[i].effects : none);
    crash_point(CrashPoint::before_done);
    if (done) done(std::move(group.answers[i]));
  }
}

void Journal::give_up(Group& group, const Failure& why) {
  {
    std::lock_guard lock(mutex_);
    dead_ = true;
  }
  room_.notify_all();
  drop_works(group, why);
  for (auto& entry : group.entries)
    if (entry.done) entry.done(fail(make_error_code(store::errc::unavailable), why.detail));
  refuse_queued(why, false);
  if (is_stopping()) {
    log::error("journal.not_committed records={} why=\"{}\"", group.entries.size(), why.detail);
    return;
  }
  const std::string sentence = "the journal cannot be written, so the program ends: " + why.detail;
  if (options_.fatal)
    options_.fatal(sentence);
  else
    end_program(sentence);
}

void Journal::refuse_queued(const Failure& why, bool works_only) {
  std::deque<Entry> entries;
  std::deque<WorkItem> works;
  {
    std::lock_guard lock(mutex_);
    if (!works_only) entries.swap(entries_);
    works.swap(works_);
  }
  const auto failure = fail(make_error_code(store::errc::unavailable), why.detail);
  for (auto& entry : entries)
    if (entry.done) entry.done(failure);
  for (auto& work : works) work.done(failure);
}

}  // namespace tandem
