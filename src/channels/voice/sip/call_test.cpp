#include "channels/voice/sip/test/fixture.hpp"

namespace tandem::sip::test {

class CallTest : public StackTest {};

TEST_F(CallTest, trunk_call_is_announced_answered_and_hung_up_by_the_caller) {
  begin();
  Phone phone(stack->port());
  phone.send(invite(phone, "c1", "P-Asserted-Identity: \"Wang\" <sip:+8613900139000@carrier.example>\r\n"));
  EXPECT_FALSE(phone.await_status(100).empty());
  const auto note = notes.await("incoming");
  EXPECT_EQ(note.incoming.trunk, "carrier");
  EXPECT_EQ(note.incoming.caller, "+8613900139000");
  EXPECT_EQ(note.incoming.caller_name, "Wang");
  EXPECT_EQ(note.incoming.dialled, "4001");
  EXPECT_EQ(note.incoming.offer, some_sdp);
  on_stack([&] { stack->ring(note.call); });
  const std::string ringing = phone.await_status(180);
  on_stack([&] { stack->answer(note.call, "v=0\r\ns=ours\r\n"); });
  const std::string ok = phone.await_status(200);
  EXPECT_EQ(tag_of(header_of(ok, "To")), tag_of(header_of(ringing, "To")));
  EXPECT_EQ(body_of(ok), "v=0\r\ns=ours\r\n");
  EXPECT_NE(header_of(ok, "Contact").find("sip:tandem@127.0.0.1:" + std::to_string(stack->port())), std::string::npos);
  const std::string tag = tag_of(header_of(ok, "To"));
  phone.send(request(phone, "ACK", "c1", 1, tag));
  EXPECT_EQ(notes.await("confirmed").call, note.call);
  const std::string bye = request(phone, "BYE", "c1", 2, tag, "Reason: Q.850;cause=31\r\n");
  phone.send(bye);
  EXPECT_FALSE(phone.await_status(200).empty());
  const auto ended = notes.await("ended");
  EXPECT_TRUE(ended.ended.by_peer);
  EXPECT_EQ(ended.ended.status, 200);
  EXPECT_EQ(ended.ended.q850, 31);
  phone.send(bye);  // sent again because the answer was lost
  EXPECT_FALSE(phone.await_status(200).empty());
  on_stack([&] { EXPECT_EQ(stack->calls(), 0u); });
}

TEST_F(CallTest, our_answer_is_sent_again_until_it_is_acknowledged) {
  begin();
  Phone phone(stack->port());
  phone.send(invite(phone, "re"));
  const auto note = notes.await("incoming");
  on_stack([&] { stack->answer(note.call, "v=0\r\n"); });
  const std::string first = phone.await_status(200);
  const std::string again = phone.await_status(200);
  EXPECT_EQ(first, again);
  phone.send(request(phone, "ACK", "re", 1, tag_of(header_of(first, "To"))));
  EXPECT_EQ(notes.await("confirmed").call, note.call);
}

TEST_F(CallTest, we_hang_up_with_a_cause) {
  begin();
  Phone phone(stack->port());
  CallId call;
  call_up(phone, "hu", call);
  on_stack([&] { stack->hang_up(call, 16); });
  const std::string bye = phone.await_request("BYE");
  EXPECT_NE(header_of(bye, "Reason").find("cause=16"), std::string::npos);
  phone.send(answer_to(bye, "200 OK", ""));
  const auto ended = notes.await("ended");
  EXPECT_FALSE(ended.ended.by_peer);
}

TEST_F(CallTest, hang_up_before_the_ack_waits_for_it) {
  begin();
  Phone phone(stack->port());
  phone.send(invite(phone, "hb"));
  const auto note = notes.await("incoming");
  on_stack([&] {
    stack->answer(note.call, "v=0\r\n");
    stack->hang_up(note.call, 16);
  });
  const std::string ok = phone.await_status(200);
  EXPECT_EQ(notes.await("ended").call, note.call);
  phone.send(request(phone, "ACK", "hb", 1, tag_of(header_of(ok, "To"))));
  EXPECT_FALSE(phone.await_request("BYE").empty());
}

TEST_F(CallTest, caller_cancels_before_the_answer) {
  begin();
  Phone phone(stack->port());
  phone.send(invite(phone, "ca"));
  const auto note = notes.await("incoming");
  on_stack([&] { stack->ring(note.call); });
  phone.await_status(180);
  std::string cancel = request(phone, "CANCEL", "ca", 1);
  cancel.replace(cancel.find("caCANCEL1"), 9, "caINVITE1");
  phone.send(cancel);
  EXPECT_FALSE(phone.await_status(487).empty());
  const auto ended = notes.await("ended");
  EXPECT_TRUE(ended.ended.by_peer);
  EXPECT_EQ(ended.ended.status, 487);
}

TEST_F(CallTest, refusal_carries_the_status_of_the_cause) {
  begin();
  Phone phone(stack->port());
  phone.send(invite(phone, "bu"));
  const auto note = notes.await("incoming");
  on_stack([&] { stack->hang_up(note.call, 17); });
  EXPECT_EQ(status_of(phone.await_final()), 486);
}

TEST_F(CallTest, hold_by_reinvite_is_answered) {
  begin();
  Phone phone(stack->port());
  CallId call;
  const std::string tag = call_up(phone, "ho", call);
  phone.send(invite(phone, "ho", "", "v=0\r\na=sendonly\r\n", 2, tag));
  const std::string ok = phone.await_status(200);
  EXPECT_EQ(body_of(ok), "v=0\r\ns=answer\r\n");
  EXPECT_EQ(notes.await("offer").text, "v=0\r\na=sendonly\r\n");
  phone.send(request(phone, "ACK", "ho", 2, tag));
  phone.send(invite(phone, "ho", "", "v=0\r\na=refuse-me\r\n", 3, tag));
  EXPECT_EQ(status_of(phone.await_final()), 488);
  phone.send(request(phone, "ACK", "ho", 3, tag));
  // Without an offer: ours stands in the answer, theirs in the ACK.
  phone.send(invite(phone, "ho", "", "", 4, tag));
  EXPECT_EQ(body_of(phone.await_status(200)), "v=0\r\ns=answer\r\n");
  phone.send(request(phone, "ACK", "ho", 4, tag, "", "v=0\r\ns=late\r\n"));
  EXPECT_EQ(notes.await("offer_answered").text, "v=0\r\ns=late\r\n");
}

TEST_F(CallTest, glare_is_answered_with_491_and_our_offer_is_sent_again) {
  begin();
  Phone phone(stack->port());
  CallId call;
  const std::string tag = call_up(phone, "gl", call);
  on_stack([&] { stack->offer(call, "v=0\r\ns=hold\r\n"); });
  const std::string ours = phone.await_request("INVITE");
  phone.send(invite(phone, "gl", "", some_sdp, 2, tag));
  EXPECT_EQ(status_of(phone.await_final()), 491);
  phone.send(request(phone, "ACK", "gl", 2, tag));
  phone.send(answer_to(ours, "491 Request Pending", ""));
  EXPECT_FALSE(phone.await_request("ACK").empty());
  const std::string again = phone.await_request("INVITE");
  EXPECT_EQ(body_of(again), "v=0\r\ns=hold\r\n");
  phone.send(answer_to(again, "200 OK", "", phone.contact(), "v=0\r\ns=held\r\n"));
  EXPECT_FALSE(phone.await_request("ACK").empty());
  EXPECT_EQ(notes.await("offer_answered").text, "v=0\r\ns=held\r\n");
}

TEST_F(CallTest, calls_over_tcp_use_the_connection_they_came_on) {
  begin();
  Phone phone(stack->port(), true);
  CallId call;
  call_up(phone, "tcp", call);
  on_stack([&] { stack->hang_up(call, 16); });
  EXPECT_FALSE(phone.await_request("BYE").empty());
}

TEST_F(CallTest, digits_by_info_are_reported) {
  begin();
  Phone phone(stack->port());
  CallId call;
  const std::string tag = call_up(phone, "in", call);
  std::string info = request(phone, "INFO", "in", 2, tag, "Content-Type: application/dtmf-relay\r\n");
  info.replace(info.find("Content-Length: 0\r\n\r\n"), std::string::npos,
               "Content-Length: 22\r\n\r\nSignal=5\r\nDuration=160");
  phone.send(info);
  EXPECT_FALSE(phone.await_status(200).empty());
  EXPECT_EQ(notes.await("digit").text, "5");
}

TEST_F(CallTest, description_of_a_dialog_survives_its_text_form) {
  begin();
  Phone phone(stack->port());
  phone.send(invite(phone, "de", "Record-Route: <sip:proxy.example;lr>\r\n"));
  const auto note = notes.await("incoming");
  on_stack([&] { stack->answer(note.call, "v=0\r\ns=ours\r\n"); });
  const auto described = DialogDescription::parse(notes.await("described").text);
  ASSERT_TRUE(described);
  EXPECT_EQ(described->ids.call_id, "de@test");
  EXPECT_EQ(described->ids.remote_tag, "fde");
  EXPECT_EQ(described->ids.local_tag, tag_of(header_of(phone.await_status(200), "To")));
  EXPECT_EQ(described->ids.remote_cseq, 1u);
  EXPECT_EQ(described->ids.route_set, std::vector<std::string>{"<sip:proxy.example;lr>"});
  EXPECT_NE(described->ids.remote_target.find(std::to_string(phone.port())), std::string::npos);
  EXPECT_EQ(described->local_sdp, "v=0\r\ns=ours\r\n");
  EXPECT_EQ(described->remote_sdp, some_sdp);
}

TEST_F(CallTest, session_timer_is_agreed_or_refused_when_too_small) {
  begin();
  Phone phone(stack->port());
  phone.send(invite(phone, "s1", "Supported: timer\r\nSession-Expires: 30\r\n"));
  const std::string small = phone.await_final();
  EXPECT_EQ(status_of(small), 422);
  EXPECT_EQ(header_of(small, "Min-SE"), "90");
  phone.send(request(phone, "ACK", "s1", 1, tag_of(header_of(small, "To"))));
  phone.send(invite(phone, "s2", "Supported: timer\r\nSession-Expires: 600;refresher=uac\r\n"));
  const auto note = notes.await("incoming");
  on_stack([&] { stack->answer(note.call, "v=0\r\n"); });
  const std::string ok = phone.await_status(200);
  EXPECT_EQ(header_of(ok, "Session-Expires"), "600;refresher=uac");
  EXPECT_EQ(header_of(ok, "Require"), "timer");
}

// --- calls that we make ---

class DialTest : public StackTest {
 protected:
  CallId dial(const Phone& phone, const std::string& more = {}, bool auto_answer = false) {
    CallId call;
    on_stack([&] {
      auto dialled = stack->dial({"sip:a1@127.0.0.1:" + std::to_string(phone.port()) + more, {}, "13800138000",
                                  "李 \"雷\"", {}, "v=0\r\ns=offer\r\n", auto_answer});
      ASSERT_TRUE(dialled) << dialled.error().detail;
      call = *dialled;
    });
    return call;
  }
};

TEST_F(DialTest, phone_rings_answers_and_hangs_up) {
  begin();
  Phone phone(stack->port());
  const CallId call = dial(phone);
  const std::string invite = phone.await_request("INVITE");
  EXPECT_EQ(body_of(invite), "v=0\r\ns=offer\r\n");
  EXPECT_NE(header_of(invite, "From").find("sip:13800138000@127.0.0.1"), std::string::npos);
  phone.send(answer_to(invite, "180 Ringing", "p1"));
  EXPECT_EQ(notes.await("ringing").call, call);
  const std::string ok = answer_to(invite, "200 OK", "p1", phone.contact(), "v=0\r\ns=phone\r\n");
  phone.send(ok);
  EXPECT_FALSE(phone.await_request("ACK").empty());
  EXPECT_EQ(notes.await("answered").text, "v=0\r\ns=phone\r\n");
  phone.send(ok);  // the ACK was lost
  EXPECT_FALSE(phone.await_request("ACK").empty());
  std::string bye = "BYE sip:tandem@127.0.0.1 SIP/2.0\r\n" + phone.via("bye1") + "From: " + header_of(ok, "To") +
                    "\r\nTo: " + header_of(ok, "From") + "\r\nCall-ID: " + header_of(ok, "Call-ID") +
                    "\r\nCSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n";
  phone.send(bye);
  EXPECT_FALSE(phone.await_status(200).empty());
  const auto ended = notes.await("ended");
  EXPECT_TRUE(ended.ended.by_peer);
  EXPECT_EQ(ended.ended.status, 200);
}

TEST_F(DialTest, phone_is_asked_to_pick_up_by_itself_only_when_that_is_wanted) {
  begin();
  Phone phone(stack->port());
  dial(phone);
  const std::string usual = phone.await_request("INVITE");
  EXPECT_EQ(header_of(usual, "Answer-Mode"), "");
  phone.send(answer_to(usual, "486 Busy Here", "busy"));
  notes.await("ended");
  dial(phone, {}, true);
  const std::string at_once = phone.await_request("INVITE");
  EXPECT_EQ(header_of(at_once, "Answer-Mode"), "Auto");
  EXPECT_NE(header_of(at_once, "Call-Info").find(";answer-after=0"), std::string::npos);
}

TEST_F(DialTest, second_branch_of_a_fork_is_acknowledged_and_hung_up) {
  begin();
  Phone phone(stack->port());
  const CallId call = dial(phone);
  const std::string invite = phone.await_request("INVITE");
  phone.send(answer_to(invite, "180 Ringing", "fork1"));
  phone.send(answer_to(invite, "180 Ringing", "fork2"));
  phone.send(answer_to(invite, "200 OK", "fork1", phone.contact(), "v=0\r\ns=one\r\n"));
  EXPECT_EQ(notes.await("answered").call, call);
  phone.send(answer_to(invite, "200 OK", "fork2", phone.contact(), "v=0\r\ns=two\r\n"));
  const std::string bye = phone.await_request("BYE");
  EXPECT_EQ(tag_of(header_of(bye, "To")), "fork2");
  on_stack([&] { EXPECT_EQ(stack->calls(), 1u); });
}

TEST_F(DialTest, call_is_cancelled_while_it_rings) {
  begin();
  Phone phone(stack->port());
  const CallId call = dial(phone);
  const std::string invite = phone.await_request("INVITE");
  phone.send(answer_to(invite, "180 Ringing", "p1"));
  notes.await("ringing");
  on_stack([&] { stack->hang_up(call, 16); });
  EXPECT_EQ(notes.await("ended").call, call);
  const std::string cancel = phone.await_request("CANCEL");
  phone.send(answer_to(cancel, "200 OK", "p1"));
  phone.send(answer_to(invite, "487 Request Terminated", "p1"));
  EXPECT_FALSE(phone.await_request("ACK").empty());
  on_stack([] {});
  on_stack([&] { EXPECT_EQ(stack->calls(), 0u); });
}

TEST_F(DialTest, answer_that_crosses_the_cancel_is_hung_up) {
  begin();
  Phone phone(stack->port());
  const CallId call = dial(phone);
  const std::string invite = phone.await_request("INVITE");
  phone.send(answer_to(invite, "180 Ringing", "p1"));
  notes.await("ringing");
  on_stack([&] { stack->hang_up(call, 16); });
  phone.await_request("CANCEL");
  phone.send(answer_to(invite, "200 OK", "p1", phone.contact(), "v=0\r\n"));
  EXPECT_FALSE(phone.await_request("ACK").empty());
  EXPECT_FALSE(phone.await_request("BYE").empty());
}

TEST_F(DialTest, busy_phone_fails_the_call) {
  begin();
  Phone phone(stack->port());
  dial(phone);
  const std::string invite = phone.await_request("INVITE");
  phone.send(answer_to(invite, "486 Busy Here", "p1"));
  const auto ended = notes.await("ended");
  EXPECT_TRUE(ended.ended.by_peer);
  EXPECT_EQ(ended.ended.status, 486);
  EXPECT_EQ(ended.ended.q850, 17);
}

TEST_F(DialTest, longer_session_is_asked_for_when_the_phone_wants_one) {
  begin();
  Phone phone(stack->port());
  dial(phone);
  const std::string invite = phone.await_request("INVITE");
  EXPECT_EQ(header_of(invite, "Session-Expires"), "1800");
  phone.send(answer_to(invite, "422 Session Interval Too Small", "p1", "Min-SE: 3600\r\n"));
  phone.await_request("ACK");
  const std::string again = phone.await_request("INVITE");
  EXPECT_EQ(header_of(again, "Session-Expires"), "3600");
}

TEST_F(DialTest, answer_with_a_tel_contact_ends_the_call_and_harms_nothing) {
  begin();
  Phone phone(stack->port());
  const CallId call = dial(phone);
  const std::string invite = phone.await_request("INVITE");
  phone.send(answer_to(invite, "200 OK", "p1", "Contact: <tel:+8613800138000>\r\n", "v=0\r\n"));
  EXPECT_FALSE(phone.await_request("BYE").empty());
  EXPECT_EQ(notes.await("ended").call, call);
  expect_normal_call("after-tel");
}

TEST_F(DialTest, addresses_that_are_none_are_refused) {
  begin();
  on_stack([&] {
    for (const char* uri : {"", "tel:+123", "sip:", "http://x", "sip:a b@c", "sip:a@b:99999", "sip:a@b\r\nX: y"})
      EXPECT_FALSE(stack->dial({uri, {}, "1", {}, {}, "v=0\r\n"})) << uri;
    EXPECT_EQ(stack->calls(), 0u);
  });
}

TEST_F(DialTest, own_request_that_comes_back_is_a_loop) {
  begin();
  CallId call;
  on_stack([&] {
    auto dialled = stack->dial({"sip:4001@127.0.0.1:" + std::to_string(stack->port()), {}, "1", {}, {}, "v=0\r\n"});
    ASSERT_TRUE(dialled);
    call = *dialled;
  });
  const auto ended = notes.await("ended");
  EXPECT_EQ(ended.call, call);
  EXPECT_EQ(ended.ended.status, 482);
}

}  // namespace tandem::sip::test
