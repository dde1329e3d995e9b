#include <gtest/gtest.h>

#include "channels/voice/sip/access/admission.hpp"
#include "channels/voice/sip/access/digest.hpp"
#include "channels/voice/sip/access/registrar.hpp"
#include "channels/voice/sip/session_timer.hpp"

namespace tandem::sip {
namespace {

std::string param(const std::string& header, const std::string& name) {
  const auto at = header.find(name + "=\"") + name.size() + 2;
  return header.substr(at, header.find('"', at) - at);
}

Credentials proof(DigestAlgorithm algorithm, const std::string& nonce, const std::string& nc,
                  const std::string& secret, const std::string& method = "REGISTER") {
  const std::string ha1 = digest_hash(algorithm, "a1:tandem:" + secret);
  return {"Digest",
          {{"username", "a1"},
           {"realm", "tandem"},
           {"nonce", nonce},
           {"uri", "sip:tandem"},
           {"algorithm", algorithm == DigestAlgorithm::md5 ? "MD5" : "SHA-256"},
           {"qop", "auth"},
           {"nc", nc},
           {"cnonce", "abc"},
           {"response", digest_response(algorithm, ha1, nonce, nc, "abc", method, "sip:tandem")}}};
}

class DigestTest : public ::testing::Test {
 protected:
  DigestVerdict verdict(const Credentials& given, std::int64_t now = 1000, const std::string& ip = "192.0.2.1") {
    return auth.prove(auth.read({given}, ip, now), DigestSecret{"s3cret", {}, {}}, "REGISTER");
  }
  DigestAuth auth{{"tandem", 60'000, 4}};
  std::string nonce = param(auth.challenges("192.0.2.1", 1000, false).front(), "nonce");
};

// RFC 7616 §3.9.1.
TEST(Digest, example_of_the_rfc_comes_out) {
  const char* nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  const char* cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  const std::string text = "Mufasa:http-auth@example.org:Circle of Life";
  EXPECT_EQ(digest_response(DigestAlgorithm::sha256, digest_hash(DigestAlgorithm::sha256, text), nonce, "00000001",
                            cnonce, "GET", "/dir/index.html"),
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  EXPECT_EQ(digest_response(DigestAlgorithm::md5, digest_hash(DigestAlgorithm::md5, text), nonce, "00000001", cnonce,
                            "GET", "/dir/index.html"),
            "8ca523f5e9506fed4657c9700eebdbec");
}

TEST_F(DigestTest, the_stronger_algorithm_is_offered_first_where_it_is_asked_for) {
  EXPECT_EQ(auth.challenges("192.0.2.1", 1, false).size(), 1u);
  DigestAuth both{{"tandem", 60'000, 4, true}};
  const auto offered = both.challenges("192.0.2.1", 1, true);
  ASSERT_EQ(offered.size(), 2u);
  EXPECT_NE(offered[0].find("algorithm=SHA-256"), std::string::npos);
  EXPECT_NE(offered[1].find("algorithm=MD5"), std::string::npos);
  EXPECT_NE(offered[0].find("stale=true"), std::string::npos);
}

TEST_F(DigestTest, right_secret_is_accepted_and_counts_move_on) {
  EXPECT_EQ(verdict(proof(DigestAlgorithm::sha256, nonce, "00000001", "s3cret")), DigestVerdict::accepted);
  EXPECT_EQ(verdict(proof(DigestAlgorithm::md5, nonce, "00000003", "s3cret")), DigestVerdict::accepted);
  EXPECT_EQ(verdict(proof(DigestAlgorithm::md5, nonce, "00000002", "s3cret")), DigestVerdict::accepted) << "overtaken";
}

TEST_F(DigestTest, the_same_credentials_twice_are_stale) {
  const auto given = proof(DigestAlgorithm::sha256, nonce, "00000001", "s3cret");
  EXPECT_EQ(verdict(given), DigestVerdict::accepted);
  EXPECT_EQ(verdict(given), DigestVerdict::stale);
}

TEST_F(DigestTest, wrong_secret_unknown_user_and_other_method_are_refused) {
  EXPECT_EQ(verdict(proof(DigestAlgorithm::sha256, nonce, "00000001", "guess")), DigestVerdict::refused);
  EXPECT_EQ(verdict(proof(DigestAlgorithm::sha256, nonce, "00000001", "s3cret", "INVITE")), DigestVerdict::refused);
  const auto claim = auth.read({proof(DigestAlgorithm::md5, nonce, "1", "s3cret")}, "192.0.2.1", 1000);
  EXPECT_EQ(auth.prove(claim, std::nullopt, "REGISTER"), DigestVerdict::refused);
}

TEST_F(DigestTest, old_foreign_and_forged_nonces_are_stale) {
  const auto given = proof(DigestAlgorithm::sha256, nonce, "00000001", "s3cret");
  EXPECT_EQ(verdict(given, 61'001), DigestVerdict::stale);
  EXPECT_EQ(verdict(given, 1000, "192.0.2.2"), DigestVerdict::stale);
  EXPECT_EQ(verdict(proof(DigestAlgorithm::md5, std::string(64, 'a'), "1", "s3cret")), DigestVerdict::stale);
  EXPECT_EQ(verdict(proof(DigestAlgorithm::md5, "", "1", "s3cret")), DigestVerdict::stale);
}

TEST_F(DigestTest, forgotten_nonces_cannot_be_used_again) {
  const auto first = proof(DigestAlgorithm::md5, nonce, "1", "s3cret");
  EXPECT_EQ(verdict(first), DigestVerdict::accepted);
  for (int i = 0; i < 4; ++i) {
    const std::string next = param(auth.challenges("192.0.2.1", 1001 + i, false).front(), "nonce");
    EXPECT_EQ(verdict(proof(DigestAlgorithm::md5, next, "1", "s3cret"), 1010), DigestVerdict::accepted);
  }
  EXPECT_EQ(verdict(first, 1010), DigestVerdict::stale);
}

TEST_F(DigestTest, credentials_without_protection_against_replay_count_for_nothing) {
  auto given = proof(DigestAlgorithm::md5, nonce, "1", "s3cret");
  for (auto& [name, value] : given.params)
    if (name == "qop") value = "";
  EXPECT_EQ(verdict(given), DigestVerdict::missing);
  EXPECT_EQ(verdict({"NoOneKnowsThisScheme", {}}), DigestVerdict::missing);
}

Message registration(std::vector<ContactValue> contacts, std::uint32_t cseq, std::optional<std::uint32_t> expires = 600,
                     const std::string& call_id = "r1") {
  Message out;
  out.method = "REGISTER";
  out.contacts = std::move(contacts);
  out.cseq = cseq;
  out.call_id = call_id;
  out.expires_s = expires;
  out.source = {"192.0.2.1", 5060, "udp"};
  return out;
}

class RegistrarTest : public ::testing::Test {
 protected:
  Registrar registrar{Registrar::Options{60, 3600, 600, 3, 10}};
};

TEST_F(RegistrarTest, bindings_come_and_expire) {
  auto answer = registrar.handle("a1", registration({{"sip:a1@192.0.2.1", {}, {}}}, 1), 0);
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.reachable_changed);
  EXPECT_EQ(answer.headers.at(0).second, "<sip:a1@192.0.2.1>;expires=600");
  EXPECT_EQ(registrar.bindings("a1", 599'999).size(), 1u);
  EXPECT_EQ(registrar.bindings("a1", 600'000).size(), 0u);
  EXPECT_EQ(registrar.sweep(600'000), std::vector<std::string>{"a1"});
}

TEST_F(RegistrarTest, too_brief_an_expiry_is_refused_and_long_ones_are_cut) {
  const auto brief = registrar.handle("a1", registration({{"sip:a1@192.0.2.1", 30, {}}}, 1), 0);
  EXPECT_EQ(brief.status, 423);
  EXPECT_EQ(brief.headers.at(0).second, "60");
  const auto cut = registrar.handle("a1", registration({{"sip:a1@192.0.2.1", 4'000'000'000u, {}}}, 2), 0);
  EXPECT_EQ(cut.headers.at(0).second, "<sip:a1@192.0.2.1>;expires=3600");
}

TEST_F(RegistrarTest, star_takes_all_away_only_with_expires_zero) {
  registrar.handle("a1", registration({{"sip:a1@192.0.2.1", {}, {}}, {"sip:a1@192.0.2.2", {}, {}}}, 1), 0);
  auto star = registration({}, 2, 600);
  star.contact_star = true;
  EXPECT_EQ(registrar.handle("a1", star, 0).status, 400);
  star.expires_s = 0;
  EXPECT_TRUE(registrar.handle("a1", star, 0).reachable_changed);
  EXPECT_TRUE(registrar.bindings("a1", 0).empty());
}

TEST_F(RegistrarTest, requests_out_of_order_change_nothing) {
  registrar.handle("a1", registration({{"sip:a1@192.0.2.1", {}, {}}}, 5), 0);
  EXPECT_EQ(registrar.handle("a1", registration({{"sip:a1@192.0.2.1", 0, {}}}, 4), 0).status, 500);
  EXPECT_EQ(registrar.bindings("a1", 0).size(), 1u);
  EXPECT_EQ(registrar.handle("a1", registration({{"sip:a1@192.0.2.1", 0, {}}}, 1, 600, "r2"), 0).status, 200);
  EXPECT_TRUE(registrar.bindings("a1", 0).empty());
}

TEST_F(RegistrarTest, contacts_and_users_are_bounded) {
  for (std::uint32_t i = 1; i <= 5; ++i)
    registrar.handle("a1", registration({{"sip:a1@192.0.2." + std::to_string(i), {}, {}}}, i), i);
  const auto kept = registrar.bindings("a1", 10);
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept.front().contact, "sip:a1@192.0.2.5");
  for (int i = 0; i < 20; ++i)
    registrar.handle("u" + std::to_string(i), registration({{"sip:u@192.0.2.1", {}, {}}}, 1), 0);
  EXPECT_EQ(registrar.users(), 10u);
  EXPECT_EQ(registrar.handle("late", registration({{"sip:u@192.0.2.1", {}, {}}}, 1), 0).status, 503);
}

TEST_F(RegistrarTest, contacts_that_are_not_sip_are_refused) {
  EXPECT_EQ(registrar.handle("a1", registration({{"tel:+8613800138000", {}, {}}}, 1), 0).status, 400);
  EXPECT_EQ(registrar.handle("a1", registration({{"http://x", {}, {}}}, 1), 0).status, 400);
}

TEST(Admission, address_ranges) {
  EXPECT_TRUE(Cidr::parse("127.0.0.0/8")->contains("127.1.2.3"));
  EXPECT_FALSE(Cidr::parse("127.0.0.0/8")->contains("128.0.0.1"));
  EXPECT_TRUE(Cidr::parse("192.0.2.7")->contains("192.0.2.7"));
  EXPECT_FALSE(Cidr::parse("192.0.2.7")->contains("192.0.2.6"));
  EXPECT_TRUE(Cidr::parse("2001:db8::/33")->contains("2001:db8:7fff::1"));
  EXPECT_FALSE(Cidr::parse("2001:db8::/33")->contains("2001:db8:8000::1"));
  EXPECT_FALSE(Cidr::parse("0.0.0.0/0")->contains("::1"));
  for (const char* bad : {"", "127.0.0.1/33", "127.0.0.1/-1", "127.0.0.1/", "127.0.0.1/8x", "carrier.example"})
    EXPECT_FALSE(Cidr::parse(bad)) << bad;
}

TEST(Admission, source_that_keeps_failing_is_blocked_for_a_while) {
  Throttle throttle({3, 1000, 2});
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(throttle.blocked("x", 0));
    throttle.failed("x", 0);
  }
  EXPECT_TRUE(throttle.blocked("x", 500));
  EXPECT_FALSE(throttle.blocked("x", 1000));
  EXPECT_FALSE(throttle.blocked("y", 500));
  throttle.succeeded("x");
  EXPECT_FALSE(throttle.blocked("x", 0));
}

TEST(SessionTimer, who_refreshes_is_settled_as_the_rfc_says) {
  Message request;
  EXPECT_EQ(answer_session_timer(request).timer.seconds, 0u);
  request.session_expires = SessionExpires{600, "uas"};
  request.supported = {"timer"};
  EXPECT_TRUE(answer_session_timer(request).timer.we_refresh);
  request.session_expires->refresher = "";
  EXPECT_FALSE(answer_session_timer(request).timer.we_refresh);
  EXPECT_EQ(answer_session_timer(request).timer.due_ms(), 568'000);
  request.supported.clear();
  EXPECT_TRUE(answer_session_timer(request).timer.we_refresh) << "a peer that knows no timers cannot refresh";
  Message response;
  response.session_expires = SessionExpires{600, "uac"};
  EXPECT_EQ(accept_session_timer(response).due_ms(), 300'000);
  response.session_expires->refresher = "uas";
  EXPECT_FALSE(accept_session_timer(response).we_refresh);
}

}  // namespace
}  // namespace tandem::sip
