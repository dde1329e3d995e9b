#include "media/sdp.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tandem::media::sdp {
namespace {

// As Chromium 156 writes it for addTransceiver('audio').
const std::string chromium_offer =
    "v=0\r\n"
    "o=- 2595628631598514816 2 IN IP4 127.0.0.1\r\n"
    "s=-\r\n"
    "t=0 0\r\n"
    "a=group:BUNDLE 0\r\n"
    "a=extmap-allow-mixed\r\n"
    "a=msid-semantic: WMS\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126\r\n"
    "c=IN IP4 0.0.0.0\r\n"
    "a=rtcp:9 IN IP4 0.0.0.0\r\n"
    "a=ice-ufrag:2mLO\r\n"
    "a=ice-pwd:kprigkK+uyl9vlefY82gWAST\r\n"
    "a=ice-options:trickle\r\n"
    "a=fingerprint:sha-256 "
    "E6:AA:39:E9:42:56:EB:3D:EF:07:7A:9B:73:94:85:24:27:F8:44:21:B2:A6:DC:49:52:FC:94:5C:AB:25:BA:0D\r\n"
    "a=setup:actpass\r\n"
    "a=mid:0\r\n"
    "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
    "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time\r\n"
    "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n"
    "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
    "a=sendrecv\r\n"
    "a=msid:- bff02e75-d7ee-4918-acc9-7373f5a2adb8\r\n"
    "a=rtcp-mux\r\n"
    "a=rtcp-rsize\r\n"
    "a=rtcp-xr:rcvr-rtt=all\r\n"
    "a=rtpmap:111 opus/48000/2\r\n"
    "a=rtcp-fb:111 transport-cc\r\n"
    "a=fmtp:111 minptime=10;useinbandfec=1\r\n"
    "a=rtpmap:63 red/48000/2\r\n"
    "a=fmtp:63 111/111\r\n"
    "a=rtpmap:9 G722/8000\r\n"
    "a=rtpmap:0 PCMU/8000\r\n"
    "a=rtpmap:8 PCMA/8000\r\n"
    "a=rtpmap:13 CN/8000\r\n"
    "a=rtpmap:110 telephone-event/48000\r\n"
    "a=rtpmap:126 telephone-event/8000\r\n"
    "a=ssrc:3099728327 cname:sZWoEbs2ATNhe0J/\r\n"
    "a=ssrc:3099728327 msid:- bff02e75-d7ee-4918-acc9-7373f5a2adb8\r\n";

const std::string phone_offer =
    "v=0\r\no=user1 53655765 2353687637 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\n"
    "m=video 4000 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    "m=audio 6000 RTP/AVP 9 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n"
    "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=rtcp:6005\r\n";

Description parsed(const std::string& text) {
  auto description = parse(text);
  EXPECT_TRUE(description) << (description ? "" : description.error().detail);
  return description ? *description : Description{};
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

RtpLocal rtp_local() {
  RtpLocal local;
  local.address = "198.51.100.1";
  local.port = 20000;
  return local;
}

BrowserSession browser_session() {
  BrowserSession session;
  session.local.ufrag = "abcd";
  session.local.password = "0123456789abcdef012345";
  std::string hex;
  for (int i = 0; i < 32; ++i) hex += i == 0 ? "AB" : ":AB";
  session.local.fingerprint = hex;
  session.local.candidates = {{"192.0.2.1", 20002, 2130706431}, {"127.0.0.1", 20002, 2130706175}};
  return session;
}

TEST(Sdp, phone_offer_is_answered_with_one_codec_its_event_type_and_refused_video) {
  const auto answer = rtp_answer(parsed(phone_offer), rtp_local());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->peer.address, "192.0.2.7");
  EXPECT_EQ(answer->peer.port, 6000);
  EXPECT_EQ(answer->peer.rtcp_port, 6005);
  EXPECT_EQ(answer->peer.codec, Codec::pcma);
  EXPECT_EQ(answer->peer.event_payload, 101);
  EXPECT_EQ(answer->peer.direction, Direction::sendrecv);
  EXPECT_NE(answer->text.find("m=video 0 RTP/AVP 96\r\nm=audio 20000 RTP/AVP 8 101\r\n"), std::string::npos);
  const auto accepted = rtp_accept(rtp_local(), parsed(answer->text));
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->address, "198.51.100.1");
  EXPECT_EQ(accepted->codec, Codec::pcma);
}

TEST(Sdp, hold_is_understood_in_all_its_spellings) {
  const auto direction = [](const std::string& offer) {
    const auto answer = rtp_answer(parsed(offer), rtp_local());
    EXPECT_TRUE(answer);
    return answer ? answer->peer.direction : Direction::sendrecv;
  };
  EXPECT_EQ(direction(phone_offer + "a=sendonly\r\n"), Direction::recvonly);
  EXPECT_EQ(direction(phone_offer + "a=recvonly\r\n"), Direction::sendonly);
  EXPECT_EQ(direction(phone_offer + "a=inactive\r\n"), Direction::inactive);
  EXPECT_EQ(direction(with(phone_offer, "t=0 0\r\n", "t=0 0\r\na=sendonly\r\n")), Direction::recvonly);
  EXPECT_EQ(direction(with(phone_offer, "c=IN IP4 192.0.2.7", "c=IN IP4 0.0.0.0")), Direction::recvonly);
  auto holding = rtp_local();
  holding.direction = Direction::sendonly;
  const auto answer = rtp_answer(parsed(phone_offer + "a=sendonly\r\n"), holding);
  ASSERT_TRUE(answer);
  EXPECT_NE(answer->text.find("a=inactive"), std::string::npos);
}

TEST(Sdp, our_offer_reads_back_as_we_meant_it) {
  const auto offer = parsed(rtp_offer(rtp_local()));
  ASSERT_EQ(offer.media.size(), 1u);
  EXPECT_EQ(offer.media[0].formats, (std::vector<std::string>{"8", "0", "101"}));
  EXPECT_EQ(offer.media[0].address, "198.51.100.1");
  EXPECT_NE(offer.media[0].find("sendrecv"), nullptr);
}

TEST(Sdp, offers_we_cannot_speak_are_refused) {
  EXPECT_FALSE(rtp_answer(parsed(chromium_offer), rtp_local()));
  EXPECT_FALSE(rtp_answer(parsed(with(phone_offer, "9 8 0 101", "9 18")), rtp_local()));
  EXPECT_FALSE(rtp_answer(parsed(with(phone_offer, "m=audio 6000", "m=audio 0")), rtp_local()));
  EXPECT_FALSE(rtp_answer(parsed(with(phone_offer, "IP4 192.0.2.7", "IP6 ::1")), rtp_local()));
  EXPECT_FALSE(browser_answer(parsed(phone_offer), browser_session()));
  EXPECT_FALSE(browser_answer(parsed(with(chromium_offer, "a=rtcp-mux\r\n", "")), browser_session()));
  EXPECT_FALSE(browser_answer(parsed(with(chromium_offer, "setup:actpass", "setup:passive")), browser_session()));
  EXPECT_FALSE(
      browser_answer(parsed(with(chromium_offer, "fingerprint:sha-256", "fingerprint:sha-1")), browser_session()));
  EXPECT_FALSE(browser_answer(parsed(with(chromium_offer, "a=ice-pwd:", "a=ice-pwd:<")), browser_session()));
}

TEST(Sdp, chromium_offer_is_answered_passive_lite_and_with_its_mid) {
  const auto answer = browser_answer(parsed(chromium_offer), browser_session());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->peer.codec, Codec::pcmu);
  EXPECT_EQ(answer->peer.event_payload, 126);
  EXPECT_EQ(answer->peer.mid, "0");
  EXPECT_EQ(answer->peer.ufrag, *parsed(chromium_offer).media[0].find("ice-ufrag"));
  EXPECT_EQ(answer->peer.fingerprint.size(), 95u);
  const auto text = parsed(answer->text);
  EXPECT_NE(text.find("ice-lite"), nullptr);
  EXPECT_EQ(*text.find("group"), "BUNDLE 0");
  const auto& media = text.media.at(0);
  EXPECT_EQ(media.protocol, "UDP/TLS/RTP/SAVPF");
  EXPECT_EQ(media.formats, (std::vector<std::string>{"0", "126"}));
  EXPECT_EQ(*media.find("setup"), "passive");
  EXPECT_EQ(*media.find("mid"), "0");
  EXPECT_EQ(*media.find("candidate"), "1 1 udp 2130706431 192.0.2.1 20002 typ host");
  EXPECT_NE(media.find("rtcp-mux"), nullptr);
  EXPECT_NE(media.find("end-of-candidates"), nullptr);
  EXPECT_NE(media.find("sendrecv"), nullptr);
}

TEST(Sdp, our_offer_to_a_browser_is_actpass_and_its_answer_is_read) {
  const auto offer = parsed(browser_offer(browser_session()));
  EXPECT_EQ(*offer.media.at(0).find("setup"), "actpass");
  EXPECT_NE(offer.find("ice-lite"), nullptr);
  const auto peer = browser_accept(browser_session(), parsed(with(chromium_offer, "setup:actpass", "setup:active")));
  ASSERT_TRUE(peer);
  EXPECT_EQ(peer->mid, "0");
}

TEST(Sdp, video_beside_audio_is_refused_in_place_and_left_out_of_the_bundle) {
  auto text = with(chromium_offer, "BUNDLE 0", "BUNDLE 0 1");
  text += "m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\n";
  const auto answer = browser_answer(parsed(text), browser_session());
  ASSERT_TRUE(answer);
  EXPECT_EQ(*parsed(answer->text).find("group"), "BUNDLE 0");
  EXPECT_NE(answer->text.find("m=video 0 UDP/TLS/RTP/SAVPF 96"), std::string::npos);
}

TEST(Sdp, hostile_text_is_refused_or_bounded) {
  EXPECT_FALSE(parse(""));
  EXPECT_FALSE(parse("hello"));
  EXPECT_FALSE(parse(std::string(70000, 'a')));
  EXPECT_FALSE(parse("v=0\r\nm=audio 99999 RTP/AVP 0\r\n"));
  EXPECT_FALSE(parse("v=0\r\nm=audio 1 RTP/AVP\r\n"));
  EXPECT_FALSE(parse(std::string("v=0\r\ns=a\0b\r\n", 11)));
  std::string many = "v=0\r\n";
  for (int i = 0; i < 17; ++i) many += "m=audio 1 RTP/AVP 0\r\n";
  EXPECT_FALSE(parse(many));
  std::string attributes = "v=0\r\n";
  for (int i = 0; i < 600; ++i) attributes += "a=x\r\n";
  EXPECT_FALSE(parse(attributes));
  for (std::size_t cut = 0; cut < chromium_offer.size(); ++cut) {
    const auto part = parse(chromium_offer.substr(0, cut));
    if (part) static_cast<void>(browser_answer(*part, browser_session()));
  }
  EXPECT_TRUE(parse("v=0\no=- 1 1 IN IP4 1.2.3.4\ns=-\nt=0 0\n"));
}

}  // namespace
}  // namespace tandem::media::sdp
