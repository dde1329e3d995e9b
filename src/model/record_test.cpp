// The format of the journal, held by one golden file per type and version: what was written once must be readable, and
// must mean the same, for ever. TANDEM_UPDATE_GOLDEN=1 writes the files of new types and versions (never of old ones).
#include "model/record.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tandem {
namespace {

// Gives every field a value of its own.
class Filler {
 public:
  void operator()(std::string_view, auto& value) { fill(value); }
  void since(int, std::string_view, auto& value) { fill(value); }

 private:
  void fill(std::int64_t& value) { value = ++count_; }
  void fill(int& value) { value = ++count_; }
  void fill(bool& value) { value = true; }
  void fill(std::string& value) { value = "text" + std::to_string(++count_); }
  void fill(WallTime& value) { value.ms = 1'780'000'000'000 + ++count_; }
  void fill(Private& value) { value = {PayloadId{++count_}, "private" + std::to_string(count_), false}; }
  template <class Tag>
  void fill(Id<Tag>& value) { value.value = ++count_; }
  template <class E>
    requires std::is_enum_v<E>
  void fill(E& value) { value = static_cast<E>(1); }
  template <class T>
  void fill(std::vector<T>& list) {
    list.resize(1);
    fill(list.front());
  }
  template <codec::Described T>
  void fill(T& value) { T::fields(value, *this); }

  int count_ = 0;
};

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : bytes) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string unhex(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  return out;
}

std::optional<std::string> resolve(PayloadId id) { return "private" + std::to_string(id.value); }

struct Golden {
  std::string text, bytes;
};

std::optional<Golden> read_golden(const std::filesystem::path& file) {
  std::ifstream in(file);
  Golden golden;
  std::string digits;
  if (!std::getline(in, golden.text) || !std::getline(in, digits)) return std::nullopt;
  golden.bytes = unhex(digits);
  return golden;
}

template <class Body, class Variant, class Encode, class Decode>
void check(const std::string& folder, Encode encode, Decode decode) {
  SCOPED_TRACE(Body::name);
  Body sample;
  Filler filler;
  Body::fields(sample, filler);
  const std::filesystem::path root = std::filesystem::path(TANDEM_SOURCE_DIR) / "tests" / "golden" / folder;
  const auto file = [&](int version) { return root / (std::string(Body::name) + ".v" + std::to_string(version) + ".txt"); };
  if (std::getenv("TANDEM_UPDATE_GOLDEN") && !std::filesystem::exists(file(Body::version))) {
    std::ofstream out(file(Body::version));
    out << to_text(Variant{sample}) << "\n" << hex(encode(Variant{sample})) << "\n";
  }
  for (int version = 1; version <= Body::version; ++version) {
    const auto golden = read_golden(file(version));
    ASSERT_TRUE(golden) << file(version) << " is missing: TANDEM_UPDATE_GOLDEN=1 makes it";
    const auto decoded = decode(golden->bytes);
    ASSERT_TRUE(decoded) << decoded.error().code.message();
    if (version == Body::version) {
      EXPECT_EQ(to_text(*decoded), golden->text);
      EXPECT_EQ(hex(encode(Variant{sample})), hex(golden->bytes)) << "the format changed: give it a new version";
    }
  }
}

template <std::size_t I = 0>
void check_facts() {
  if constexpr (I < std::variant_size_v<Fact>) {
    check<std::variant_alternative_t<I, Fact>, Fact>(
        "facts", [](const Fact& fact) { return encode_fact(fact); },
        [](std::string_view bytes) { return decode_fact(bytes, &resolve); });
    check_facts<I + 1>();
  }
}

std::string encode_stimulus(const Stimulus& stimulus) {
  return encode_record(Record{WallTime{1'780'000'000'000}, stimulus, {}}).bytes;
}

Result<Stimulus> decode_stimulus(std::string_view bytes) {
  auto record = decode_record(bytes, &resolve);
  if (!record) return record.error();
  return *record->stimulus;
}

template <std::size_t I = 0>
void check_stimuli() {
  if constexpr (I < std::variant_size_v<Stimulus>) {
    check<std::variant_alternative_t<I, Stimulus>, Stimulus>("stimuli", &encode_stimulus, &decode_stimulus);
    check_stimuli<I + 1>();
  }
}

TEST(Record, every_fact_of_every_version_can_be_read) { check_facts(); }
TEST(Record, every_stimulus_of_every_version_can_be_read) { check_stimuli(); }

TEST(Record, private_texts_leave_as_payloads_and_come_back) {
  MessageCreated created;
  created.text = {PayloadId{7}, "my card number is …", false};
  Record record{WallTime{1}, std::nullopt, {created}};
  const auto encoded = encode_record(record);
  EXPECT_EQ(encoded.bytes.find("card"), std::string::npos);
  ASSERT_EQ(encoded.payloads.size(), 1u);
  EXPECT_EQ(encoded.payloads[0].second, "my card number is …");
  const auto erased = decode_record(encoded.bytes, [](PayloadId) { return std::optional<std::string>{}; });
  ASSERT_TRUE(erased);
  EXPECT_EQ(std::get<MessageCreated>(erased->facts[0]).text.text, "erased");
}

TEST(Record, a_damaged_record_is_an_error_and_never_a_crash) {
  ConversationStarted started;
  started.contact = {PayloadId{7}, "+8613800006721", false};
  const auto bytes = encode_record(Record{WallTime{1}, TimersDue{}, {started}}).bytes;
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(decode_record(bytes.substr(0, length), &resolve)) << length;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0xff);
    (void)decode_record(damaged, &resolve);  // whatever it gives, it gives it in bounds (sanitizers watch)
  }
}

TEST(Record, a_record_of_a_newer_program_is_refused) {
  auto bytes = encode_fact(AgentLinked{});
  bytes[1] = 99;  // the version
  const auto decoded = decode_fact(bytes, &resolve);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code, make_error_code(codec::errc::newer_version));
}

}  // namespace
}  // namespace tandem
