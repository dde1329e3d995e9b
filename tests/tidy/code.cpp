#include "tidy/code.hpp"

#include <cctype>
#include <regex>

#include "tidy/tree.hpp"

namespace tidy {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

void blank(std::string& text, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to && i < text.size(); ++i)
    if (text[i] != '\n') text[i] = ' ';
}

std::size_t end_of_literal(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote && text[at] != '\n'; ++at)
    if (text[at] == '\\') ++at;
  return at;
}

// `at` stands on the quote of R"delimiter( … )delimiter".
std::size_t end_of_raw_string(std::string_view text, std::size_t at) {
  const auto open = text.find('(', at);
  if (open == std::string_view::npos) return text.size();
  const std::string close = ")" + std::string(text.substr(at + 1, open - at - 1)) + "\"";
  const auto end = text.find(close, open);
  return end == std::string_view::npos ? text.size() : end + close.size() - 1;
}

// Preprocessor lines with their continuations; a macro's braces need not balance.
void blank_preprocessor(std::string& text) {
  bool continued = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto first = text.find_first_not_of(" \t", at);
    const bool directive = continued || (first < end && text[first] == '#');
    continued = directive && end > at && text[end - 1] == '\\';
    if (directive) blank(text, at, end);
    at = end + 1;
  }
}

bool has_plain_equals(const std::string& head) {
  int depth = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const char c = head[i];
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    if (c != '=' || depth > 0) continue;
    const bool comparison = (i + 1 < head.size() && head[i + 1] == '=') ||
                            (i > 0 && std::string_view("=!<>").find(head[i - 1]) != std::string_view::npos);
    if (!comparison && head.find("operator") == std::string::npos) return true;
  }
  return false;
}

enum class Scope { container, data, function };  // container: namespace, class, enum

// What the brace after `head` (the text since the last ';', '{' or '}') opens.
Scope scope_after(std::string head) {
  static const std::regex template_prefix(R"(^\s*template\s*<[^;{}]*?>\s*(?=(\w|\[|~|::)))");
  static const std::regex container(R"((^|\W)(namespace|class|struct|union|enum|extern)(\W|$))");
  static const std::regex lambda(R"(\[[^\]]*\]\s*(\(|$|mutable|<))");
  head = std::regex_replace(head, template_prefix, "");
  const bool call = head.find('(') != std::string::npos;
  if (!call && std::regex_search(head, container)) return Scope::container;
  if (std::regex_search(head, lambda)) return Scope::function;
  if (has_plain_equals(head)) return Scope::data;
  if (call || head.find_first_not_of(" \n\t") == std::string::npos) return Scope::function;
  return Scope::data;
}

}  // namespace

std::string without_comments_and_strings(std::string_view source) {
  std::string text(source);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view two = std::string_view(text).substr(i, 2);
    std::size_t end = i;
    if (two == "//") {
      end = std::min(text.find('\n', i), text.size());
      blank(text, i, end);
    } else if (two == "/*") {
      end = std::min(text.find("*/", i + 2), text.size() - 2) + 2;
      blank(text, i, end);
    } else if (text[i] == '"') {
      end = i > 0 && text[i - 1] == 'R' ? end_of_raw_string(text, i) : end_of_literal(text, i);
      blank(text, i + 1, end);
    } else if (text[i] == '\'' && (i == 0 || !is_word(text[i - 1]) || text[i - 1] == 'u' || text[i - 1] == 'L')) {
      end = end_of_literal(text, i);
      blank(text, i + 1, end);
    }
    i = end;
  }
  return text;
}

std::vector<Include> includes_of(std::string_view text) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> found;
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::cmatch match;
    if (std::regex_search(lines[i].data(), lines[i].data() + lines[i].size(), match, pattern))
      found.push_back({match[2].str(), i + 1, match[1].str() == "\""});
  }
  return found;
}

std::vector<Function> functions_of(std::string_view source) {
  std::string text = without_comments_and_strings(source);
  blank_preprocessor(text);
  std::vector<Function> found;
  std::vector<std::pair<Scope, std::size_t>> open;
  std::size_t line = 1, functions = 0;
  std::string head;
  for (const char c : text) {
    if (c == '\n') ++line;
    if (c == '{') {
      const Scope scope = functions > 0 ? Scope::data : scope_after(head);
      functions += scope == Scope::function;
      open.emplace_back(scope, line);
      head.clear();
    } else if (c == '}' && !open.empty()) {
      const auto [scope, first_line] = open.back();
      open.pop_back();
      if (scope == Scope::function) {
        found.push_back({first_line, line});
        --functions;
      }
      head.clear();
    } else if (c == ';') {
      head.clear();
    } else {
      head += c;
    }
  }
  return found;
}

}  // namespace tidy
