// The words, signs, texts and numbers that an expression is made of. Pure; a Tokens lives as long as one parse and
// refers to the text it reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/expressions/parse.hpp"

namespace tandem::expressions {

struct Token {
  enum class Kind { end, word, sign, text, number };
  Kind kind = Kind::end;
  std::size_t from = 0, to = 0;  // bytes of the source
  std::string_view source;       // these bytes
  std::string text;              // of a text: without quotes and escapes
  std::int64_t number = 0;       // in ten-thousandths

  bool is_word(std::string_view word) const { return kind == Kind::word && source == word; }
  bool is_sign(std::string_view sign) const { return kind == Kind::sign && source == sign; }
};

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  // The next one; nothing when it cannot be one, and then problem() says why. At the end: Kind::end, again and again.
  std::optional<Token> next();
  const ParseProblem& problem() const { return problem_; }

 private:
  std::optional<Token> quoted();
  std::optional<Token> number();
  std::optional<Token> sign();
  Token token(Token::Kind kind, std::size_t to);
  std::optional<Token> refused(std::size_t at, Localized text);

  std::string_view text_;
  std::size_t at_ = 0;
  ParseProblem problem_;
};

// At most 40 bytes of it on one line, cut between characters, for messages.
std::string shortened(std::string_view text);

}  // namespace tandem::expressions
