// The words the demo's people are made of: names with their pinyin, places, goods, and what customers call about.
// Constant tables; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace tandem::crm::demo {

struct Syllable {
  std::string_view han;
  std::string_view pinyin;  // toneless ASCII, as in an e-mail address
};

struct City {
  std::string_view zh;      // "上海市徐汇区"
  std::string_view street;  // "漕溪北路"
};

struct Abroad {
  std::string_view region;  // ISO 3166
  std::string_view city;
  std::string_view street;
  std::string_view number_prefix;  // E.164 up to where the free digits start
  int free_digits;
  std::string_view currency;
};

struct Product {
  std::string_view zh;
  std::string_view en;
  std::int64_t price_fen;  // Chinese fen; abroad the shop charges a seventh in the local currency
};

// What somebody gets in touch about; the same subject gives the case, the conversation's note and its code.
struct Matter {
  std::string_view type;
  std::string_view queue;
  std::string_view disposition;
  std::string_view zh_subject;
  std::string_view en_subject;
  std::string_view zh_note;
  std::string_view en_note;
};

std::span<const Syllable> family_names();
std::span<const Syllable> given_syllables();
std::span<const std::string_view> english_first_names();
std::span<const std::string_view> english_last_names();
std::span<const City> cities();
std::span<const Abroad> places_abroad();
std::span<const std::string_view> mobile_prefixes();
std::span<const Product> products();
std::span<const Matter> matters();
std::span<const std::string_view> chinese_companies();
std::span<const std::string_view> english_companies();
std::span<const std::string_view> chinese_notes();
std::span<const std::string_view> english_notes();

}  // namespace tandem::crm::demo
