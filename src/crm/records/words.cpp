#include "crm/records/words.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>

namespace tandem::crm {
namespace {

constexpr int most_words = 16;             // of one name
constexpr std::int32_t longest_word = 40;  // characters

icu::UnicodeString fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no normalisation data");
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  const auto whole = normalizer->normalize(source, status);
  if (U_FAILURE(status)) return {};
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < whole.length(); i = whole.moveIndex32(i, 1)) {
    const auto c = whole.char32At(i);
    const bool space = u_isUWhiteSpace(c) || u_iscntrl(c);
    if (!space)
      out.append(c);
    else if (!out.isEmpty() && out[out.length() - 1] != u' ')
      out.append(u' ');
  }
  return out.trim();
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

}  // namespace

std::string folded(std::string_view text) { return utf8(fold(text)); }

std::vector<std::string> search_words(std::string_view name) {
  const auto text = fold(name);
  std::vector<std::string> words;
  bool at_start = true;
  for (std::int32_t i = 0; i < text.length() && static_cast<int>(words.size()) < most_words;
       i = text.moveIndex32(i, 1)) {
    const auto c = text.char32At(i);
    const bool letter = u_isalnum(c);
    if (letter && (at_start || u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)))
      words.push_back(utf8(text.tempSubString(i, longest_word)));
    at_start = !letter;
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::string past_prefix(std::string_view prefix) { return std::string(prefix) + "\xF4\x8F\xBF\xBF"; }

}  // namespace tandem::crm
