#include "crm/records/identity.hpp"

#include <algorithm>

#include "base/phone.hpp"
#include "crm/errors.hpp"

namespace tandem::crm {
namespace {

constexpr std::size_t longest_email = 254;  // RFC 5321 section 4.5.3.1.3, less the brackets
constexpr std::size_t longest_id = 128;

Failure bad(std::string detail) { return fail(make_error_code(errc::bad_input), std::move(detail)); }

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

std::string stored(const Phone& phone) {
  return phone.extension.empty() ? phone.e164 : phone.e164 + ";ext=" + phone.extension;
}

Result<std::string> normalised_email(std::string_view text) {
  const auto at = text.find('@');
  const bool printable =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
  const bool shaped = at != text.npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos;
  if (!printable || !shaped || text.size() > longest_email || text.find_first_of("<>,;\"") != text.npos)
    return bad("'" + std::string(text.substr(0, 60)) + "' is no e-mail address");
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

}  // namespace

const char* describe(errc e) {
  switch (e) {
    case errc::unknown:
      return "no such record";
    case errc::bad_input:
      return "not acceptable";
    case errc::changed_meanwhile:
      return "changed by somebody else meanwhile";
  }
  return "unknown error";
}

std::string_view name_of(IdentityKind kind) {
  switch (kind) {
    case IdentityKind::phone:
      return "phone";
    case IdentityKind::email:
      return "email";
    case IdentityKind::visitor:
      return "visitor";
    case IdentityKind::external:
      return "external";
  }
  return "unknown";
}

std::optional<IdentityKind> identity_kind(std::string_view name) {
  for (const auto kind : {IdentityKind::phone, IdentityKind::email, IdentityKind::visitor, IdentityKind::external})
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

Localized order_status_words(std::string_view status) {
  if (status == "paid") return {"已付款", "paid"};
  if (status == "shipped") return {"已发货", "shipped"};
  if (status == "delivered") return {"已签收", "delivered"};
  if (status == "returned") return {"已退货", "returned"};
  if (status == "cancelled") return {"已取消", "cancelled"};
  return {std::string(status), std::string(status)};
}

Result<std::string> normalised(IdentityKind kind, std::string_view written, std::string_view region) {
  const auto text = trimmed(written);
  if (kind == IdentityKind::email) return normalised_email(text);
  if (kind == IdentityKind::phone) {
    const auto phone = parse_phone(text, region);
    if (!phone) return bad("'" + std::string(text.substr(0, 60)) + "' is no telephone number");
    return stored(*phone);
  }
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (text.empty() || text.size() > longest_id || !printable)
    return bad("an id has 1 to " + std::to_string(longest_id) + " letters, digits or signs");
  return std::string(text);
}

std::vector<std::string> phone_candidates(std::string_view written, std::string_view region) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& value) {
    if (std::find(out.begin(), out.end(), value) == out.end()) out.push_back(value);
  };
  const auto digits = digits_of(written);
  if (digits.empty() || digits.size() > 20) return out;
  const auto national = parse_phone(trimmed(written), region);
  // Carriers often send the country code without its "+": believed only where the numbering plan has the number.
  const auto bare = parse_phone("+" + digits, "ZZ");
  const bool bare_first = bare && is_valid_phone(*bare) && !(national && is_valid_phone(*national));
  if (bare_first) add(stored(*bare));
  if (national) add(stored(*national));
  if (bare && is_valid_phone(*bare)) add(stored(*bare));
  return out;
}

std::string reversed_digits(std::string_view text) {
  auto digits = digits_of(text.substr(0, text.find(';')));
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string masked(IdentityKind kind, std::string_view value) {
  if (kind == IdentityKind::phone) {
    const auto number = value.substr(0, value.find(';'));
    if (number.size() < 8) return "****";
    const auto head = std::min<std::size_t>(6, number.size() - 6);
    return std::string(number.substr(0, head)) + "****" + std::string(number.substr(number.size() - 4));
  }
  if (kind == IdentityKind::email) {
    const auto at = value.find('@');
    return std::string(value.substr(0, 1)) + "***" + (at == value.npos ? std::string() : std::string(value.substr(at)));
  }
  return std::string(value.substr(0, 4)) + "…";
}

Localized region_of(const std::string& e164) {
  if (e164.empty()) return {};
  return {phone_region(e164, "zh"), phone_region(e164, "en")};
}

}  // namespace tandem::crm
