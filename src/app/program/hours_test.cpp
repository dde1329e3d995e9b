#include "app/program/hours.hpp"

#include <gtest/gtest.h>

#include <future>

namespace tandem::app {
namespace {

// Hours that were worked out long ago and have run out.
Configuration run_out(std::int64_t version) {
  Configuration c;
  c.version = version;
  Hours hours;
  hours.id = HoursId{1};
  hours.name = "day";
  hours.source = R"({"name":"day","time_zone":"Asia/Shanghai","week":{"mon-sun":["09:00-18:00"]}})";
  hours.open = {{WallTime{1000}, WallTime{2000}}};
  c.hours = {hours};
  return c;
}

bool reaches_far(const Configuration& c) {
  return !c.hours.empty() && c.hours[0].open.back().until > WallTime::now().plus_ms(std::int64_t{390} * 86'400'000);
}

class HoursKeeperTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("hours_" + std::to_string(::getpid()));
    base_ = Foundation::open(folder_.string(), "", "default").value();
    base_->driver->on_committed([this](const Committed& committed) {
      if (const auto* activated = committed.find<ConfigurationActivated>())
        if (activated->configuration.version >= wanted_ && reaches_far(activated->configuration) && !told_.exchange(true))
          far_.set_value(activated->configuration.version);
    });
    base_->driver->start().value();
  }
  void TearDown() override {
    base_.reset();
    std::filesystem::remove_all(folder_);
  }
  void publish(Configuration configuration) {
    ConfigurationPublished published;
    published.configuration = std::move(configuration);
    base_->driver->ask_and_wait(std::move(published)).value();
  }
  ConfigurationPtr in_force() {
    ConfigurationPtr out;
    base_->driver->view([&](const State& state, std::int64_t) { out = state.configuration; });
    return out;
  }

  std::filesystem::path folder_;
  std::unique_ptr<Foundation> base_;
  std::int64_t wanted_ = 3;
  std::atomic<bool> told_{false};
  std::promise<std::int64_t> far_;
};

TEST_F(HoursKeeperTest, hours_that_have_run_out_are_made_again_at_the_start_and_later_on) {
  publish(run_out(1));
  const HoursKeeper keeper(*base_, std::chrono::milliseconds(1));
  EXPECT_EQ(in_force()->version, 2);
  EXPECT_TRUE(reaches_far(*in_force()));
  publish(run_out(3));
  auto later = far_.get_future();
  ASSERT_EQ(later.wait_for(std::chrono::seconds(20)), std::future_status::ready);
  EXPECT_EQ(later.get(), 4);
}

TEST_F(HoursKeeperTest, nothing_is_published_while_they_reach_far_and_it_ends_at_once) {
  publish(run_out(1));
  { const HoursKeeper first(*base_); }
  const HoursKeeper second(*base_);
  EXPECT_EQ(in_force()->version, 2);
}

}  // namespace
}  // namespace tandem::app
