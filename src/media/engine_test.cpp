#include "media/engine.hpp"

#include <gtest/gtest.h>

#include "media/recording/chunk.hpp"
#include "media/sound/store.hpp"
#include "media/testing/phone.hpp"

namespace tandem::media {
namespace {

using testing::EventLog;
using testing::RtpPhone;

constexpr LegId anna{1}, bert{2}, carl{3};

SoundPtr tone(double hertz, int ms) {
  return std::make_shared<const Sound>(sine(hertz, ms * sample_rate / 1000, 8000));
}

EngineOptions options(int threads = 1) {
  EngineOptions out;
  out.threads = threads;
  out.port_low = 31000;
  out.port_high = 31999;
  return out;
}

class EngineTest : public ::testing::Test {
 protected:
  // A leg whose far end is this phone, which says a tone.
  std::uint16_t connect(LegId leg, RtpPhone& phone, double hertz) {
    EXPECT_TRUE(engine_.add_leg(leg));
    const auto port = engine_.open_rtp(leg);
    EXPECT_TRUE(port) << (port ? "" : port.error().detail);
    EXPECT_TRUE(engine_.set_rtp_peer(leg, phone.peer()));
    phone.start(*port, hertz);
    return *port;
  }

  EventLog log_;
  Engine engine_{options(), log_.sink()};
};

TEST_F(EngineTest, a_bridged_pair_hears_each_other_and_nothing_else) {
  RtpPhone a(Codec::pcma), b(Codec::pcmu);
  connect(anna, a, 440);
  connect(bert, b, 800);
  ASSERT_TRUE(engine_.bridge(anna, bert));
  ASSERT_TRUE(a.await_tone(800));
  ASSERT_TRUE(b.await_tone(440));
  const auto at_a = a.listen(8000), at_b = b.listen(8000);
  EXPECT_NEAR(goertzel(at_a, 800), 8000, 600);
  EXPECT_LT(goertzel(at_a, 440), 100);
  EXPECT_NEAR(goertzel(at_b, 440), 8000, 600);
  EXPECT_LT(goertzel(at_b, 800), 100);
  EXPECT_EQ(log_.await<MediaUp>().resumed, false);
  EXPECT_EQ(log_.await<MediaUp>().resumed, false);
  const auto stats = engine_.stats(anna);
  ASSERT_TRUE(stats);
  EXPECT_TRUE(stats->media_up);
  EXPECT_GT(stats->packets_in, 50u);
  EXPECT_EQ(stats->bytes_in, stats->packets_in * 160);
  EXPECT_EQ(stats->lost, 0u);
  EXPECT_NEAR(stats->rms_in, 5657, 600);
  EXPECT_NEAR(stats->rms_out, 5657, 600);
  EXPECT_LT(stats->last_packet_ms, 1000);
}

TEST_F(EngineTest, mute_hold_and_retrieve_are_rows_of_the_matrix) {
  RtpPhone a, b;
  connect(anna, a, 440);
  connect(bert, b, 800);
  ASSERT_TRUE(engine_.bridge(anna, bert));
  ASSERT_TRUE(a.await_tone(800));
  ASSERT_TRUE(engine_.set_muted(bert, true));
  ASSERT_TRUE(a.await_tone(800, false));
  EXPECT_GT(b.hears(440), 4000);
  ASSERT_TRUE(engine_.set_muted(bert, false));
  ASSERT_TRUE(a.await_tone(800));
  ASSERT_TRUE(engine_.hold(anna, tone(1200, 1000)));
  ASSERT_TRUE(a.await_tone(1200));
  EXPECT_LT(a.hears(800), 100);
  EXPECT_LT(b.hears(440), 100);
  ASSERT_TRUE(engine_.retrieve(anna));
  ASSERT_TRUE(a.await_tone(800));
  ASSERT_TRUE(b.await_tone(440));
  EXPECT_LT(a.hears(1200), 100);
}

TEST_F(EngineTest, a_conference_hears_all_others_and_an_isolated_leg_nobody) {
  RtpPhone a, b, c;
  connect(anna, a, 440);
  connect(bert, b, 800);
  connect(carl, c, 1300);
  ASSERT_TRUE(engine_.conference({anna, bert, carl}));
  ASSERT_TRUE(a.await_tone(800));
  ASSERT_TRUE(a.await_tone(1300));
  ASSERT_TRUE(b.await_tone(440));
  ASSERT_TRUE(c.await_tone(800));
  EXPECT_LT(a.hears(440), 200);
  ASSERT_TRUE(engine_.isolate(carl));
  ASSERT_TRUE(c.await_tone(440, false));
  ASSERT_TRUE(a.await_tone(1300, false));
  EXPECT_GT(a.hears(800), 4000);
}

TEST_F(EngineTest, a_prompt_pauses_the_music_and_ends_with_an_event) {
  RtpPhone a;
  connect(anna, a, 0);
  ASSERT_TRUE(engine_.set_background(anna, tone(600, 1000)));
  ASSERT_TRUE(a.await_tone(600));
  ASSERT_TRUE(engine_.play(anna, {7, {tone(1000, 800)}}));
  ASSERT_TRUE(a.await_tone(1000));
  EXPECT_LT(a.hears(600), 200);
  const auto finished = log_.await<PlayFinished>();
  EXPECT_EQ(finished.request, 7);
  EXPECT_EQ(finished.why, PlayEnd::finished);
  ASSERT_TRUE(a.await_tone(600));
}

TEST_F(EngineTest, a_key_barges_into_the_prompt_and_the_digits_come_as_one_event) {
  RtpPhone a;
  connect(anna, a, 440);
  log_.await<MediaUp>();
  CollectRequest request;
  request.request = 11;
  request.sounds = {tone(1000, 60000)};
  request.min_digits = 1;
  request.max_digits = 6;
  ASSERT_TRUE(engine_.play_and_collect(anna, request));
  ASSERT_TRUE(a.await_tone(1000));
  a.press("4711#");
  const auto collected = log_.await<DigitsCollected>();
  EXPECT_EQ(collected.digits.value, "4711");
  EXPECT_EQ(collected.why, CollectEnd::terminated);
  EXPECT_EQ(collected.terminator, '#');
  EXPECT_EQ(log_.count<DigitPressed>(), 0u);
  ASSERT_TRUE(a.await_tone(1000, false));
  a.press("5");
  EXPECT_EQ(log_.await<DigitPressed>().digit, '5');
  a.listen(8000);  // keys take sequence numbers of their own, but nothing was lost
  EXPECT_EQ(engine_.stats(anna)->lost, 0u);
}

TEST_F(EngineTest, digits_are_sent_as_events) {
  RtpPhone a;
  connect(anna, a, 440);
  log_.await<MediaUp>();
  ASSERT_TRUE(engine_.send_digits(anna, "12*9"));
  EXPECT_EQ(a.await_digits(4), "12*9");
}

TEST_F(EngineTest, direction_from_the_sdp_is_kept) {
  RtpPhone a, b;
  connect(anna, a, 440);
  connect(bert, b, 800);
  ASSERT_TRUE(engine_.bridge(anna, bert));
  ASSERT_TRUE(b.await_tone(440));
  auto peer = a.peer();
  peer.direction = Direction::sendonly;  // the phone holds us: nothing of it may be heard
  ASSERT_TRUE(engine_.set_rtp_peer(anna, peer));
  ASSERT_TRUE(b.await_tone(440, false));
  EXPECT_GT(a.hears(800), 4000);
  peer.direction = Direction::sendrecv;
  ASSERT_TRUE(engine_.set_rtp_peer(anna, peer));
  ASSERT_TRUE(b.await_tone(440));
}

TEST_F(EngineTest, sound_goes_where_it_comes_from_and_a_stranger_does_not_take_it_over) {
  RtpPhone a, b, stranger;
  ASSERT_TRUE(engine_.add_leg(anna));
  const auto port = engine_.open_rtp(anna);
  ASSERT_TRUE(port);
  auto elsewhere = a.peer();
  elsewhere.port = 9;  // as a phone behind NAT would say
  ASSERT_TRUE(engine_.set_rtp_peer(anna, elsewhere));
  a.start(*port, 440);
  connect(bert, b, 800);
  ASSERT_TRUE(engine_.bridge(anna, bert));
  ASSERT_TRUE(a.await_tone(800));
  stranger.start(*port, 1500);
  const auto heard = b.listen(8000);
  EXPECT_LT(goertzel(heard, 1500), 200);
  EXPECT_GT(goertzel(heard, 440), 4000);
  EXPECT_EQ(stranger.packets(), 0u);
  EXPECT_GT(engine_.stats(anna)->rejected, 10u);
  a.stop();
  ASSERT_TRUE(stranger.await_tone(800));  // after a silence it may: the phone may have moved
}

// In its best fifth of a second: a phone of a busy machine is late now and then, and silent meanwhile.
double loudest(std::span<const std::int16_t> sound, double hertz) {
  constexpr std::size_t window = 1600;
  double best = 0;
  for (; sound.size() >= window; sound = sound.subspan(window)) best = std::max(best, goertzel(sound.first(window), hertz));
  return best;
}

TEST_F(EngineTest, a_recording_has_the_two_sides_apart_with_its_pause_silent) {
  RtpPhone a, b;
  connect(anna, a, 440);
  connect(bert, b, 800);
  ASSERT_TRUE(engine_.bridge(anna, bert));
  ASSERT_TRUE(a.await_tone(800));
  ASSERT_TRUE(b.await_tone(440));
  ASSERT_TRUE(engine_.start_recording(anna, {77, {anna}, {bert}, RecordingFormat::pcm16}));
  std::vector<std::vector<std::uint8_t>> chunks;
  chunks.push_back(log_.await<RecordingChunk>().bytes);
  chunks.push_back(log_.await<RecordingChunk>().bytes);
  ASSERT_TRUE(engine_.pause_recording(anna, true));
  a.listen(8000);
  ASSERT_TRUE(engine_.pause_recording(anna, false));
  a.listen(4000);
  ASSERT_TRUE(engine_.stop_recording(anna));
  const auto finished = log_.await<RecordingFinished>();
  EXPECT_EQ(finished.recording, 77);
  EXPECT_EQ(finished.chunks_dropped, 0u);
  while (chunks.size() < finished.chunks) chunks.push_back(log_.await<RecordingChunk>().bytes);
  EXPECT_NEAR(static_cast<double>(finished.samples), 3.5 * 8000, 6000);
  const auto wav = recording_to_wav(chunks);
  ASSERT_TRUE(wav);
  std::vector<std::int16_t> left, right;
  for (std::size_t at = 44; at + 4 <= wav->size(); at += 4) {
    left.push_back(static_cast<std::int16_t>((*wav)[at] | (*wav)[at + 1] << 8));
    right.push_back(static_cast<std::int16_t>((*wav)[at + 2] | (*wav)[at + 3] << 8));
  }
  EXPECT_EQ(static_cast<std::int64_t>(left.size()), finished.samples);
  EXPECT_NEAR(loudest(std::span(left).first(8000), 440), 8000, 600);
  EXPECT_LT(loudest(std::span(left).first(8000), 800), 200);
  EXPECT_NEAR(loudest(std::span(right).first(8000), 800), 8000, 600);
  EXPECT_EQ(rms(std::span(left).subspan(18000, 4000)), 0);
  EXPECT_NEAR(loudest(std::span(left).last(3200), 440), 8000, 600);
}

TEST_F(EngineTest, a_leg_outlives_its_transport) {
  RtpPhone a, b;
  connect(anna, a, 0);
  ASSERT_TRUE(engine_.set_background(anna, tone(600, 1000)));
  ASSERT_TRUE(a.await_tone(600));
  const auto port = engine_.open_rtp(anna);
  ASSERT_TRUE(port);
  ASSERT_TRUE(engine_.set_rtp_peer(anna, b.peer()));
  b.start(*port, 0);
  ASSERT_TRUE(b.await_tone(600));
  ASSERT_TRUE(engine_.close_transport(anna));
  EXPECT_TRUE(engine_.has_leg(anna));
}

TEST_F(EngineTest, a_removed_leg_ends_what_it_did_and_frees_its_port) {
  RtpPhone a;
  const auto port = connect(anna, a, 440);
  log_.await<MediaUp>();
  ASSERT_TRUE(engine_.play(anna, {3, {tone(600, 60000)}}));
  ASSERT_TRUE(a.await_tone(600));
  EXPECT_TRUE(engine_.remove_leg(anna));
  EXPECT_FALSE(engine_.remove_leg(anna));
  EXPECT_EQ(log_.await<PlayFinished>().why, PlayEnd::leg_removed);
  EXPECT_GT(log_.await<LegRemoved>().stats.packets_in, 0u);
  ASSERT_TRUE(engine_.add_leg(anna));
  // The port is free as soon as the courier has buried the old leg.
  bool again = false;
  for (const auto until = std::chrono::steady_clock::now() + testing::patience;
       !again && std::chrono::steady_clock::now() < until;)
    again = static_cast<bool>(engine_.open_rtp(anna, port));
  EXPECT_TRUE(again);
}

TEST_F(EngineTest, noise_on_the_port_is_counted_and_the_call_goes_on) {
  RtpPhone a, b;
  const auto port = connect(anna, a, 440);
  connect(bert, b, 800);
  ASSERT_TRUE(engine_.bridge(anna, bert));
  ASSERT_TRUE(b.await_tone(440));
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const auto to = Address{0x7F000001, port}.native();
  std::uint32_t wild = 7;
  for (int i = 0; i < 5000; ++i) {
    std::array<std::uint8_t, 200> noise{};
    for (auto& byte : noise) byte = static_cast<std::uint8_t>((wild = wild * 1664525u + 1013904223u) >> 24);
    if (i % 2 == 0) noise[0] = 0x80;
    if (i % 4 == 0) noise[1] = 8;
    sendto(fd, noise.data(), wild % noise.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
  }
  close(fd);
  ASSERT_TRUE(b.await_tone(440));
  EXPECT_GT(a.hears(800), 4000);
  EXPECT_GT(engine_.stats(anna)->rejected, 100u);
}

TEST(Engine, silence_is_reported_once_and_its_end_too) {
  EventLog log;
  auto impatient = options();
  impatient.rtp_timeout_ms = 1000;
  Engine engine(impatient, log.sink());
  ASSERT_TRUE(engine.add_leg(anna));
  const auto port = engine.open_rtp(anna);
  RtpPhone a;
  ASSERT_TRUE(engine.set_rtp_peer(anna, a.peer()));
  EXPECT_GE(log.await<MediaLost>().silent_ms, 1000);
  a.start(*port, 440);
  log.await<MediaUp>();
  a.stop();
  EXPECT_GE(log.await<MediaLost>().silent_ms, 1000);
  EXPECT_FALSE(engine.stats(anna)->media_up);
  EXPECT_EQ(log.count<MediaLost>(), 0u);
}

TEST(Engine, legs_of_two_threads_come_together_when_they_hear_each_other) {
  EventLog log;
  Engine engine(options(2), log.sink());
  RtpPhone a, b, c;
  RtpPhone* phones[] = {&a, &b, &c};
  const double tones[] = {440, 800, 1300};
  for (int i = 0; i < 3; ++i) {
    const LegId leg{i + 1};
    ASSERT_TRUE(engine.add_leg(leg, i + 1));
    const auto port = engine.open_rtp(leg);
    ASSERT_TRUE(engine.set_rtp_peer(leg, phones[i]->peer()));
    phones[i]->start(*port, tones[i]);
  }
  ASSERT_TRUE(engine.bridge(anna, bert));
  ASSERT_TRUE(a.await_tone(800));
  ASSERT_TRUE(b.await_tone(440));
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(engine.bridge(bert, carl));
    ASSERT_TRUE(engine.isolate(anna));
    ASSERT_TRUE(engine.bridge(anna, carl));
    ASSERT_TRUE(engine.isolate(bert));
  }
  ASSERT_TRUE(a.await_tone(1300));
  ASSERT_TRUE(c.await_tone(440));
  EXPECT_LT(b.hears(440), 100);
}

TEST(Engine, refusals_say_what_is_wrong) {
  EventLog log;
  auto narrow = options();
  narrow.port_low = 31990;
  narrow.port_high = 31993;
  Engine engine(narrow, log.sink());
  EXPECT_EQ(engine.open_rtp(anna).error().code, make_error_code(errc::unknown_leg));
  ASSERT_TRUE(engine.add_leg(anna));
  EXPECT_EQ(engine.add_leg(anna).error().code, make_error_code(errc::leg_exists));
  EXPECT_EQ(engine.bridge(anna, bert).error().code, make_error_code(errc::unknown_leg));
  EXPECT_EQ(engine.set_browser_peer(anna, {}).error().code, make_error_code(errc::unsupported));
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(engine.add_leg(LegId{10 + i}));
    EXPECT_TRUE(engine.open_rtp(LegId{10 + i}));
  }
  EXPECT_EQ(engine.open_rtp(anna).error().code, make_error_code(errc::no_ports));
  EXPECT_EQ(engine.address_towards("127.0.0.1"), "127.0.0.1");
}

}  // namespace
}  // namespace tandem::media
