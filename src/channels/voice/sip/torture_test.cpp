// The 49 messages of RFC 4475, from data that is not part of the project: each is sent as it stands, the expected
// answer is looked for, and a normal call must work afterwards.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "channels/voice/sip/test/fixture.hpp"

namespace tandem::sip::test {
namespace {

namespace fs = std::filesystem;

struct Row {
  std::string file, kind, expected;
};

fs::path data_folder() { return fs::path(TANDEM_SOURCE_DIR) / ".." / "shared" / "data" / "sip"; }

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Row> rows() {
  std::ifstream in(data_folder() / "expected.tsv");
  std::vector<Row> out;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string set, file, section, kind, syntax, expected;
    std::getline(fields, set, '\t');
    std::getline(fields, file, '\t');
    std::getline(fields, section, '\t');
    std::getline(fields, kind, '\t');
    std::getline(fields, syntax, '\t');
    std::getline(fields, expected, '\t');
    out.push_back({file, kind, expected});
  }
  return out;
}

// Where the answer to it goes: the port of its first Via (RFC 3261 §18.2.2), at the address it was sent from.
std::uint16_t answer_port(const std::string& message) {
  const auto via = message.find("SIP/2.0/");
  const auto line = via == std::string::npos ? std::string() : message.substr(via, message.find("\r\n", via) - via);
  const auto colon = line.find(':', line.find(' ') == std::string::npos ? 0 : line.find(' '));
  const int port = colon == std::string::npos ? 0 : std::atoi(line.c_str() + colon + 1);
  return static_cast<std::uint16_t>(port > 0 && port < 65536 ? port : 5060);
}

// Whether the row allows this answer. None at all is right where the Via cannot be used (a transport that it was not
// sent over, an unreadable one); 401 is what a registrar that knows its phones says to anybody.
bool allowed(const Row& row, int status) {
  const bool strict = std::isdigit(static_cast<unsigned char>(row.expected[0])) &&
                      row.expected.find("acceptable") == std::string::npos &&
                      row.expected.find("reasonable") == std::string::npos;
  if (row.kind == "response") return status == 0;
  return !strict || status == 0 || status == 401 || row.expected.find(std::to_string(status)) != std::string::npos;
}

}  // namespace

class TortureTest : public StackTest {
 protected:
  // The final status that came back, 0 for none. Calls that were let in are refused with 603.
  // Each message has a source address of its own, so that what is sent again for one is not taken for another's.
  int provoke(const std::string& message, int number) {
    const auto via = message.find("SIP/2.0/TCP");
    const bool tcp = via != std::string::npos && via < message.find("\r\n\r\n");
    Phone phone(stack->port(), tcp, ("127.0.77." + std::to_string(number)).c_str(), tcp ? std::uint16_t{0} : answer_port(message));
    phone.send(message);
    if (const auto note = notes.await("incoming", 30); !note.what.empty())
      on_stack([&] { stack->reject(note.call, 603); });
    return status_of(phone.await_final(60));
  }
};

TEST_F(TortureTest, every_message_is_survived_and_the_next_call_works) {
  if (!fs::exists(data_folder() / "expected.tsv")) GTEST_SKIP() << "skipped: evaluation data not present";
  begin();
  on_stack([&] { stack->set_trunks({{"carrier", {*Cidr::parse("127.0.0.0/8")}}}); });
  int number = 0;
  for (const auto& row : rows()) {
    const std::string message = read_file(data_folder() / row.file);
    ASSERT_FALSE(message.empty()) << row.file;
    const int status = provoke(message, ++number);
    EXPECT_TRUE(allowed(row, status)) << row.file << " was answered with " << status << ", expected: " << row.expected;
    ASSERT_NO_FATAL_FAILURE(expect_normal_call("t" + std::to_string(number))) << row.file;
  }
  EXPECT_EQ(number, 49);
}

}  // namespace tandem::sip::test
