#include "core/expressions/parsing/tokens.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/expressions/numbers.hpp"
#include "model/said.hpp"

namespace tandem::expressions {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Capital letters make words too, so that AND is refused as a word and not as a letter.
bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_word_part(char c) { return is_word_start(c) || is_digit(c) || c == '.'; }

// The longer first where one is the beginning of another.
constexpr std::array<std::string_view, 13> signs{"!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", ","};
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> habits{
    {{"==", "="}, {"<>", "!="}, {"&&", "and"}, {"||", "or"}, {"!", "not"}, {"&", "and"}, {"|", "or"}}};

}  // namespace

std::string shortened(std::string_view text) {
  constexpr std::size_t most = 40;
  auto end = std::min(most, text.size());
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  std::string line(text.substr(0, end));
  std::ranges::replace_if(line, is_control, ' ');
  return end < text.size() ? line + "…" : line;
}

std::optional<Token> Tokens::next() {
  while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  if (at_ == text_.size()) return token(Token::Kind::end, at_);
  const char first = text_[at_];
  if (first == '"' || first == '\'') return quoted();
  if (is_digit(first)) return number();
  if (!is_word_start(first)) return sign();
  auto end = at_;
  while (end < text_.size() && is_word_part(text_[end])) ++end;
  return token(Token::Kind::word, end);
}

std::optional<Token> Tokens::quoted() {
  const char quote = text_[at_];
  std::string value;
  for (auto at = at_ + 1; at < text_.size() && text_[at] != '\n' && text_[at] != '\r'; ++at) {
    const char c = text_[at];
    if (c == quote) {
      auto found = token(Token::Kind::text, at + 1);
      found.text = std::move(value);
      return found;
    }
    if (is_control(c) && c != '\t') return refused(at, {"文本中不能有控制字符", "a control character cannot stand in a text"});
    if (c != '\\') {
      value += c;
      continue;
    }
    const char escaped = at + 1 < text_.size() ? text_[at + 1] : ' ';
    if (escaped != 'n' && escaped != '\\' && escaped != '"' && escaped != '\'')
      return refused(at, {"反斜杠之后须是 \"、'、\\ 或 n；反斜杠本身写作 \\\\",
                          "after a backslash there must be \", ', \\ or n; a backslash itself is written \\\\"});
    value += escaped == 'n' ? '\n' : escaped;
    ++at;
  }
  return refused(at_, said("文本没有在本行结束：缺少另一个 {}", "this text is not closed on its line: another {} is missing", quote));
}

std::optional<Token> Tokens::number() {
  const auto digits_from = [this](std::size_t at) {
    while (at < text_.size() && is_digit(text_[at])) ++at;
    return at;
  };
  auto end = digits_from(at_);
  if (end < text_.size() && text_[end] == '.') {
    const auto fraction = end + 1;
    end = digits_from(fraction);
    if (end == fraction) return refused(at_, {"小数点之后缺少数字", "digits are missing after the point"});
    if (end - fraction > number_places)
      return refused(at_, {"数字最多四位小数", "a number has at most four places after the point"});
  }
  if (end < text_.size() && is_word_part(text_[end]))
    return refused(at_, {"数字由 0-9 和一个小数点组成；文本要写在引号中",
                         "a number is made of digits and one point; a text stands in quotes"});
  const auto read = read_number(text_.substr(at_, end - at_));
  if (!read || !read->in_range) return refused(at_, {"数字过大", "this number is too large"});
  auto found = token(Token::Kind::number, end);
  found.number = read->value;
  return found;
}

std::optional<Token> Tokens::sign() {
  const auto rest = text_.substr(at_);
  for (const auto& [habit, ours] : habits)
    if (rest.starts_with(habit) && !(habit == "!" && rest.starts_with("!=")))
      return refused(at_, said("'{}' 在这里写作 '{}'", "'{}' is written '{}' here", habit, ours));
  for (const auto known : signs)
    if (rest.starts_with(known)) return token(Token::Kind::sign, at_ + known.size());
  if (static_cast<unsigned char>(rest.front()) >= 0x80)
    return refused(at_, {"文本要写在引号中，引号以外的符号须是半角：\" ' ( ) , = < >",
                         "texts stand in quotes, and signs outside of them are half-width: \" ' ( ) , = < >"});
  return refused(at_, said("'{0}' 在这里没有意义；请删除", "'{0}' has no meaning here", shortened(rest.substr(0, 1))));
}

Token Tokens::token(Token::Kind kind, std::size_t to) {
  Token made;
  made.kind = kind;
  made.from = at_;
  made.to = to;
  made.source = text_.substr(at_, to - at_);
  at_ = to;
  return made;
}

std::optional<Token> Tokens::refused(std::size_t at, Localized text) {
  problem_ = {at, std::move(text)};
  return std::nullopt;
}

}  // namespace tandem::expressions
