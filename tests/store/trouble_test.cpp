// What goes wrong with one database or the other, and the sentence that the operator reads.
#include <boost/asio/steady_timer.hpp>
#include <fstream>

#include "store/places.hpp"

// SQLite reads its shared wal-index without a lock and checks what it read: by design, and not our code.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() { return "race:libsqlite3.so\ncalled_from_lib:libsqlite3.so\n"; }

namespace tandem::store {
namespace {

using testing_places::await;
using testing_places::Folder;
using testing_places::Kind;
using testing_places::Place;

TEST(SqliteTrouble, a_full_disk_is_unavailable_and_passes_when_there_is_room) {
  Place place(Kind::sqlite);
  place.migrated();
  OpenOptions small;
  small.max_pages = 200;
  auto store = place.open(small);
  auto session = store->open_session().value();
  const std::string insert = "INSERT INTO payloads (id, body) VALUES ($1, $2)";
  Result<Rows> written = Rows{};
  int id = 0;
  while (written && id < 1000) {
    ASSERT_TRUE(session->begin());
    written = session->run(insert, {++id, Blob{std::string(20000, 'x')}});
    if (written) ASSERT_TRUE(session->commit());
  }
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, errc::unavailable);
  EXPECT_NE(written.error().detail.find("full"), std::string::npos) << written.error().detail;
  ASSERT_TRUE(session->rollback());
  EXPECT_EQ(session->run("SELECT count(*) FROM payloads")->rows[0][0].integer(), id - 1);

  auto roomy = place.open()->open_session().value();
  EXPECT_TRUE(roomy->run(insert, {id, Blob{std::string(20000, 'x')}}));
}

TEST(SqliteTrouble, a_file_that_is_no_database_is_left_alone) {
  Folder folder;
  const auto path = folder.path() / "notes.txt";
  const std::string text(5000, 'n');
  std::ofstream(path) << text;
  const auto opened = open_store(path.string());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, errc::corrupt);
  std::stringstream read;
  read << std::ifstream(path).rdbuf();
  EXPECT_EQ(read.str(), text);
}

TEST(SqliteTrouble, a_folder_that_is_not_there_is_named) {
  const auto opened = open_store("/nonexistent/folder/store.db");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, errc::unavailable);
  EXPECT_NE(opened.error().detail.find("/nonexistent/folder/store.db"), std::string::npos);
}

TEST(SqliteTrouble, a_long_log_is_moved_into_the_file_while_writing_goes_on) {
  Place place(Kind::sqlite);
  auto store = place.migrated();
  auto session = store->open_session().value();
  const auto file = place.folder() / "store.db";
  const auto before = std::filesystem::file_size(file);
  // Each commit reports the length of the log; a checkpoint makes the file grow. It comes within the first of these.
  int id = 0;
  while (std::filesystem::file_size(file) == before && id < 20000)
    ASSERT_TRUE(session->run("INSERT INTO payloads (id, body) VALUES ($1, $2)", {++id, Blob{std::string(8000, 'x')}}));
  EXPECT_GT(std::filesystem::file_size(file), before);
}

TEST(OpenTrouble, a_tenant_must_be_a_plain_name) {
  OpenOptions options;
  options.tenant = "x; DROP SCHEMA public";
  EXPECT_FALSE(open_store("store.db", options));
}

TEST(OpenTrouble, a_bad_url_does_not_repeat_the_password) {
  const auto opened = open_store("postgresql://tandem:s3cret@[bad:1/x");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().detail.find("s3cret"), std::string::npos) << opened.error().detail;
}

TEST(OpenTrouble, a_server_that_is_not_there_is_named_without_the_password) {
  const auto opened = open_store("postgresql://tandem:s3cret@127.0.0.1:1/x");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, errc::unavailable);
  EXPECT_NE(opened.error().detail.find("127.0.0.1:1/x"), std::string::npos) << opened.error().detail;
  EXPECT_EQ(opened.error().detail.find("s3cret"), std::string::npos) << opened.error().detail;
}

class PostgresTrouble : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!testing_places::postgres_url()) GTEST_SKIP() << "TANDEM_TEST_POSTGRES is not set";
    place_.emplace(Kind::postgres);
    store_ = place_->migrated();
  }
  // Ends every other connection of this store; other test programs have theirs on the same server.
  void cut_connections() {
    auto killer = store_->open_session().value();
    auto cut = killer->run(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
        "application_name IN (current_schema(), current_schema() || ' reader') AND datname = current_database()");
    ASSERT_TRUE(cut) << cut.error().detail;
  }
  std::optional<Place> place_;
  std::unique_ptr<Store> store_;
};

TEST_F(PostgresTrouble, a_session_connects_again_for_the_next_transaction) {
  auto session = store_->open_session().value();
  ASSERT_TRUE(session->begin());
  ASSERT_TRUE(session->run("INSERT INTO payloads (id) VALUES (1)"));
  cut_connections();
  EXPECT_EQ(session->run("INSERT INTO payloads (id) VALUES (2)").error().code, errc::unavailable);
  EXPECT_EQ(session->run("SELECT 1").error().code, errc::unavailable);  // not silently outside the transaction
  ASSERT_TRUE(session->rollback());
  ASSERT_TRUE(session->begin());
  ASSERT_TRUE(session->run("INSERT INTO payloads (id) VALUES (3)"));
  ASSERT_TRUE(session->commit());
  EXPECT_EQ(session->run("SELECT id FROM payloads")->rows, (std::vector<Row>{{3}}));
}

TEST_F(PostgresTrouble, a_commit_on_a_dead_connection_fails) {
  auto session = store_->open_session().value();
  ASSERT_TRUE(session->begin());
  ASSERT_TRUE(session->run("INSERT INTO payloads (id) VALUES (1)"));
  cut_connections();
  EXPECT_EQ(session->commit().error().code, errc::unavailable);
  ASSERT_TRUE(session->rollback());
}

TEST_F(PostgresTrouble, a_read_on_a_dead_connection_is_asked_again) {
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(await(store_->read("SELECT 1")));
  cut_connections();
  for (int i = 0; i < 4; ++i) {
    auto rows = await(store_->read("SELECT $1", {i}));
    ASSERT_TRUE(rows) << rows.error().detail;
    EXPECT_EQ(rows->rows[0][0].integer(), i);
  }
}

TEST_F(PostgresTrouble, more_statements_than_are_kept_prepared_still_work) {
  auto session = store_->open_session().value();
  for (int i = 0; i < 600; ++i) {
    const auto text = "SELECT $1 + " + std::to_string(i);
    ASSERT_EQ(session->run(text, {1})->rows[0][0].integer(), i + 1);
    ASSERT_EQ(await(store_->read(text, {1}))->rows[0][0].integer(), i + 1);
  }
}

}  // namespace
}  // namespace tandem::store
