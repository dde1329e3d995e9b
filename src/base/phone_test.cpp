#include "base/phone.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <vector>

namespace tandem {
namespace {

// RFC 4180 without line breaks inside quotes, which these files do not have.
std::vector<std::string> split_csv(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

class PhoneData : public testing::Test {
 protected:
  // Every row of ../shared/data/phone/NAME without the header line; false (and skipped) when the data is not there.
  bool read(const std::string& name, std::size_t columns) {
    const auto file = std::filesystem::path(TANDEM_SOURCE_DIR) / ".." / "shared" / "data" / "phone" / name;
    std::ifstream in(file);
    if (!in) return false;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
      rows.push_back(split_csv(line));
      if (rows.back().size() != columns) ADD_FAILURE() << name << " has a row of another width: " << line;
    }
    EXPECT_FALSE(rows.empty());
    return true;
  }
  std::vector<std::vector<std::string>> rows;
};

#define READ_OR_SKIP(name, columns) \
  if (!read(name, columns)) GTEST_SKIP() << "skipped: evaluation data not present"

void expect_number(const std::string& raw, const std::string& region, const std::string& e164, const std::string& ext,
                   const std::string& valid) {
  const auto phone = parse_phone(raw, region);
  ASSERT_TRUE(phone.has_value()) << raw << " (" << region << ")";
  EXPECT_EQ(phone->e164, e164) << raw << " (" << region << ")";
  EXPECT_EQ(phone->extension, ext) << raw << " (" << region << ")";
  EXPECT_EQ(phone->written, raw);
  if (valid == "yes" || valid == "no") {
    EXPECT_EQ(is_valid_phone(*phone), valid == "yes") << raw << " (" << region << ")";
  }
}

TEST_F(PhoneData, written_forms_of_half_the_worlds_regions_become_their_e164) {
  READ_OR_SKIP("examples.csv", 8);
  for (const auto& row : rows) expect_number(row[4], row[0], row[5], row[6], row[7]);
}

TEST_F(PhoneData, odd_forms_of_the_parsers_own_cases_become_their_e164) {
  READ_OR_SKIP("parse.csv", 6);
  for (const auto& row : rows) expect_number(row[1], row[2], row[3], row[4], row[5]);
}

TEST_F(PhoneData, texts_that_are_no_number_are_refused) {
  READ_OR_SKIP("reject.csv", 3);
  for (const auto& row : rows) EXPECT_FALSE(parse_phone(row[0], row[1]).has_value()) << row[0] << " (" << row[1] << ")";
}

TEST(Phone, national_number_takes_the_default_region) {
  const auto phone = parse_phone("138 1234 5678", "CN");
  ASSERT_TRUE(phone.has_value());
  EXPECT_EQ(phone->e164, "+8613812345678");
  EXPECT_EQ(phone->written, "138 1234 5678");
  EXPECT_TRUE(is_valid_phone(*phone));
}

TEST(Phone, national_number_without_a_region_is_refused) {
  EXPECT_FALSE(parse_phone("138 1234 5678", "ZZ").has_value());
  EXPECT_FALSE(parse_phone("138 1234 5678", "").has_value());
}

TEST(Phone, extension_stays_beside_the_number) {
  for (const char* written :
       {"021-61234567 ext. 801", "021-61234567 转 801", "021-61234567转801", "021 6123 4567 分机801"}) {
    const auto phone = parse_phone(written, "CN");
    ASSERT_TRUE(phone.has_value()) << written;
    EXPECT_EQ(phone->e164, "+862161234567") << written;
    EXPECT_EQ(phone->extension, "801") << written;
    EXPECT_EQ(phone->written, written);
  }
}

TEST(Phone, trunk_prefixes_that_were_abolished_still_come_off) {
  const auto mexico = parse_phone("01 (449)978-0001", "MX");
  const auto uzbekistan = parse_phone("8 91 234 56 78", "UZ");
  ASSERT_TRUE(mexico.has_value());
  ASSERT_TRUE(uzbekistan.has_value());
  EXPECT_EQ(mexico->e164, "+524499780001");
  EXPECT_EQ(uzbekistan->e164, "+998912345678");
}

TEST(Phone, hostile_text_is_refused_without_harm) {
  EXPECT_FALSE(parse_phone("", "CN").has_value());
  EXPECT_FALSE(parse_phone(std::string(1'000'000, '9'), "CN").has_value());
  EXPECT_FALSE(parse_phone(std::string("\0\0\0", 3), "CN").has_value());
  EXPECT_FALSE(parse_phone("\xff\xfe\x80", "CN").has_value());
  EXPECT_FALSE(parse_phone("'; drop table customers; --", "CN").has_value());
}

TEST(Phone, region_is_named_in_both_languages) {
  EXPECT_EQ(phone_region("+862161234567", "zh"), "上海市");
  EXPECT_EQ(phone_region("+862161234567", "en"), "Shanghai");
  EXPECT_NE(phone_region("+8613812345678", "zh"), "");
  EXPECT_EQ(phone_region("not a number", "zh"), "");
}

TEST(Phone, screens_show_the_international_form) {
  EXPECT_EQ(phone_for_people("+8613812345678"), "+86 138 1234 5678");
  EXPECT_EQ(phone_for_people("nonsense"), "nonsense");
}

}  // namespace
}  // namespace tandem
