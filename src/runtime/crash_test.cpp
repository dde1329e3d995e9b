// kill -9 at the numbered points: a child process serves chats and reports through a pipe what it acknowledged; after
// its death the store must hold each of these once, in order, and nothing may be half there.
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "runtime/crash_points.hpp"
#include "runtime/disk_blobs.hpp"
#include "runtime/driver.hpp"
#include "runtime/follow/recovery.hpp"
#include "runtime/recordings.hpp"
#include "store/places.hpp"
#include "store/shop.hpp"

namespace tandem {
namespace {

struct Acknowledged {
  std::int64_t conversation = 0, number = 0, key = 0;
};

// Never returns: the crash point ends it, or it ends by itself with 0.
[[noreturn]] void serve_until_death(const testing_places::Place& place, const std::string& point, int pipe) {
  auto store = place.open();
  DriverOptions options;
  options.snapshots.every_records = 25;
  options.snapshots.part_bytes = 2000;
  Driver driver(*store, options);
  if (!arm_crash_points(point) || !driver.start(test_shop())) _exit(3);
  const auto acknowledge = [pipe](const Committed& committed) {
    const auto* message = committed.find<MessageCreated>();
    if (!message) return;
    Acknowledged line;
    line.conversation = message->conversation.value;
    line.number = message->number;
    line.key = message->key;
    if (::write(pipe, &line, sizeof line) != sizeof line) _exit(4);
  };
  std::int64_t key = 0;
  for (int visitor = 1; visitor <= 20; ++visitor) driver.submit(test_chat(visitor, ++key), acknowledge);
  EnginePort::Work work = [](store::Session& rows) -> Result<std::vector<RowChanged>> {
    if (auto kept = rows.run("INSERT INTO payloads (id) SELECT coalesce(max(id), 0) + 1 FROM payloads"); !kept)
      return kept.error();
    return std::vector<RowChanged>(1);
  };
  for (int round = 0; round < 20; ++round) {
    for (int c = 1; c <= 20; ++c) driver.submit(test_message(ConversationId{c}, ++key), acknowledge);
    boost::asio::io_context io;
    boost::asio::co_spawn(io, driver.write(work), [](std::exception_ptr, const Result<Committed>&) {});
    io.run();
  }
  driver.stop();
  _exit(0);
}

std::vector<Acknowledged> run_child(const testing_places::Place& place, const std::string& point, int& status) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const auto child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    serve_until_death(place, point, ends[1]);
  }
  ::close(ends[1]);
  std::vector<Acknowledged> lines;
  Acknowledged line;
  while (::read(ends[0], &line, sizeof line) == sizeof line) lines.push_back(line);
  ::close(ends[0]);
  ::waitpid(child, &status, 0);
  return lines;
}

class CrashSuite : public testing_places::OnBoth {};
TANDEM_ON_BOTH(CrashSuite);

TEST_P(CrashSuite, nothing_acknowledged_is_lost_at_any_point) {
  for (const char* point : {"during_recovery", "before_commit:1", "before_commit:4", "after_commit:2", "after_commit:9",
                            "before_done:30", "inside_work:3", "during_snapshot:3", "after_snapshot:2"}) {
    SCOPED_TRACE(point);
    testing_places::Place place(GetParam());
    place.migrated();
    int status = 0;
    const auto acknowledged = run_child(place, point, status);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;

    auto store = place.open();
    auto session = store->open_session().value();
    const auto before = recover(*session);
    ASSERT_TRUE(before) << before.error().detail;
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> stored;
    for (const auto& row : session->run("SELECT conversation, number, client_key FROM messages").value())
      stored[{row[0].integer(), row[1].integer()}] = row[2].integer();
    for (const auto& line : acknowledged) ASSERT_EQ((stored[{line.conversation, line.number}]), line.key);
    EXPECT_EQ(session->run("SELECT count(*), count(DISTINCT client_key) FROM messages")->rows[0][0],
              session->run("SELECT count(DISTINCT client_key) FROM messages")->rows[0][0]);

    Driver driver(*store, {});
    ASSERT_TRUE(driver.start(test_shop()));
    const auto again = driver.ask_and_wait(test_chat(77, 7777));
    ASSERT_TRUE(again);
    EXPECT_GT(again->number, before->position);
  }
}

TEST_P(CrashSuite, a_recording_plays_up_to_its_last_whole_second) {
  if (GetParam() == testing_places::Kind::postgres) GTEST_SKIP() << "chunks are files, whatever the store";
  const auto child = ::fork();
  const std::string second(16000, 's');
  if (child == 0) {
    arm_crash_points("during_chunk:8");
    auto blobs = DiskBlobs::open(place_->folder() / "blobs").value();
    RecordingWriter writer(*blobs);
    for (int i = 0; i < 100; ++i) writer.put(RecordingId{5}, i, second);
    writer.stop();
    _exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  auto blobs = DiskBlobs::open(place_->folder() / "blobs").value();
  const auto chunks = recording_chunks(*blobs, RecordingId{5}).value();
  ASSERT_EQ(chunks.size(), 7u);
  for (const auto& chunk : chunks) EXPECT_EQ(chunk, second);
}

TEST(CrashPoints, a_wrong_name_is_refused) {
  EXPECT_FALSE(arm_crash_points("nowhere"));
  EXPECT_FALSE(arm_crash_points("before_commit:0"));
  EXPECT_FALSE(arm_crash_points("before_commit:x"));
  EXPECT_TRUE(arm_crash_points(""));
}

}  // namespace
}  // namespace tandem
