// What both databases promise behind the port.
#include <limits>
#include <thread>

#include "store/places.hpp"

namespace tandem::store {
namespace {

using testing_places::await;

class StoreSuite : public testing_places::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (IsSkipped()) return;
    store_ = place_->migrated();
    session_ = store_->open_session().value();
    const bool sqlite = GetParam() == testing_places::Kind::sqlite;
    const std::string create =
        sqlite ? "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, body BLOB, amount INTEGER)"
               : "CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT COLLATE \"C\", body BYTEA, amount BIGINT)";
    ASSERT_TRUE(session_->run(create));
    ASSERT_TRUE(session_->run("CREATE UNIQUE INDEX things_by_name ON things (name)"));
  }
  void TearDown() override {
    session_.reset();
    store_.reset();
  }

  Result<Rows> add(int id, const Value& name) {
    return session_->run("INSERT INTO things (id, name) VALUES ($1, $2)", {id, name});
  }
  std::int64_t count(Session& session) { return session.run("SELECT count(*) FROM things")->rows[0][0].integer(); }

  std::unique_ptr<Store> store_;
  std::unique_ptr<Session> session_;
};
TANDEM_ON_BOTH(StoreSuite);

TEST_P(StoreSuite, migrating_again_changes_nothing) {
  const auto before = session_->run("SELECT version, applied_at FROM schema_version ORDER BY version");
  ASSERT_TRUE(store_->migrate());
  const auto after = session_->run("SELECT version, applied_at FROM schema_version ORDER BY version");
  EXPECT_EQ(before->rows, after->rows);
  EXPECT_FALSE(after->empty());
}

TEST_P(StoreSuite, data_of_a_newer_program_is_refused_untouched) {
  ASSERT_TRUE(session_->run("INSERT INTO schema_version (version, name, applied_at) VALUES (999, 'future', 1)"));
  const auto migrated = store_->migrate();
  ASSERT_FALSE(migrated);
  EXPECT_EQ(migrated.error().code, errc::newer_version);
  EXPECT_NE(migrated.error().detail.find("999"), std::string::npos) << migrated.error().detail;
  EXPECT_EQ(session_->run("SELECT max(version) FROM schema_version")->rows[0][0].integer(), 999);
}

TEST_P(StoreSuite, values_come_back_as_they_went) {
  const std::string zeros("\0\x01\xff\\x", 5);
  const std::vector<Row> rows{
      {1, "退款多久到账", Blob{zeros}, std::numeric_limits<std::int64_t>::max()},
      {2, "", Blob{}, std::numeric_limits<std::int64_t>::min()},
      {3, {}, {}, {}},
      {4, "a\"b'c\\d\ne", Blob{std::string(300000, '\0')}, 0},
  };
  for (const auto& row : rows)
    ASSERT_TRUE(session_->run("INSERT INTO things (id, name, body, amount) VALUES ($1, $2, $3, $4)", row));
  const auto read = session_->run("SELECT id, name, body, amount FROM things ORDER BY id");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->rows, rows);
  const auto again = await(store_->read("SELECT id, name, body, amount FROM things ORDER BY id"));
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ(again->rows, rows);
}

TEST_P(StoreSuite, parameters_may_be_used_twice_and_in_any_order) {
  ASSERT_TRUE(add(1, "one"));
  const auto rows =
      session_->run("SELECT $2, $1 + 1, $1 + 5000000000 FROM things WHERE name = $2 OR id = $1", {1, "one"});
  ASSERT_TRUE(rows) << rows.error().detail;
  EXPECT_EQ(rows->rows, (std::vector<Row>{{"one", 2, 5000000001}}));
}

TEST_P(StoreSuite, the_number_of_parameters_must_fit) {
  EXPECT_EQ(session_->run("SELECT $1", {}).error().code, errc::bad_statement);
}

TEST_P(StoreSuite, conditions_and_sums_are_integers) {
  for (int i = 1; i <= 3; ++i)
    ASSERT_TRUE(session_->run("INSERT INTO things (id, amount) VALUES ($1, $2)", {i, 10 * i}));
  const auto rows = session_->run("SELECT sum(amount), count(*), max(id) > 2, avg(amount) FROM things");
  ASSERT_TRUE(rows) << rows.error().detail;
  EXPECT_EQ(rows->rows, (std::vector<Row>{{60, 3, 1, 20}}));
}

TEST_P(StoreSuite, changed_counts_the_rows_touched) {
  for (int i = 1; i <= 3; ++i) ASSERT_TRUE(add(i, std::to_string(i)));
  EXPECT_EQ(session_->run("UPDATE things SET amount = 1 WHERE id > $1", {1})->changed, 2);
  EXPECT_EQ(session_->run("UPDATE things SET amount = 1 WHERE id > $1", {10})->changed, 0);
  EXPECT_EQ(session_->run("DELETE FROM things")->changed, 3);
  EXPECT_EQ(session_->run("SELECT 1")->changed, 0);
}

TEST_P(StoreSuite, texts_that_are_not_utf8_are_refused_alike) {
  EXPECT_EQ(add(1, std::string("a\0b", 3)).error().code, errc::constraint);
  EXPECT_EQ(add(1, "\xc3\x28").error().code, errc::constraint);
  EXPECT_EQ(add(1, "\xed\xa0\x80").error().code, errc::constraint);  // a surrogate
  EXPECT_TRUE(add(1, "\xf0\x9f\x98\x80"));
}

TEST_P(StoreSuite, texts_sort_by_bytes) {
  int id = 0;
  for (const char* name : {"b", "B", "中", "a", "é", "Z", "~"}) ASSERT_TRUE(add(++id, name));
  std::string order;
  for (const auto& row : *session_->run("SELECT name FROM things ORDER BY name")) order += row[0].text();
  EXPECT_EQ(order, "BZab~é中");
}

TEST_P(StoreSuite, a_rolled_back_transaction_leaves_nothing) {
  ASSERT_TRUE(session_->begin());
  ASSERT_TRUE(add(1, "one"));
  ASSERT_TRUE(session_->rollback());
  EXPECT_EQ(count(*session_), 0);
  ASSERT_TRUE(session_->begin());
  ASSERT_TRUE(add(1, "one"));
  ASSERT_TRUE(session_->commit());
  EXPECT_EQ(count(*session_), 1);
}

TEST_P(StoreSuite, a_failure_inside_a_savepoint_leaves_the_rest_of_the_transaction) {
  ASSERT_TRUE(session_->begin());
  ASSERT_TRUE(add(1, "one"));
  ASSERT_TRUE(session_->savepoint("inner"));
  ASSERT_TRUE(add(2, "two"));
  EXPECT_EQ(add(3, "one").error().code, errc::constraint);
  ASSERT_TRUE(session_->rollback_to("inner"));
  ASSERT_TRUE(session_->release("inner"));
  ASSERT_TRUE(add(4, "four"));
  ASSERT_TRUE(session_->commit());
  EXPECT_EQ(session_->run("SELECT id FROM things ORDER BY id")->rows, (std::vector<Row>{{1}, {4}}));
}

TEST_P(StoreSuite, upserts_and_returning_read_the_same) {
  const std::string sql =
      "INSERT INTO things (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING "
      "name";
  EXPECT_EQ(session_->run(sql, {1, "old"})->rows, (std::vector<Row>{{"old"}}));
  EXPECT_EQ(session_->run(sql, {1, "new"})->rows, (std::vector<Row>{{"new"}}));
}

TEST_P(StoreSuite, reads_see_what_is_committed) {
  ASSERT_TRUE(session_->begin());
  ASSERT_TRUE(add(1, "one"));
  EXPECT_EQ(await(store_->read("SELECT count(*) FROM things"))->rows[0][0].integer(), 0);
  ASSERT_TRUE(session_->commit());
  EXPECT_EQ(await(store_->read("SELECT count(*) FROM things"))->rows[0][0].integer(), 1);
}

TEST_P(StoreSuite, a_read_cannot_write) {
  EXPECT_FALSE(await(store_->read("INSERT INTO things (id) VALUES (1)")));
  EXPECT_EQ(count(*session_), 0);
}

TEST_P(StoreSuite, a_bad_statement_is_named) {
  const auto failed = session_->run("SELECT nothing FROM nowhere");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, errc::bad_statement);
  EXPECT_NE(failed.error().detail.find("nowhere"), std::string::npos) << failed.error().detail;
  EXPECT_EQ(await(store_->read("SELEKT 1")).error().code, errc::bad_statement);
  EXPECT_TRUE(await(store_->read("SELECT 1")));  // the connection is none the worse
}

TEST_P(StoreSuite, too_many_waiting_reads_are_told_so) {
  OpenOptions few;
  few.readers = 1;
  few.waiting_reads = 2;
  auto store = place_->open(few);
  boost::asio::io_context io;
  int answered = 0, busy = 0;
  const std::string slow =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT max(i) FROM n";
  for (int i = 0; i < 30; ++i)
    boost::asio::co_spawn(io, store->read(slow), [&](std::exception_ptr, Result<Rows> rows) {
      if (rows)
        ++answered;
      else if (rows.error().code == errc::busy)
        ++busy;
    });
  io.run();
  EXPECT_EQ(answered + busy, 30);
  EXPECT_GT(answered, 0);
  EXPECT_GT(busy, 0);
}

TEST_P(StoreSuite, reads_still_waiting_are_answered_when_the_store_closes) {
  boost::asio::io_context io;
  int answers = 0;
  auto store = place_->open();
  for (int i = 0; i < 50; ++i)
    boost::asio::co_spawn(io, store->read("SELECT 1"), [&](std::exception_ptr, Result<Rows>) { ++answers; });
  io.poll();  // starts them
  store.reset();
  io.run();
  EXPECT_EQ(answers, 50);
}

TEST_P(StoreSuite, two_writers_take_turns) {
  const auto write = [&](int first) {
    auto session = store_->open_session().value();
    for (int i = first; i < first + 100; ++i) {
      ASSERT_TRUE(session->begin());
      ASSERT_TRUE(session->run("INSERT INTO things (id) VALUES ($1)", {i}));
      ASSERT_TRUE(session->commit());
    }
  };
  std::thread other([&] { write(1000); });
  write(1);
  other.join();
  EXPECT_EQ(count(*session_), 200);
}

TEST_P(StoreSuite, the_description_holds_no_secret) {
  EXPECT_EQ(store_->describe().find("password"), std::string::npos);
  EXPECT_FALSE(store_->describe().empty());
}

}  // namespace
}  // namespace tandem::store
