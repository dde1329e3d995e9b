#include "base/phone.hpp"

#include <phonenumbers/geocoding/phonenumber_offline_geocoder.h>
#include <phonenumbers/phonenumberutil.h>

namespace tandem {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberOfflineGeocoder;
using i18n::phonenumbers::PhoneNumberUtil;

bool parse_e164(std::string_view e164, PhoneNumber& out) {
  return PhoneNumberUtil::GetInstance()->Parse(std::string(e164), "ZZ", &out) == PhoneNumberUtil::NO_PARSING_ERROR;
}

}  // namespace

Result<Phone> parse_phone(std::string_view text, std::string_view default_region) {
  PhoneNumber number;
  auto* util = PhoneNumberUtil::GetInstance();
  if (util->Parse(std::string(text), std::string(default_region), &number) != PhoneNumberUtil::NO_PARSING_ERROR)
    return fail(make_error_code(boost::system::errc::invalid_argument), "not a phone number");
  Phone phone;
  util->Format(number, PhoneNumberUtil::E164, &phone.e164);
  phone.extension = number.extension();
  phone.written = std::string(text);
  return phone;
}

bool is_valid_phone(const Phone& phone) {
  PhoneNumber number;
  return parse_e164(phone.e164, number) && PhoneNumberUtil::GetInstance()->IsValidNumber(number);
}

std::string phone_region(std::string_view e164, std::string_view language) {
  static const PhoneNumberOfflineGeocoder geocoder;
  PhoneNumber number;
  if (!parse_e164(e164, number)) return {};
  const icu::Locale locale(language == "zh" ? "zh" : "en", language == "zh" ? "CN" : "US");
  return geocoder.GetDescriptionForNumber(number, locale);
}

std::string phone_for_people(std::string_view e164) {
  PhoneNumber number;
  if (!parse_e164(e164, number)) return std::string(e164);
  std::string text;
  PhoneNumberUtil::GetInstance()->Format(number, PhoneNumberUtil::INTERNATIONAL, &text);
  return text;
}

}  // namespace tandem
