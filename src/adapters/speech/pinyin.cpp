#include "adapters/speech/pinyin.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <mutex>
#include <utility>

namespace tandem::speech {
namespace {

using Pair = std::pair<const char*, const char*>;

// Longer words before shorter ones that they contain.
constexpr std::array<Pair, 66> words{{
    {"银行", "yín háng"},     {"行业", "háng yè"},      {"行情", "háng qíng"},    {"央行", "yāng háng"},
    {"重新", "chóng xīn"},    {"重复", "chóng fù"},     {"重播", "chóng bō"},     {"重拨", "chóng bō"},
    {"重试", "chóng shì"},    {"重听", "chóng tīng"},   {"重发", "chóng fā"},     {"重置", "chóng zhì"},
    {"重庆", "chóng qìng"},   {"还款", "huán kuǎn"},    {"归还", "guī huán"},     {"退还", "tuì huán"},
    {"还有", "hái yǒu"},      {"还是", "hái shì"},      {"还在", "hái zài"},      {"还没", "hái méi"},
    {"还需", "hái xū"},       {"了解", "liǎo jiě"},     {"不了", "bù liǎo"},      {"为您", "wèi nín"},
    {"为你", "wèi nǐ"},       {"为了", "wèi le"},       {"因为", "yīn wèi"},      {"会计", "kuài jì"},
    {"音乐", "yīn yuè"},      {"快乐", "kuài lè"},      {"调整", "tiáo zhěng"},   {"调解", "tiáo jiě"},
    {"调查", "diào chá"},     {"应答", "yìng dá"},      {"响应", "xiǎng yìng"},   {"供应", "gōng yìng"},
    {"应用", "yìng yòng"},    {"反应", "fǎn yìng"},     {"处理", "chǔ lǐ"},       {"处于", "chǔ yú"},
    {"便宜", "pián yi"},      {"假期", "jià qī"},       {"放假", "fàng jià"},     {"参与", "cān yù"},
    {"下载", "xià zài"},      {"首都", "shǒu dū"},      {"成都", "chéng dū"},     {"时长", "shí cháng"},
    {"较长", "jiào cháng"},   {"长时间", "cháng shí jiān"}, {"长途", "cháng tú"}, {"增长", "zēng zhǎng"},
    {"班长", "bān zhǎng"},    {"店长", "diàn zhǎng"},   {"质量", "zhì liàng"},    {"数量", "shù liàng"},
    {"相当", "xiāng dāng"},   {"差异", "chā yì"},       {"差错", "chā cuò"},      {"出差", "chū chāi"},
    {"传真", "chuán zhēn"},   {"觉得", "jué de"},       {"得到", "dé dào"},       {"获得", "huò dé"},
    {"中奖", "zhòng jiǎng"},  {"转接", "zhuǎn jiē"},
}};

constexpr std::array<Pair, 14> marks{{{"，", ", "}, {"。", ". "}, {"、", ", "}, {"；", "; "}, {"：", ", "},
                                      {"？", "? "}, {"！", "! "}, {"（", ", "}, {"）", ", "}, {"“", " "},
                                      {"”", " "},   {"《", " "},  {"》", " "},  {"…", ", "}}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// "hào4001" would be read as one word.
std::string with_spaces_around_numbers(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && digit(text[i]) != digit(text[i - 1]) && text[i] != ' ' && text[i - 1] != ' ' && text[i] != '.' &&
        text[i - 1] != '.' && text[i] != ',')
      out += ' ';
    out += text[i];
  }
  return out;
}

}  // namespace

std::string to_pinyin(std::string_view text) {
  static std::mutex mutex;  // a Transliterator is not safe to share
  static const std::unique_ptr<icu::Transliterator> han = [] {
    UErrorCode error = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, error));
  }();
  std::string prepared(text);
  for (const auto& [word, pinyin] : words) replace_all(prepared, word, " " + std::string(pinyin) + " ");
  for (const auto& [mark, plain] : marks) replace_all(prepared, mark, plain);
  if (!han) return prepared;
  auto unicode = icu::UnicodeString::fromUTF8(prepared);
  {
    std::lock_guard lock(mutex);
    han->transliterate(unicode);
  }
  std::string out;
  unicode.toUTF8String(out);
  return with_spaces_around_numbers(out);
}

}  // namespace tandem::speech
