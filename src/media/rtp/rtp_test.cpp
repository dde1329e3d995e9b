#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "media/rtp/jitter_buffer.hpp"
#include "media/rtp/packet.hpp"
#include "media/rtp/reception.hpp"
#include "media/rtp/rtcp.hpp"
#include "media/rtp/telephone_event.hpp"
#include "media/sound/g711.hpp"

namespace tandem::media {
namespace {

TEST(RtpPacket, header_extension_sources_and_padding_are_stepped_over) {
  std::vector<std::uint8_t> bytes = {0xB1, 0x88, 0x12, 0x34, 0, 0, 0, 160, 1, 2, 3, 4,  // V=2 P X CC=1, M PT=8
                                     9,    9,    9,    9,                               // CSRC
                                     0xBE, 0xDE, 0,    1,    5, 5, 5, 5,                // extension of one word
                                     7,    8,    0,    2};                              // payload, padding of two
  const auto packet = parse_rtp(bytes);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->payload_type, 8);
  EXPECT_TRUE(packet->marker);
  EXPECT_EQ(packet->sequence, 0x1234);
  EXPECT_EQ(packet->timestamp, 160u);
  EXPECT_EQ(packet->ssrc, 0x01020304u);
  EXPECT_EQ(std::vector<std::uint8_t>(packet->payload.begin(), packet->payload.end()),
            (std::vector<std::uint8_t>{7, 8}));
  for (std::size_t cut = 0; cut < 24; ++cut) EXPECT_FALSE(parse_rtp(std::span(bytes).first(cut))) << cut;
  bytes.back() = 200;
  EXPECT_FALSE(parse_rtp(bytes));
}

TEST(RtpPacket, datagrams_of_a_shared_port_are_told_apart) {
  const auto kind = [](std::uint8_t a, std::uint8_t b) { return kind_of(std::array<std::uint8_t, 2>{a, b}); };
  EXPECT_EQ(kind(0, 1), DatagramKind::stun);
  EXPECT_EQ(kind(22, 254), DatagramKind::dtls);
  EXPECT_EQ(kind(0x80, 0), DatagramKind::rtp);
  EXPECT_EQ(kind(0x80, 0x80 | 126), DatagramKind::rtp);
  EXPECT_EQ(kind(0x80, 200), DatagramKind::rtcp);
  EXPECT_EQ(kind(0xFF, 1), DatagramKind::other);
  EXPECT_EQ(kind_of({}), DatagramKind::other);
}

RtpPacket event(std::array<std::uint8_t, 4>& room, int key, bool end, int duration, std::uint32_t timestamp,
                bool marker) {
  room = {static_cast<std::uint8_t>(key), static_cast<std::uint8_t>(end ? 0x8A : 0x0A),
          static_cast<std::uint8_t>(duration >> 8), static_cast<std::uint8_t>(duration)};
  RtpPacket packet;
  packet.payload_type = 101;
  packet.marker = marker;
  packet.timestamp = timestamp;
  packet.ssrc = 1;
  packet.payload = room;
  return packet;
}

class Digits4733 : public ::testing::Test {
 protected:
  void give(int key, bool end, int duration, std::uint32_t timestamp, bool marker = false) {
    if (const auto digit = detector_.receive(event(room_, key, end, duration, timestamp, marker))) heard_ += *digit;
  }
  DigitDetector detector_;
  std::array<std::uint8_t, 4> room_{};
  std::string heard_;
};

TEST_F(Digits4733, a_key_counts_once_however_often_it_is_repeated) {
  give(5, false, 160, 1000, true);
  give(5, false, 320, 1000);
  for (int i = 0; i < 3; ++i) give(5, true, 480, 1000);
  EXPECT_EQ(heard_, "5");
}

TEST_F(Digits4733, a_key_whose_start_was_lost_counts_by_its_end) {
  give(1, true, 800, 1000);
  give(1, true, 800, 1000);
  give(11, true, 400, 4000);
  EXPECT_EQ(heard_, "1#");
}

TEST_F(Digits4733, the_same_key_twice_and_stragglers_of_the_first) {
  give(7, false, 160, 1000, true);
  give(7, true, 400, 1000);
  give(7, false, 160, 2000, true);
  give(7, true, 400, 1000);
  give(7, true, 400, 2000);
  EXPECT_EQ(heard_, "77");
}

TEST_F(Digits4733, a_key_held_for_longer_than_the_duration_field_is_one_key) {
  give(3, false, 160, 1000, true);
  give(3, false, 0xFFFF, 1000);
  give(3, false, 160, 1000 + 0xFFFF);
  give(3, true, 4000, 1000 + 0xFFFF);
  EXPECT_EQ(heard_, "3");
}

TEST_F(Digits4733, timestamps_may_wrap_and_flash_is_no_digit) {
  give(2, true, 400, 0xFFFFFF00u, true);
  give(4, true, 400, 0x00000100u, true);
  give(16, true, 400, 0x00010100u, true);
  EXPECT_EQ(heard_, "24");
}

TEST_F(Digits4733, what_we_send_is_what_is_heard) {
  DigitSender sender;
  ASSERT_TRUE(sender.add("19*0#d"));
  int ticks = 0;
  for (std::uint32_t now = 0; sender.busy(); now += 160, ++ticks)
    if (const auto packet = sender.tick(now)) {
      RtpPacket rtp;
      rtp.marker = packet->marker;
      rtp.timestamp = packet->timestamp;
      rtp.payload = packet->payload;
      if (const auto digit = detector_.receive(rtp)) heard_ += *digit;
    }
  EXPECT_EQ(heard_, "19*0#D");
  EXPECT_EQ(ticks, 6 * 11);
  EXPECT_FALSE(sender.add(std::string(65, '1')));
}

std::vector<std::uint8_t> frame_of(int level) {
  const auto code = alaw_from_linear(static_cast<std::int16_t>(level));
  return std::vector<std::uint8_t>(160, code);
}
int level_of(int level) { return linear_from_alaw(alaw_from_linear(static_cast<std::int16_t>(level))); }

TEST(JitterBuffer, packets_out_of_order_play_in_order_after_the_delay) {
  JitterBuffer buffer(60);
  for (const int i : {0, 2, 1, 3})
    EXPECT_TRUE(buffer.put(static_cast<std::uint32_t>(i * 160), Codec::pcma, frame_of(1000 * (i + 1))));
  std::int16_t out[160];
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(buffer.take(out));
    EXPECT_EQ(out[0], 0);
  }
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(buffer.take(out));
    EXPECT_EQ(out[0], level_of(1000 * (i + 1)));
    EXPECT_EQ(out[159], level_of(1000 * (i + 1)));
  }
  EXPECT_FALSE(buffer.take(out));
}

TEST(JitterBuffer, packets_of_30_ms_play_seamlessly_and_a_lost_one_is_silent) {
  JitterBuffer buffer(40);
  std::int16_t out[160];
  const std::vector<std::uint8_t> long_packet(240, alaw_from_linear(4000));
  int taken = 0, silent = 0;
  for (int i = 0; i < 20; ++i) {
    if (i != 10) buffer.put(static_cast<std::uint32_t>(i * 240), Codec::pcma, long_packet);
    while (taken * 160 < (i + 1) * 240 - 320) {
      ASSERT_TRUE(buffer.take(out));
      ++taken;
      for (const auto s : out) silent += s == 0 ? 1 : 0;
    }
  }
  EXPECT_EQ(silent, 320 + 240);
}

TEST(JitterBuffer, late_packets_are_refused_until_the_timeline_has_moved) {
  JitterBuffer buffer(40);
  std::int16_t out[160];
  for (std::uint32_t i = 0; i < 10; ++i) buffer.put(100000 + i * 160, Codec::pcma, frame_of(500));
  for (int i = 0; i < 5; ++i) buffer.take(out);
  EXPECT_FALSE(buffer.put(100000, Codec::pcma, frame_of(500)));
  int refused = 0;
  for (std::uint32_t i = 0; i < 20; ++i) refused += buffer.put(5000 + i * 160, Codec::pcma, frame_of(500)) ? 0 : 1;
  EXPECT_LE(refused, 10);
  EXPECT_TRUE(buffer.take(out));
}

TEST(JitterBuffer, a_fast_sender_does_not_pile_up_delay) {
  JitterBuffer buffer(60);
  std::int16_t out[160];
  std::uint32_t sent = 0;
  for (int tick = 0; tick < 20000; ++tick) {  // the sender gains 1 per mille, ten times what crystals do
    while (sent * 1000 < static_cast<std::uint32_t>(tick) * 1001) buffer.put(sent++ * 160, Codec::pcma, frame_of(500));
    static_cast<void>(buffer.take(out));
  }
  int left = 0;
  while (buffer.take(out)) ++left;
  EXPECT_LT(left, 12);
}

TEST(JitterBuffer, wild_timestamps_and_sizes_do_no_harm) {
  JitterBuffer buffer(60);
  std::int16_t out[160];
  std::uint32_t wild = 1;
  for (int i = 0; i < 20000; ++i) {
    wild = wild * 1664525u + 1013904223u;
    buffer.put(wild, Codec::pcmu, std::vector<std::uint8_t>(wild >> 19, 0x55));
    if ((wild & 3) == 0) buffer.take(out);
  }
}

TEST(Reception, losses_wraps_doubles_and_new_streams_are_counted) {
  Reception reception;
  std::uint32_t at = 0;
  for (std::uint32_t i = 65530; i < 65550; ++i, at += 160)
    if (i != 65540) reception.packet(1, static_cast<std::uint16_t>(i), at, at);
  EXPECT_EQ(reception.lost(), 1u);
  EXPECT_EQ(reception.highest_sequence(), 65549u);
  EXPECT_EQ(reception.jitter(), 0u);
  EXPECT_EQ(reception.fraction_lost(), 256 / 20);
  EXPECT_EQ(reception.fraction_lost(), 0);
  reception.packet(2, 100, at, at);
  reception.packet(2, 103, at + 480, at + 480 + 80);
  EXPECT_EQ(reception.lost(), 3u);
  EXPECT_EQ(reception.jitter(), 5u);
}

TEST(Rtcp, sender_report_is_well_formed_and_broken_ones_are_refused) {
  SenderReport report;
  report.ssrc = 0x11223344;
  report.ntp = 0x0102030405060708;
  report.block = ReportBlock{};
  const auto bytes = write_sender_report(report);
  EXPECT_EQ(bytes.size() % 4, 0u);
  const auto summary = parse_rtcp(bytes);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->sender_report_ntp, 0x03040506u);
  EXPECT_FALSE(summary->bye);
  for (std::size_t cut = 1; cut < bytes.size(); ++cut)
    if (cut != 52) EXPECT_FALSE(parse_rtcp(std::span(bytes).first(cut))) << cut;
}

}  // namespace
}  // namespace tandem::media
