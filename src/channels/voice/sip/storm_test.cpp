// Mutated datagrams at the SIP port, from a seed that is printed; a normal call must work after every thousand. 5,000 by
// default, TANDEM_STORM=100000 in the long run.
#include <cstdlib>
#include <random>

#include "channels/voice/sip/test/fixture.hpp"

namespace tandem::sip::test {

class StormTest : public StackTest {
 protected:
  std::vector<std::string> seeds(const Phone& phone) {
    std::vector<std::string> out;
    int cseq = 0;
    for (const char* method : {"OPTIONS", "REGISTER", "BYE", "CANCEL", "INFO", "ACK", "PRACK", "SUBSCRIBE"})
      out.push_back(request(phone, method, "storm", ++cseq, {}, phone.contact()));
    out.push_back(invite(phone, "storm-invite", "Session-Expires: 1800\r\nSupported: timer\r\nRequire: timer\r\n"
                                               "P-Asserted-Identity: \"A\" <sip:1@x>\r\nRecord-Route: <sip:p;lr>\r\n"));
    out.push_back(invite(phone, "storm-auth",
                         "Authorization: Digest username=\"a1\", realm=\"tandem\", nonce=\"x\", uri=\"sip:x\", "
                         "qop=auth, nc=00000001, cnonce=\"c\", response=\"r\"\r\n"));
    out.push_back("SIP/2.0 200 OK\r\n" + phone.via("storm") + "From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\n"
                  "Call-ID: storm\r\nCSeq: 1 INVITE\r\nContact: <tel:+1>\r\nContent-Length: 0\r\n\r\n");
    return out;
  }

  std::string mutated(std::string text, std::mt19937& random) {
    static constexpr std::string_view nasty[] = {"\r\n\r\n", ";", ",", "\"", "<", ">", "%00", "%", "\0x", "4294967296", "-1",
                                                 "tel:+1", "sip:", "[::1]", "*", "SIP/2.0/TCP", ";lr;lr", "\xff\xfe"};
    const auto pick = [&](std::size_t below) { return static_cast<std::size_t>(random()) % (below == 0 ? 1 : below); };
    const std::size_t changes = 1 + pick(6);
    for (std::size_t i = 0; i < changes && !text.empty(); ++i) {
      const std::size_t at = pick(text.size());
      switch (pick(6)) {
        case 0: text[at] = static_cast<char>(random()); break;
        case 1: text.erase(at, 1 + pick(20)); break;
        case 2: text.insert(at, nasty[pick(std::size(nasty))]); break;
        case 3: text.insert(at, text.substr(pick(text.size()), pick(60))); break;
        case 4: text.insert(at, std::string(pick(300), static_cast<char>(random()))); break;
        case 5: text.resize(at); break;
      }
    }
    return text;
  }
};

TEST_F(StormTest, mutated_datagrams_are_survived) {
  StackOptions options;
  options.max_calls = 50;
  begin(options);
  const char* wanted = std::getenv("TANDEM_STORM");
  const int count = wanted ? std::atoi(wanted) : 5000;
  const unsigned seed = wanted ? std::random_device{}() : 1;
  std::printf("seed %u, %d datagrams\n", seed, count);
  std::mt19937 random(seed);
  Phone phone(stack->port());
  const auto templates = seeds(phone);
  for (int i = 0; i < count; ++i) {
    phone.send(mutated(templates[random() % templates.size()], random));
    while (const auto answer = phone.receive(0)) {
    }
    if (i % 50 == 49) on_stack([] {});  // lets the socket's buffer empty
    while (!notes.await("incoming", 0).what.empty()) {
    }
    if (i % 1000 != 999) continue;
    // Calls that got in among them are let go first.
    on_stack([&] {
      for (std::int64_t call = 1; call <= i + 1000; ++call) stack->hang_up(CallId{call}, 16);
    });
    ASSERT_NO_FATAL_FAILURE(expect_normal_call("after" + std::to_string(i)));
  }
}

}  // namespace tandem::sip::test
