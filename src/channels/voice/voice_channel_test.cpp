#include "channels/voice/voice_channel.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <future>
#include <mutex>
#include <thread>

#include "channels/voice/sip/test/phone.hpp"

namespace tandem {
namespace {

namespace asio = boost::asio;
using sip::test::Phone;

// Takes stimuli down instead of stepping an engine.
class NotedEngine final : public EnginePort {
 public:
  bool submit(Stimulus stimulus, std::function<void(const Committed&)> done) override {
    std::lock_guard lock(mutex_);
    const bool hang_up = std::holds_alternative<LegEnded>(stimulus);
    if (refusing && !hang_up) return false;
    stimuli_.push_back(std::move(stimulus));
    changed_.notify_all();
    if (done) done({});
    return true;
  }
  asio::awaitable<Result<Committed>> ask(Stimulus) override { co_return Committed{}; }
  asio::awaitable<Result<Committed>> write(Work) override { co_return Committed{}; }
  void view(const std::function<void(const State&, std::int64_t)>&) const override {}
  void on_committed(Listener) override {}
  void on_effect(EffectListener) override {}
  asio::awaitable<Result<std::vector<Committed>>> records_after(std::int64_t, int) override {
    co_return std::vector<Committed>{};
  }

  // The next stimulus of this type, skipping others; none when none came in time.
  template <class T>
  std::optional<T> await(int timeout_ms = 5000) {
    std::unique_lock lock(mutex_);
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    for (;;) {
      while (!stimuli_.empty()) {
        Stimulus next = std::move(stimuli_.front());
        stimuli_.pop_front();
        if (auto* found = std::get_if<T>(&next)) return std::move(*found);
      }
      if (changed_.wait_until(lock, until) == std::cv_status::timeout) return std::nullopt;
    }
  }

  std::atomic<bool> refusing{false};

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Stimulus> stimuli_;
};

class People final : public Directory, public DeviceDirectory {
 public:
  asio::awaitable<Result<std::optional<KnownCustomer>>> find_by_phone(std::string e164) override {
    std::optional<KnownCustomer> found;
    if (e164 == "+8613800138000") {
      found.emplace();
      found->customer = CustomerId{7};
      found->name = "李雷";
      found->tier = "gold";
      found->language = "zh-CN";
      found->traits.last_agent = AgentId{1};
    }
    co_return found;
  }
  asio::awaitable<Result<std::optional<KnownCustomer>>> find_by_visitor(std::string) override {
    co_return std::optional<KnownCustomer>{};
  }
  asio::awaitable<Result<std::optional<KnownCustomer>>> find_by_external_id(std::string) override {
    co_return std::optional<KnownCustomer>{};
  }
  asio::awaitable<Result<void>> link_visitor(CustomerId, std::string) override { co_return Result<void>{}; }
  asio::awaitable<Result<std::optional<DeviceSecret>>> find_device(std::string device) override {
    std::optional<DeviceSecret> found;
    if (device == "a1") found = DeviceSecret{"a1", AgentId{1}, "s3cret"};
    co_return found;
  }
};

// Half a second of silence for any text.
class ShortSpeech final : public Speech {
 public:
  Result<std::string> synthesise(const std::string&, const std::string&) override {
    std::string out("RIFF\x64\x1f\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\x40\x1f\0\0", 44);
    return out + std::string(8000, '\0');
  }
  std::string voice(const std::string&) const override { return "test"; }
};

class VoiceChannelTest : public ::testing::Test {
 protected:
  VoiceChannelTest()
      : folder(std::filesystem::temp_directory_path() / ("voice-" + std::to_string(getpid()))),
        work(asio::make_work_guard(io)),
        worker([this] { io.run(); }) {
    VoiceOptions options;
    options.sip.port = 0;
    options.media.port_low = 31000;
    options.media.port_high = 31400;
    options.prompts.folder = folder;
    options.reconnect_ms = 3000;
    options.browser_media_wait_ms = 50;
    auto started = VoiceChannel::start(options, {engine, people, people, speech, ids, io.get_executor(),
                                                 [this](RecordingId, int, std::string) {
                                                   ++seconds_recorded;
                                                   return true;
                                                 }});
    if (!started) throw std::runtime_error(started.error().detail);
    channel = std::move(*started);
    Configuration configuration;
    configuration.numbers = {{NumberId{40}, "4001", FlowId{1}}};
    configuration.trunks = {{TrunkId{50}, "carrier", {"127.0.0.0/8"}}};
    channel->configure(std::make_shared<const Configuration>(configuration));
    agent_offer({}, {}, {});  // takes the same way, so the configuration is in force when it is answered
  }
  ~VoiceChannelTest() override {
    channel.reset();
    work.reset();
    worker.join();
    std::filesystem::remove_all(folder);
  }

  static std::string sdp(int port) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + std::to_string(port) +
           " RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n";
  }

  std::string request(const Phone& phone, const std::string& method, const std::string& id, int cseq,
                      const std::string& tag = {}, const std::string& type = {}, const std::string& body = {}) {
    return method + " sip:" + dialled + "@127.0.0.1 SIP/2.0\r\n" + phone.via(id + method + std::to_string(cseq)) +
           "From: <sip:" + caller + "@test>;tag=f" + id + "\r\nTo: <sip:4001@127.0.0.1>" + (tag.empty() ? "" : ";tag=" + tag) +
           "\r\nCall-ID: " + id + "@test\r\nCSeq: " + std::to_string(cseq) + " " + method + "\r\n" + phone.contact() +
           (type.empty() ? "" : "Content-Type: " + type + "\r\n") + "Content-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
  }

  // A caller up to the confirmed dialog.
  CallArrived call_in(Phone& phone, const std::string& id) {
    phone.send(request(phone, "INVITE", id, 1, {}, "application/sdp", sdp(40000)));
    const auto arrived = engine.await<CallArrived>();
    EXPECT_TRUE(arrived);
    channel->perform(AnswerLeg{arrived->leg});
    const std::string ok = phone.await_status(200);
    EXPECT_NE(ok.find("m=audio 31"), std::string::npos) << ok;
    caller_tag = sip::test::tag_of(sip::test::header_of(ok, "To"));
    phone.send(request(phone, "ACK", id, 1, caller_tag));
    EXPECT_TRUE(engine.await<LegDescribed>());
    return *arrived;
  }

  DialAgent dial_to(const Phone& phone) {
    DialAgent dial;
    dial.leg = ids.next<LegId>();
    dial.agent = AgentId{1};
    dial.phone = PhoneKind::sip;
    dial.contact = "sip:a1@127.0.0.1:" + std::to_string(phone.port());
    dial.conversation = ConversationId{3};
    dial.caller.text = "+8613800138000";
    return dial;
  }

  Result<std::string> agent_offer(AgentId agent, LegId leg, const std::string& offer) {
    std::promise<Result<std::string>> answer;
    channel->agent_offer(agent, leg, offer, [&](Result<std::string> result) { answer.set_value(std::move(result)); });
    return answer.get_future().get();
  }

  static std::string browser_sdp() {
    std::string fingerprint;
    for (int i = 0; i < 32; ++i) fingerprint += i == 0 ? "AB" : ":AB";
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0 8\r\n"
           "c=IN IP4 0.0.0.0\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\na=setup:actpass\r\na=ice-ufrag:abcd\r\n"
           "a=ice-pwd:abcdefghijklmnopqrstuv\r\na=fingerprint:sha-256 " +
           fingerprint + "\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n";
  }

  std::filesystem::path folder;
  asio::io_context io;
  asio::executor_work_guard<asio::io_context::executor_type> work;
  std::thread worker;
  NotedEngine engine;
  People people;
  ShortSpeech speech;
  IdSource ids;
  std::atomic<int> seconds_recorded{0};
  std::unique_ptr<VoiceChannel> channel;
  std::string dialled = "4001", caller = "13800138000", caller_tag;
};

TEST_F(VoiceChannelTest, known_caller_is_announced_and_hangs_up) {
  Phone phone(channel->sip_port());
  const auto arrived = call_in(phone, "kc");
  EXPECT_EQ(arrived.number, NumberId{40});
  EXPECT_EQ(arrived.trunk, TrunkId{50});
  EXPECT_EQ(arrived.contact.text, "+8613800138000");
  EXPECT_EQ(arrived.customer, CustomerId{7});
  EXPECT_EQ(arrived.tier, "gold");
  EXPECT_EQ(arrived.traits.last_agent, AgentId{1});
  EXPECT_EQ(arrived.traits.region, "北京市") << "of the number: the records know none";
  EXPECT_EQ(channel->legs(), 1u);
  phone.send(request(phone, "BYE", "kc", 2, caller_tag));
  const auto ended = engine.await<LegEnded>();
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->leg, arrived.leg);
  EXPECT_EQ(ended->cause, EndCause::hang_up);
  EXPECT_EQ(channel->legs(), 0u);
}

TEST_F(VoiceChannelTest, a_caller_whom_nobody_knows_has_the_region_of_their_number) {
  Phone phone(channel->sip_port());
  caller = "13812345678";
  const auto arrived = call_in(phone, "uc");
  EXPECT_FALSE(arrived.customer);
  EXPECT_EQ(arrived.traits.region, "江苏省连云港市");
}

TEST_F(VoiceChannelTest, numbers_and_sessions_we_do_not_have_are_refused_at_once) {
  Phone phone(channel->sip_port());
  dialled = "9999";
  phone.send(request(phone, "INVITE", "n1", 1, {}, "application/sdp", sdp(40000)));
  EXPECT_EQ(sip::test::status_of(phone.await_final()), 404);
  dialled = "4001";
  phone.send(request(phone, "INVITE", "n2", 1, {}, "application/sdp", "v=0\r\nthis is no session\r\n"));
  EXPECT_EQ(sip::test::status_of(phone.await_final()), 488);
  engine.refusing = true;
  phone.send(request(phone, "INVITE", "n3", 1, {}, "application/sdp", sdp(40000)));
  EXPECT_EQ(sip::test::status_of(phone.await_final()), 503);
  EXPECT_EQ(channel->legs(), 0u);
}

TEST_F(VoiceChannelTest, caller_who_gives_up_early_and_one_we_reject) {
  Phone phone(channel->sip_port());
  phone.send(request(phone, "INVITE", "e1", 1, {}, "application/sdp", sdp(40000)));
  const auto arrived = engine.await<CallArrived>();
  std::string cancel = request(phone, "CANCEL", "e1", 1);
  cancel.replace(cancel.find("e1CANCEL1"), 9, "e1INVITE1");
  phone.send(cancel);
  const auto ended = engine.await<LegEnded>();
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->cause, EndCause::cancelled);
  phone.send(request(phone, "INVITE", "e2", 1, {}, "application/sdp", sdp(40000)));
  const auto second = engine.await<CallArrived>();
  channel->perform(RejectLeg{second->leg, EndCause::busy});
  EXPECT_FALSE(phone.await_status(486).empty());
  EXPECT_FALSE(engine.await<LegEnded>(50)) << "our own doing is no news";
}

TEST_F(VoiceChannelTest, prompt_is_played_and_its_end_reported) {
  Phone phone(channel->sip_port());
  const auto arrived = call_in(phone, "pp");
  channel->perform(PlayMusic{arrived.leg, "default"});
  channel->perform(PlayPrompts{arrived.leg, ActionId{5}, {{"您好", "zh-CN", false}}});
  const auto finished = engine.await<PlaybackFinished>();
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->action, ActionId{5});
}

TEST_F(VoiceChannelTest, keys_by_info_are_collected) {
  Phone phone(channel->sip_port());
  const auto arrived = call_in(phone, "kd");
  CollectDigits collect;
  collect.leg = arrived.leg;
  collect.action = ActionId{6};
  collect.prompts = {{"请按键", "zh-CN", false}};
  collect.max = 4;
  collect.terminators = "#";
  channel->perform(collect);
  int cseq = 2;
  for (const char* key : {"1", "2", "#"}) {
    phone.send(request(phone, "INFO", "kd", cseq++, caller_tag, "application/dtmf-relay", std::string("Signal=") + key));
    EXPECT_FALSE(phone.await_status(200).empty());
  }
  const auto collected = engine.await<DigitsCollected>();
  ASSERT_TRUE(collected);
  EXPECT_EQ(collected->digits.text, "12");
  EXPECT_EQ(collected->end, CollectEnd::complete);
}

TEST_F(VoiceChannelTest, agent_on_a_phone_is_rung_bridged_recorded_and_hung_up) {
  Phone caller(channel->sip_port()), agent(channel->sip_port());
  const auto arrived = call_in(caller, "br");
  const auto dial = dial_to(agent);
  channel->perform(dial);
  const std::string invite = agent.await_request("INVITE");
  EXPECT_NE(invite.find("+8613800138000"), std::string::npos);
  agent.send(sip::test::answer_to(invite, "180 Ringing", "p"));
  EXPECT_TRUE(engine.await<LegRinging>());
  agent.send(sip::test::answer_to(invite, "200 OK", "p", agent.contact(), sdp(40002)));
  const auto answered = engine.await<LegAnswered>();
  ASSERT_TRUE(answered);
  EXPECT_EQ(answered->leg, dial.leg);
  EXPECT_TRUE(sip::DialogDescription::parse(answered->descriptor));
  channel->perform(Bridge{arrived.leg, dial.leg});
  channel->perform(StartRecording{RecordingId{9}, ConversationId{3}, arrived.leg, dial.leg});
  channel->perform(HoldLeg{arrived.leg, dial.leg, true, "default"});
  channel->perform(HoldLeg{arrived.leg, dial.leg, false, "default"});
  channel->perform(MuteLeg{dial.leg, true});
  channel->perform(StopRecording{RecordingId{9}});
  channel->perform(HangUpLeg{dial.leg, EndCause::hang_up});
  channel->perform(HangUpLeg{arrived.leg, EndCause::hang_up});
  EXPECT_FALSE(agent.await_request("BYE").empty());
  EXPECT_FALSE(caller.await_request("BYE").empty());
  EXPECT_FALSE(engine.await<LegEnded>(50));
  EXPECT_EQ(channel->legs(), 0u);
}

TEST_F(VoiceChannelTest, phones_that_cannot_be_had_are_reported_with_the_reason) {
  Phone agent(channel->sip_port());
  auto dial = dial_to(agent);
  dial.contact.clear();
  dial.device = "a1";
  channel->perform(dial);
  EXPECT_EQ(engine.await<LegEnded>()->cause, EndCause::unreachable) << "not registered";
  const std::vector<std::pair<const char*, EndCause>> answers{{"486 Busy Here", EndCause::busy},
                                                              {"603 Decline", EndCause::rejected},
                                                              {"404 Not Found", EndCause::unreachable},
                                                              {"500 Oops", EndCause::failed}};
  for (const auto& [answer, cause] : answers) {
    channel->perform(dial_to(agent));
    const std::string invite = agent.await_request("INVITE");
    agent.send(sip::test::answer_to(invite, answer, "p"));
    const auto ended = engine.await<LegEnded>();
    ASSERT_TRUE(ended) << answer;
    EXPECT_EQ(ended->cause, cause) << answer;
    agent.await_request("ACK");
  }
}

TEST_F(VoiceChannelTest, answer_without_a_session_ends_the_leg) {
  Phone agent(channel->sip_port());
  channel->perform(dial_to(agent));
  const std::string invite = agent.await_request("INVITE");
  agent.send(sip::test::answer_to(invite, "200 OK", "p", agent.contact(), "v=0\r\nnonsense\r\n"));
  EXPECT_EQ(engine.await<LegEnded>()->cause, EndCause::failed);
  EXPECT_FALSE(agent.await_request("BYE").empty());
}

TEST_F(VoiceChannelTest, withdrawn_offer_stops_the_ringing) {
  Phone agent(channel->sip_port());
  const auto dial = dial_to(agent);
  channel->perform(dial);
  const std::string invite = agent.await_request("INVITE");
  agent.send(sip::test::answer_to(invite, "180 Ringing", "p"));
  engine.await<LegRinging>();
  channel->perform(HangUpLeg{dial.leg, EndCause::cancelled});
  EXPECT_FALSE(agent.await_request("CANCEL").empty());
  EXPECT_FALSE(engine.await<LegEnded>(50));
}

TEST_F(VoiceChannelTest, phone_puts_the_call_on_hold_and_takes_it_back) {
  Phone phone(channel->sip_port());
  call_in(phone, "ho");
  phone.send(request(phone, "INVITE", "ho", 2, caller_tag, "application/sdp", sdp(40000) + "a=sendonly\r\n"));
  const std::string held = phone.await_status(200);
  EXPECT_NE(held.find("a=recvonly"), std::string::npos) << held;
  phone.send(request(phone, "ACK", "ho", 2, caller_tag));
  phone.send(request(phone, "INVITE", "ho", 3, caller_tag, "application/sdp", sdp(40000)));
  EXPECT_NE(phone.await_status(200).find("a=sendrecv"), std::string::npos);
}

TEST_F(VoiceChannelTest, agent_browser_is_asked_and_only_its_owner_may_answer) {
  std::promise<LegId> wanted, closed;
  channel->set_browser_listener({[&](AgentId, LegId leg, ConversationId, ReservationId) { wanted.set_value(leg); },
                                 [&](AgentId, LegId leg, EndCause) { closed.set_value(leg); }, {}});
  DialAgent dial;
  dial.leg = ids.next<LegId>();
  dial.agent = AgentId{1};
  channel->perform(dial);
  EXPECT_EQ(wanted.get_future().get(), dial.leg);
  EXPECT_EQ(agent_offer(AgentId{2}, dial.leg, browser_sdp()).error().code, make_error_code(telephony_errc::wrong_owner));
  EXPECT_EQ(agent_offer(AgentId{1}, LegId{1}, browser_sdp()).error().code, make_error_code(telephony_errc::unknown_leg));
  EXPECT_EQ(agent_offer(AgentId{1}, dial.leg, "v=0\r\n").error().code, make_error_code(telephony_errc::bad_sdp));
  const auto first = agent_offer(AgentId{1}, dial.leg, browser_sdp());
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_NE(first->find("a=ice-lite"), std::string::npos);
  const auto second = agent_offer(AgentId{1}, dial.leg, browser_sdp());
  ASSERT_TRUE(second) << "another tab, or the page again";
  EXPECT_NE(*first, *second);
  channel->perform(HangUpLeg{dial.leg, EndCause::cancelled});
  EXPECT_EQ(closed.get_future().get(), dial.leg);
}

TEST_F(VoiceChannelTest, browser_that_never_brings_sound_into_a_bridged_call_ends_it) {
  Phone phone(channel->sip_port());
  const auto arrived = call_in(phone, "nb");
  DialAgent dial;
  dial.leg = ids.next<LegId>();
  dial.agent = AgentId{1};
  channel->perform(dial);
  channel->perform(Bridge{arrived.leg, dial.leg});
  const auto ended = engine.await<LegEnded>();
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->leg, dial.leg);
  EXPECT_EQ(ended->cause, EndCause::connection_lost);
}

TEST_F(VoiceChannelTest, visitor_calls_from_the_page_and_only_they_may_end_it) {
  BrowserCall call;
  call.number = NumberId{40};
  call.site = SiteId{60};
  call.contact.text = "visitor-1";
  call.traits.value = 80;
  std::promise<Result<std::pair<LegId, std::string>>> answer;
  channel->visitor_call(call, browser_sdp(), [&](auto result) { answer.set_value(std::move(result)); });
  const auto result = answer.get_future().get();
  ASSERT_TRUE(result) << result.error().detail;
  const auto arrived = engine.await<CallArrived>();
  ASSERT_TRUE(arrived);
  EXPECT_EQ(arrived->leg, result->first);
  EXPECT_EQ(arrived->site, SiteId{60});
  EXPECT_EQ(arrived->traits.value, 80);
  channel->perform(AnswerLeg{arrived->leg});
  channel->perform(PlayPrompts{arrived->leg, ActionId{8}, {{"hello", "en", false}}});
  EXPECT_TRUE(engine.await<PlaybackFinished>()) << "the prompt does not wait for ever for the browser's sound";
  CollectDigits collect;
  collect.leg = arrived->leg;
  collect.action = ActionId{9};
  collect.max = 3;
  channel->perform(collect);
  channel->visitor_digits(call.contact, arrived->leg, "4x2 1");
  const auto collected = engine.await<DigitsCollected>();
  ASSERT_TRUE(collected);
  EXPECT_EQ(collected->digits.text, "421");
  Private stranger;
  stranger.text = "visitor-2";
  channel->visitor_hang_up(stranger, arrived->leg);
  channel->visitor_hang_up(call.contact, arrived->leg);
  const auto ended = engine.await<LegEnded>();
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->cause, EndCause::hang_up);
}

TEST_F(VoiceChannelTest, draining_refuses_new_calls_and_keeps_the_old) {
  Phone phone(channel->sip_port());
  call_in(phone, "d1");
  channel->set_draining(true);
  Phone second(channel->sip_port());
  second.send(request(second, "INVITE", "d2", 1, {}, "application/sdp", sdp(40000)));
  EXPECT_EQ(sip::test::status_of(second.await_final()), 503);
  EXPECT_EQ(channel->legs(), 1u);
}

}  // namespace
}  // namespace tandem
