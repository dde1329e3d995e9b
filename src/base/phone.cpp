#include "base/phone.hpp"

#include <phonenumbers/geocoding/phonenumber_offline_geocoder.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstdlib>

#include "base/recent.hpp"

namespace tandem {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberOfflineGeocoder;
using i18n::phonenumbers::PhoneNumberUtil;

// The parser's patterns take time that grows with the square of the text; nobody writes a number this long.
constexpr std::size_t longest_text = 250;

bool parse_e164(std::string_view e164, PhoneNumber& out) {
  return e164.size() <= longest_text &&
         PhoneNumberUtil::GetInstance()->Parse(std::string(e164), "ZZ", &out) == PhoneNumberUtil::NO_PARSING_ERROR;
}

// "转 801" and "分机 801" are how extensions are written in China; the parser knows the Latin labels only.
std::string with_known_extension_label(std::string_view text) {
  for (const std::string_view label : {"转", "轉", "分机", "分機"}) {
    const auto at = text.find(label);
    if (at != std::string_view::npos && at > 0)
      return std::string(text.substr(0, at)).append(" ext. ").append(text.substr(at + label.size()));
  }
  return std::string(text);
}

// Trunk prefixes that a country has given up and that newer metadata no longer knows, but people and their address
// books do: they come off where the number is valid only without.
void drop_abolished_prefix(PhoneNumber& number) {
  struct Abolished {
    int country_code;
    std::string_view prefix;
  };
  constexpr Abolished abolished[] = {{52, "01"}, {998, "8"}};  // Mexico 2019, Uzbekistan
  auto* util = PhoneNumberUtil::GetInstance();
  if (util->IsValidNumber(number)) return;
  std::string national;
  util->GetNationalSignificantNumber(number, &national);
  for (const auto& [country_code, prefix] : abolished) {
    if (number.country_code() != country_code || !national.starts_with(prefix)) continue;
    PhoneNumber shorter = number;
    shorter.clear_italian_leading_zero();
    shorter.clear_number_of_leading_zeros();
    shorter.set_national_number(std::strtoull(national.c_str() + prefix.size(), nullptr, 10));
    if (util->IsValidNumber(shorter)) number = shorter;
  }
}

Result<Phone> parse(std::string_view text, std::string_view default_region) {
  const auto bad = fail(make_error_code(boost::system::errc::invalid_argument), "not a phone number");
  PhoneNumber number;
  auto* util = PhoneNumberUtil::GetInstance();
  if (util->Parse(with_known_extension_label(text), std::string(default_region), &number) !=
      PhoneNumberUtil::NO_PARSING_ERROR)
    return bad;
  drop_abolished_prefix(number);
  Phone phone;
  util->Format(number, PhoneNumberUtil::E164, &phone.e164);
  phone.extension = number.extension();
  phone.written = std::string(text);
  return phone;
}

std::string describe(std::string_view e164, std::string_view language) {
  static const PhoneNumberOfflineGeocoder geocoder;
  PhoneNumber number;
  if (!parse_e164(e164, number)) return {};
  const icu::Locale locale(language == "zh" ? "zh" : "en", language == "zh" ? "CN" : "US");
  return geocoder.GetDescriptionForNumber(number, locale);
}

// One number is asked for several times while its call lasts, and the library's patterns take tens of microseconds.
std::string key_of(std::string_view text, std::string_view variant) {
  return std::string(variant).append(1, '\0').append(text);
}

}  // namespace

Result<Phone> parse_phone(std::string_view text, std::string_view default_region) {
  if (text.size() > longest_text) return fail(make_error_code(boost::system::errc::invalid_argument), "not a phone number");
  thread_local Recent<Result<Phone>> recent;
  return recent.of(key_of(text, default_region), [&] { return parse(text, default_region); });
}

bool is_valid_phone(const Phone& phone) {
  PhoneNumber number;
  return parse_e164(phone.e164, number) && PhoneNumberUtil::GetInstance()->IsValidNumber(number);
}

std::string phone_region(std::string_view e164, std::string_view language) {
  if (e164.size() > longest_text) return {};
  thread_local Recent<std::string> recent;
  return recent.of(key_of(e164, language), [&] { return describe(e164, language); });
}

std::string phone_for_people(std::string_view e164) {
  PhoneNumber number;
  if (!parse_e164(e164, number)) return std::string(e164);
  std::string text;
  PhoneNumberUtil::GetInstance()->Format(number, PhoneNumberUtil::INTERNATIONAL, &text);
  return text;
}

}  // namespace tandem
