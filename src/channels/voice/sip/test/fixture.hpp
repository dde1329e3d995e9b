// For tests only: a Stack on a free loopback port with an Observer that writes down what it was told. Tests wait for
// entries with deadlines; what they do to calls is posted onto the SIP thread.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>

#include "channels/voice/sip/stack.hpp"
#include "channels/voice/sip/test/phone.hpp"

namespace tandem::sip::test {

inline constexpr const char* some_sdp =
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n";

class Notes : public Observer {
 public:
  struct Note {
    std::string what;  // "incoming", "ringing", …
    CallId call;
    std::string text;
    IncomingCall incoming;
    Ended ended;
  };

  void on_incoming(const IncomingCall& call) override { add({"incoming", call.call, call.offer, call, {}}); }
  void on_ringing(CallId call, const std::string& sdp) override { add({"ringing", call, sdp, {}, {}}); }
  void on_answered(CallId call, const std::string& sdp) override { add({"answered", call, sdp, {}, {}}); }
  void on_confirmed(CallId call, const std::string& sdp) override { add({"confirmed", call, sdp, {}, {}}); }
  std::optional<std::string> on_offer(CallId call, const std::string& sdp) override {
    add({"offer", call, sdp, {}, {}});
    if (sdp.find("refuse-me") != std::string::npos) return std::nullopt;
    return "v=0\r\ns=answer\r\n";
  }
  void on_offer_answered(CallId call, const std::string& sdp) override { add({"offer_answered", call, sdp, {}, {}}); }
  void on_digit(CallId call, char digit) override { add({"digit", call, std::string(1, digit), {}, {}}); }
  void on_described(CallId call, const DialogDescription& dialog) override {
    add({"described", call, dialog.text(), {}, {}});
  }
  void on_ended(CallId call, const Ended& why) override { add({"ended", call, why.text, {}, why}); }
  void on_reachable(const std::string& device, bool there) override {
    add({there ? "reachable" : "unreachable", {}, device, {}, {}});
  }

  // The next entry of this kind, skipping others; an entry with empty `what` when none came in time.
  Note await(const std::string& what, int timeout_ms = 5000) {
    std::unique_lock lock(mutex_);
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    for (;;) {
      while (!notes_.empty()) {
        Note note = std::move(notes_.front());
        notes_.pop_front();
        if (note.what == what) return note;
      }
      if (changed_.wait_until(lock, until) == std::cv_status::timeout && notes_.empty()) return {};
    }
  }

 private:
  void add(Note note) {
    std::lock_guard lock(mutex_);
    notes_.push_back(std::move(note));
    changed_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Note> notes_;
};

class StackTest : public ::testing::Test {
 protected:
  void begin(StackOptions options = {}, bool trunk = true) {
    options.host = "127.0.0.1";
    options.port = 0;
    auto started = Stack::start(options, notes, [](const std::string& user, SecretDone done) {
      if (user == "a1") return done(DigestSecret{"s3cret", {}, {}});
      done(std::nullopt);
    });
    ASSERT_TRUE(started) << started.error().detail;
    stack = std::move(*started);
    if (trunk) on_stack([&] { stack->set_trunks({{"carrier", {*Cidr::parse("127.0.0.1/32")}}}); });
  }

  void on_stack(std::function<void()> work) {
    std::promise<void> done;
    ASSERT_TRUE(stack->post([&] {
      work();
      done.set_value();
    }));
    done.get_future().wait();
  }

  // An INVITE from `phone`; `more` are whole header lines.
  std::string invite(const Phone& phone, const std::string& id, const std::string& more = {},
                     const std::string& body = some_sdp, int cseq = 1, const std::string& to_tag = {}) {
    return request(phone, "INVITE", id, cseq, to_tag, more + phone.contact(), body);
  }

  std::string request(const Phone& phone, const std::string& method, const std::string& id, int cseq,
                      const std::string& to_tag = {}, const std::string& more = {}, const std::string& body = {}) {
    std::string out = method + " sip:4001@127.0.0.1:" + std::to_string(stack->port()) + " SIP/2.0\r\n" +
                      phone.via(id + method + std::to_string(cseq)) +
                      "From: \"Li Lei\" <sip:13800138000@test.example>;tag=f" + id + "\r\nTo: <sip:4001@127.0.0.1>" +
                      (to_tag.empty() ? "" : ";tag=" + to_tag) + "\r\nCall-ID: " + id + "@test\r\nCSeq: " +
                      std::to_string(cseq) + " " + method + "\r\nMax-Forwards: 70\r\n" + more;
    if (!body.empty()) out += "Content-Type: application/sdp\r\n";
    return out + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  // A whole call up to the confirmed dialog; returns our To tag.
  std::string call_up(Phone& phone, const std::string& id, CallId& call) {
    phone.send(invite(phone, id, "P-Asserted-Identity: <sip:" + id + "@normal.example>\r\n"));
    auto incoming = notes.await("incoming");
    while (incoming.what == "incoming" && incoming.incoming.caller != id) incoming = notes.await("incoming");
    EXPECT_EQ(incoming.what, "incoming") << id;
    call = incoming.call;
    on_stack([&] { stack->answer(call, "v=0\r\ns=ours\r\n"); });
    const std::string ok = phone.await_status(200);
    EXPECT_FALSE(ok.empty());
    const std::string tag = tag_of(header_of(ok, "To"));
    phone.send(request(phone, "ACK", id, 1, tag));
    EXPECT_EQ(notes.await("confirmed").call, call);
    return tag;
  }

  // A normal call, made and ended; what every hostile test ends with.
  void expect_normal_call(const std::string& id) {
    Phone phone(stack->port());
    CallId call;
    const std::string tag = call_up(phone, id, call);
    phone.send(request(phone, "BYE", id, 2, tag));
    EXPECT_FALSE(phone.await_status(200).empty());
    for (auto ended = notes.await("ended"); ended.call != call; ended = notes.await("ended"))
      ASSERT_EQ(ended.what, "ended") << id;
  }

  Notes notes;
  std::unique_ptr<Stack> stack;
};

}  // namespace tandem::sip::test
