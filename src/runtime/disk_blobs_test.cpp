#include "runtime/disk_blobs.hpp"

#include <fstream>
#include <future>

#include "runtime/recordings.hpp"
#include "store/places.hpp"

namespace tandem {
namespace {

class DiskBlobsTest : public ::testing::Test {
 protected:
  testing_places::Folder folder_;
  std::unique_ptr<DiskBlobs> blobs_ = DiskBlobs::open(folder_.path() / "blobs").value();
};

TEST_F(DiskBlobsTest, what_is_put_comes_back_and_can_be_replaced_and_removed) {
  const std::string bytes("\0\xff many", 7);
  ASSERT_TRUE(blobs_->put("a/b/c.bin", bytes, true));
  EXPECT_EQ(blobs_->get("a/b/c.bin").value(), bytes);
  ASSERT_TRUE(blobs_->put("a/b/c.bin", "", false));
  EXPECT_EQ(blobs_->get("a/b/c.bin").value(), "");
  ASSERT_TRUE(blobs_->remove("a/b/c.bin"));
  EXPECT_EQ(blobs_->get("a/b/c.bin").error().code, blob_errc::not_found);
  EXPECT_TRUE(blobs_->remove("a/b/c.bin"));
}

TEST_F(DiskBlobsTest, keys_that_could_leave_the_folder_are_refused) {
  for (const char* key : {"", "/", "/etc/passwd", "a//b", "a/", "../x", "a/../b", ".hidden", "a/.b", "A", "a b", "ä"}) {
    EXPECT_EQ(blobs_->put(key, "x", false).error().code, blob_errc::bad_key) << key;
    EXPECT_EQ(blobs_->get(key).error().code, blob_errc::bad_key) << key;
    EXPECT_EQ(blobs_->remove(key).error().code, blob_errc::bad_key) << key;
  }
  EXPECT_FALSE(blobs_->put("a" + std::string(1, '\0'), "x", false));
  EXPECT_FALSE(blobs_->list("../"));
}

TEST_F(DiskBlobsTest, a_list_is_sorted_and_begins_with_the_prefix) {
  for (const char* key : {"r/2/000001", "r/1/000001", "r/1/000000", "r/10/000000", "s"})
    ASSERT_TRUE(blobs_->put(key, "x", false));
  EXPECT_EQ(blobs_->list("r/1/").value(), (std::vector<std::string>{"r/1/000000", "r/1/000001"}));
  EXPECT_EQ(blobs_->list("r/1").value().size(), 3u);
  EXPECT_EQ(blobs_->list("").value().size(), 5u);
  EXPECT_TRUE(blobs_->list("nothing/").value().empty());
}

TEST_F(DiskBlobsTest, files_of_a_program_that_died_are_swept) {
  const auto left = folder_.path() / "blobs" / ".unfinished" / "7";
  std::ofstream(left) << "half";
  blobs_ = DiskBlobs::open(folder_.path() / "blobs").value();
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_TRUE(blobs_->list("").value().empty());
}

TEST_F(DiskBlobsTest, a_recording_is_its_chunks_in_order) {
  RecordingWriter writer(*blobs_);
  for (int i = 0; i < 12; ++i) ASSERT_TRUE(writer.put(RecordingId{4}, i, std::to_string(i) + ";"));
  std::promise<void> flushed;
  writer.flush([&] { flushed.set_value(); });
  flushed.get_future().wait();
  std::string all;
  for (const auto& chunk : recording_chunks(*blobs_, RecordingId{4}).value()) all += chunk;
  EXPECT_EQ(all, "0;1;2;3;4;5;6;7;8;9;10;11;");
  EXPECT_EQ(writer.written(), 12u);
  writer.stop();
  EXPECT_FALSE(writer.put(RecordingId{4}, 12, "late"));
  EXPECT_EQ(writer.lost(), 1u);
}

// Holds the disk until it is let go.
class SlowBlobs final : public Blobs {
 public:
  Result<void> put(std::string_view, std::string_view, bool) override {
    entered_.set_value();
    go_.get_future().wait();
    return fail(make_error_code(blob_errc::unavailable), "the disk is full");
  }
  Result<std::string> get(std::string_view) override { return std::string{}; }
  Result<std::vector<std::string>> list(std::string_view) override { return std::vector<std::string>{}; }
  Result<void> remove(std::string_view) override { return {}; }
  std::promise<void> entered_, go_;
};

TEST(RecordingWriter, a_full_queue_and_a_full_disk_lose_seconds_and_count_them) {
  SlowBlobs blobs;
  RecordingOptions options;
  options.queue_limit = 2;
  RecordingWriter writer(blobs, options);
  ASSERT_TRUE(writer.put(RecordingId{1}, 0, "x"));
  blobs.entered_.get_future().wait();
  std::promise<void> flushed;
  writer.flush([&] { flushed.set_value(); });
  writer.flush([] {});
  EXPECT_FALSE(writer.put(RecordingId{1}, 1, "x"));
  blobs.go_.set_value();
  flushed.get_future().wait();
  EXPECT_EQ(writer.lost(), 2u);
}

}  // namespace
}  // namespace tandem
