#include "channels/voice/sip/stack.hpp"

#include "channels/voice/sip/test/fixture.hpp"
#include "channels/voice/sip/uas.hpp"
#include "channels/voice/sip/wire/no_lookup.hpp"

namespace tandem::sip::test {

class RegisterTest : public StackTest {
 protected:
  std::string reg(const Phone& phone, int cseq, const std::string& more, const std::string& user = "a1") {
    return "REGISTER sip:127.0.0.1:" + std::to_string(stack->port()) + " SIP/2.0\r\n" +
           phone.via("reg" + std::to_string(cseq)) + "From: <sip:" + user + "@127.0.0.1>;tag=r\r\nTo: <sip:" + user +
           "@127.0.0.1>\r\nCall-ID: reg@test\r\nCSeq: " + std::to_string(cseq) + " REGISTER\r\nMax-Forwards: 70\r\n" +
           phone.contact() + "Expires: 120\r\n" + more + "Content-Length: 0\r\n\r\n";
  }

  std::string authorization(const std::string& challenge, const std::string& method, const std::string& secret,
                            const std::string& nc = "00000001", const std::string& user = "a1") {
    const bool sha = header_of(challenge, "WWW-Authenticate").find("SHA-256") != std::string::npos;
    const auto algorithm = sha ? DigestAlgorithm::sha256 : DigestAlgorithm::md5;
    const std::string nonce = quoted_param(header_of(challenge, "WWW-Authenticate"), "nonce");
    const std::string ha1 = digest_hash(algorithm, user + ":tandem:" + secret);
    return "Authorization: Digest username=\"" + user + "\", realm=\"tandem\", nonce=\"" + nonce +
           "\", uri=\"sip:127.0.0.1\", algorithm=" + (sha ? "SHA-256" : "MD5") + ", qop=auth, nc=" + nc +
           ", cnonce=\"c\", response=\"" +
           digest_response(algorithm, ha1, nonce, nc, "c", method, "sip:127.0.0.1") + "\"\r\n";
  }
};

TEST_F(RegisterTest, phone_registers_and_is_called_there) {
  begin();
  Phone phone(stack->port());
  phone.send(reg(phone, 1, ""));
  const std::string challenge = phone.await_status(401);
  ASSERT_FALSE(challenge.empty());
  phone.send(reg(phone, 2, authorization(challenge, "REGISTER", "s3cret")));
  const std::string ok = phone.await_final();
  EXPECT_EQ(status_of(ok), 200);
  EXPECT_NE(header_of(ok, "Contact").find("expires=120"), std::string::npos);
  EXPECT_EQ(notes.await("reachable").text, "a1");
  on_stack([&] {
    const auto bindings = stack->bindings("a1");
    ASSERT_EQ(bindings.size(), 1u);
    EXPECT_TRUE(stack->dial({bindings[0].contact, return_route(bindings[0].contact, bindings[0].source), "1", {}, {},
                             "v=0\r\n"}));
  });
  EXPECT_FALSE(phone.await_request("INVITE").empty());
}

TEST_F(RegisterTest, phone_on_tcp_is_called_over_its_connection) {
  begin();
  Phone phone(stack->port(), true);
  phone.send(reg(phone, 1, ""));
  const std::string challenge = phone.await_status(401);
  phone.send(reg(phone, 2, authorization(challenge, "REGISTER", "s3cret")));
  EXPECT_EQ(status_of(phone.await_final()), 200);
  on_stack([&] {
    const auto bindings = stack->bindings("a1");
    ASSERT_EQ(bindings.size(), 1u);
    EXPECT_TRUE(stack->dial({bindings[0].contact, return_route(bindings[0].contact, bindings[0].source), "1", {}, {},
                             "v=0\r\n"}));
  });
  EXPECT_FALSE(phone.await_request("INVITE").empty());
}

TEST_F(RegisterTest, wrong_secret_is_refused_and_then_throttled) {
  StackOptions options;
  options.throttle.burst = 2;
  begin(options);
  Phone phone(stack->port());
  int cseq = 1;
  for (int i = 0; i < 2; ++i) {
    phone.send(reg(phone, cseq++, ""));
    const std::string challenge = phone.await_status(401);
    phone.send(reg(phone, cseq++, authorization(challenge, "REGISTER", "guess")));
    EXPECT_EQ(status_of(phone.await_final()), 403);
  }
  phone.send(reg(phone, cseq++, ""));
  EXPECT_EQ(status_of(phone.await_final()), 403) << "not even a challenge";
  on_stack([&] { EXPECT_TRUE(stack->bindings("a1").empty()); });
}

// The library waits for the DNS there, and with it every call.
TEST_F(RegisterTest, an_answer_wanted_at_a_host_name_is_not_looked_up) {
  begin();
  Phone phone(stack->port());
  const auto before = names_refused();
  std::string hostile = request(phone, "OPTIONS", "named", 1, {}, phone.contact());
  hostile.insert(hostile.find(";branch"), ";maddr=slow.example.invalid");
  phone.send(hostile);
  phone.send(request(phone, "OPTIONS", "honest", 2, {}, phone.contact()));
  EXPECT_NE(phone.await_final().find("honest"), std::string::npos);
  EXPECT_GT(names_refused(), before);
}

TEST_F(RegisterTest, credentials_heard_on_the_wire_cannot_be_sent_again) {
  begin();
  Phone phone(stack->port());
  phone.send(reg(phone, 1, ""));
  const std::string challenge = phone.await_status(401);
  const std::string proof = authorization(challenge, "REGISTER", "s3cret");
  phone.send(reg(phone, 2, proof));
  EXPECT_EQ(status_of(phone.await_final()), 200);
  phone.send(reg(phone, 3, proof));
  const std::string again = phone.await_final();
  EXPECT_EQ(status_of(again), 401);
  EXPECT_NE(again.find("stale=true"), std::string::npos);
}

TEST_F(RegisterTest, old_nonce_is_stale_and_its_successor_works) {
  StackOptions options;
  options.nonce_lifetime_ms = -1;
  begin(options);
  Phone phone(stack->port());
  phone.send(reg(phone, 1, ""));
  const std::string challenge = phone.await_status(401);
  phone.send(reg(phone, 2, authorization(challenge, "REGISTER", "s3cret")));
  const std::string stale = phone.await_final();
  EXPECT_EQ(status_of(stale), 401);
  EXPECT_NE(stale.find("stale=true"), std::string::npos);
}

TEST_F(RegisterTest, device_registers_only_itself) {
  begin();
  Phone phone(stack->port());
  phone.send(reg(phone, 1, "", "boss"));
  const std::string challenge = phone.await_status(401);
  phone.send(reg(phone, 2, authorization(challenge, "REGISTER", "s3cret"), "boss"));
  EXPECT_EQ(status_of(phone.await_final()), 403);
}

TEST_F(RegisterTest, device_calls_in_with_digest_and_strangers_do_not) {
  begin({}, false);
  Phone phone(stack->port());
  phone.send(invite(phone, "x1"));
  const std::string challenge = phone.await_final();
  EXPECT_EQ(status_of(challenge), 401);
  phone.send(request(phone, "ACK", "x1", 1, tag_of(header_of(challenge, "To"))));
  phone.send(invite(phone, "x1", authorization(challenge, "INVITE", "s3cret"), some_sdp, 2));
  const auto note = notes.await("incoming");
  EXPECT_EQ(note.incoming.device, "a1");
  EXPECT_EQ(note.incoming.caller, "a1");
  EXPECT_TRUE(note.incoming.trunk.empty());
}

TEST_F(RegisterTest, asserted_identity_of_a_stranger_is_not_believed) {
  Message invite;
  invite.request_uri = "sip:%2b8640%30%31;phone-context=x@host";
  invite.from = {"Li", "sip:1001@host", "t"};
  invite.asserted_identity = {"<tel:+8613800138000>"};
  EXPECT_EQ(parties_of(invite, false).caller, "1001");
  EXPECT_EQ(parties_of(invite, true).caller, "+8613800138000");
  EXPECT_EQ(parties_of(invite, true).dialled, "+864001");
}

class UasTest : public StackTest {};

TEST_F(UasTest, more_calls_than_allowed_are_told_to_come_back) {
  StackOptions options;
  options.max_calls = 1;
  begin(options);
  Phone phone(stack->port());
  CallId call;
  call_up(phone, "one", call);
  phone.send(invite(phone, "two"));
  const std::string refused = phone.await_final();
  EXPECT_EQ(status_of(refused), 503);
  EXPECT_FALSE(header_of(refused, "Retry-After").empty());
}

TEST_F(UasTest, requests_that_are_not_served_get_the_right_answer) {
  begin();
  Phone phone(stack->port());
  const std::vector<std::pair<std::string, int>> expected{
      {"OPTIONS", 200}, {"MESSAGE", 405}, {"SUBSCRIBE", 405}, {"NEWMETHOD", 501}, {"BYE", 481}, {"INFO", 481}};
  int cseq = 0;
  for (const auto& [method, status] : expected) {
    phone.send(request(phone, method, "m" + method, ++cseq));
    EXPECT_EQ(status_of(phone.await_final()), status) << method;
  }
  phone.send(request(phone, "OPTIONS", "nodialog", 1, "unknown-tag"));
  EXPECT_EQ(status_of(phone.await_final()), 481);
}

TEST_F(UasTest, invites_that_cannot_be_served_are_refused) {
  begin();
  Phone phone(stack->port());
  phone.send(invite(phone, "r1", "Require: 100rel\r\n"));
  const std::string required = phone.await_final();
  EXPECT_EQ(status_of(required), 420);
  EXPECT_EQ(header_of(required, "Unsupported"), "100rel");
  phone.send(invite(phone, "r2", "Accept: text/plain\r\n"));
  EXPECT_EQ(status_of(phone.await_final()), 406);
  phone.send(request(phone, "INVITE", "r3", 1, "", "Contact: <tel:+8613800138000>\r\n", some_sdp));
  EXPECT_EQ(status_of(phone.await_final()), 400);
  phone.send(invite(phone, "r4", "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(status_of(phone.await_final()), 415);
  expect_normal_call("afterwards");
}

TEST_F(UasTest, merged_request_is_482) {
  begin();
  Phone phone(stack->port());
  const std::string first = invite(phone, "mg");
  phone.send(first);
  notes.await("incoming");
  std::string second = first;
  second.replace(second.find("z9hG4bKmg"), 9, "z9hG4bKmx");
  phone.send(second);
  EXPECT_EQ(status_of(phone.await_final()), 482);
}

TEST_F(UasTest, taken_port_is_a_clear_failure) {
  begin();
  StackOptions options;
  options.port = stack->port();
  Notes other;
  const auto second = Stack::start(options, other, [](const std::string&, SecretDone done) { done(std::nullopt); });
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().detail.find("another program uses this port"), std::string::npos) << second.error().detail;
}

TEST_F(UasTest, calls_are_hung_up_when_the_stack_ends) {
  begin();
  Phone phone(stack->port());
  CallId call;
  call_up(phone, "end", call);
  stack.reset();
  EXPECT_FALSE(phone.await_request("BYE").empty());
}

TEST_F(UasTest, stack_may_end_while_a_secret_is_looked_up) {
  std::promise<SecretDone> asked;
  StackOptions options;
  options.port = 0;
  auto started = Stack::start(options, notes, [&](const std::string&, SecretDone done) { asked.set_value(done); });
  ASSERT_TRUE(started);
  stack = std::move(*started);
  Phone phone(stack->port());
  phone.send(invite(phone, "sl"));
  const std::string challenge = phone.await_status(401);
  const std::string nonce = quoted_param(header_of(challenge, "WWW-Authenticate"), "nonce");
  phone.send(invite(phone, "sl",
                    "Authorization: Digest username=\"a1\", realm=\"tandem\", nonce=\"" + nonce +
                        "\", uri=\"x\", qop=auth, nc=00000001, cnonce=\"c\", response=\"x\"\r\n",
                    some_sdp, 2));
  SecretDone done = asked.get_future().get();
  stack.reset();
  done(DigestSecret{"s3cret", {}, {}});
}

}  // namespace tandem::sip::test
