#include <gtest/gtest.h>

#include "media/engine.hpp"
#include "media/testing/browser.hpp"
#include "media/testing/phone.hpp"

namespace tandem::media {
namespace {

using testing::EventLog;
using testing::RtpPhone;
using testing::TestBrowser;

constexpr LegId agent{1}, caller{2};

class BrowserTest : public ::testing::Test {
 protected:
  BrowserLocal open() {
    if (!engine_.has_leg(agent)) EXPECT_TRUE(engine_.add_leg(agent));
    const auto local = engine_.open_browser(agent);
    EXPECT_TRUE(local);
    return *local;
  }
  // A phone with a tone, bridged with the agent.
  void call(RtpPhone& phone, double hertz) {
    ASSERT_TRUE(engine_.add_leg(caller));
    const auto port = engine_.open_rtp(caller);
    ASSERT_TRUE(engine_.set_rtp_peer(caller, phone.peer()));
    phone.start(*port, hertz);
    ASSERT_TRUE(engine_.bridge(agent, caller));
  }
  static EngineOptions options() {
    EngineOptions out;
    out.port_low = 32000;
    out.port_high = 32999;
    return out;
  }

  EventLog log_;
  Engine engine_{options(), log_.sink()};
};

class BrowserProfiles : public BrowserTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(BrowserProfiles, sound_flows_both_ways_over_dtls_srtp) {
  TestBrowser browser(GetParam());
  const auto local = open();
  browser.aim(local);
  ASSERT_TRUE(engine_.set_browser_peer(agent, browser.peer()));
  ASSERT_TRUE(browser.check(local.password));
  ASSERT_TRUE(browser.handshake());
  EXPECT_EQ(browser.srtp_profile(), GetParam());
  browser.start_srtp();
  EXPECT_EQ(log_.await<MediaUp>().leg, agent);
  RtpPhone phone;
  call(phone, 440);
  browser.talk(30, 800);
  const auto heard = browser.talk(60, 800);
  ASSERT_GT(heard.size(), 6400u);
  EXPECT_NEAR(goertzel(std::span(heard).last(4800), 440), 8000, 800);
  const auto stats = engine_.stats(agent);
  EXPECT_GT(stats->packets_in, 80u);
  EXPECT_EQ(stats->lost, 0u);
  EXPECT_NEAR(stats->rms_in, 5657, 1200);
  browser.leave();
  EXPECT_EQ(log_.await<TransportFailed>().leg, agent);
  EXPECT_TRUE(engine_.has_leg(agent));
}

INSTANTIATE_TEST_SUITE_P(Both, BrowserProfiles, ::testing::Values("SRTP_AEAD_AES_128_GCM", "SRTP_AES128_CM_SHA1_80"));

TEST_F(BrowserTest, dtls_may_end_before_the_sdp_answer_tells_the_fingerprint) {
  TestBrowser browser("SRTP_AES128_CM_SHA1_80");
  const auto local = open();
  browser.aim(local);
  ASSERT_TRUE(browser.check(local.password));
  ASSERT_TRUE(browser.handshake());
  browser.start_srtp();
  EXPECT_TRUE(browser.talk(10, 800).empty());
  EXPECT_EQ(engine_.stats(agent)->packets_in, 0u);
  ASSERT_TRUE(engine_.set_browser_peer(agent, browser.peer()));
  EXPECT_EQ(log_.await<MediaUp>().leg, agent);
  EXPECT_FALSE(browser.talk(10, 800).empty());
  EXPECT_GT(engine_.stats(agent)->packets_in, 0u);
}

TEST_F(BrowserTest, a_wrong_certificate_gets_no_sound) {
  TestBrowser browser("SRTP_AES128_CM_SHA1_80"), other("SRTP_AES128_CM_SHA1_80");
  const auto local = open();
  browser.aim(local);
  ASSERT_TRUE(engine_.set_browser_peer(agent, other.peer()));
  ASSERT_TRUE(browser.check(local.password));
  ASSERT_TRUE(browser.handshake());
  EXPECT_NE(log_.await<TransportFailed>().reason.find("certificate"), std::string::npos);
  browser.start_srtp();
  EXPECT_TRUE(browser.talk(10, 800).empty());
}

TEST_F(BrowserTest, who_does_not_know_the_password_gets_no_answer_and_no_handshake) {
  TestBrowser browser("SRTP_AES128_CM_SHA1_80");
  const auto local = open();
  browser.aim(local);
  EXPECT_FALSE(browser.check("wrong password wrong pass"));
  // A ClientHello from an address that passed no check is not answered: the handshake starts over after the check.
  const std::vector<std::uint8_t> hello{22, 254, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1};
  browser.send(hello);
  EXPECT_TRUE(browser.check(local.password));
}

TEST_F(BrowserTest, a_reloaded_page_takes_the_same_leg_over) {
  RtpPhone phone;
  double heard_hertz = 800;
  for (int load = 0; load < 2; ++load, heard_hertz = 1300) {
    TestBrowser browser("SRTP_AES128_CM_SHA1_80");
    const auto local = open();
    browser.aim(local);
    ASSERT_TRUE(engine_.set_browser_peer(agent, browser.peer()));
    ASSERT_TRUE(browser.check(local.password));
    ASSERT_TRUE(browser.handshake());
    browser.start_srtp();
    EXPECT_FALSE(log_.await<MediaUp>([](const MediaUp& up) { return up.leg == agent; }).resumed);
    if (load == 0) call(phone, 440);
    browser.talk(20, heard_hertz);
    const auto heard = browser.talk(30, heard_hertz);
    ASSERT_GT(heard.size(), 3200u);
    EXPECT_GT(goertzel(std::span(heard).last(3200), 440), 4000);
  }
}

TEST_F(BrowserTest, noise_of_every_kind_on_the_port_does_no_harm) {
  TestBrowser browser("SRTP_AES128_CM_SHA1_80");
  const auto local = open();
  browser.aim(local);
  ASSERT_TRUE(engine_.set_browser_peer(agent, browser.peer()));
  ASSERT_TRUE(browser.check(local.password));
  for (int i = 0; i < 3000; ++i) {
    std::vector<std::uint8_t> noise(random_32() % 300);
    for (auto& b : noise) b = static_cast<std::uint8_t>(random_32());
    if (!noise.empty() && i % 3 == 0) noise[0] = static_cast<std::uint8_t>(20 + i % 4);  // DTLS
    if (!noise.empty() && i % 3 == 1) noise[0] = 0x80;                                   // RTP
    browser.send(noise);
  }
  EXPECT_TRUE(browser.check(local.password));
  EXPECT_TRUE(browser.handshake());
}

}  // namespace
}  // namespace tandem::media
