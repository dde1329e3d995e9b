// A rough reading of C++ for the rules: enough to see includes and braces, not a parser.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tidy {

struct Include {
  std::string path;
  std::size_t line = 0;
  bool quoted = true;
};

struct Function {
  std::size_t first_line = 0;  // of the opening brace
  std::size_t last_line = 0;   // of the closing one
};

// The same text with comments and the contents of strings and character literals as blanks; line breaks stay.
std::string without_comments_and_strings(std::string_view text);

std::vector<Include> includes_of(std::string_view text);

// Bodies of functions and of lambdas outside functions. A lambda inside a function belongs to it.
std::vector<Function> functions_of(std::string_view text);

}  // namespace tidy
