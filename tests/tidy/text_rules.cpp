#include <algorithm>
#include <regex>

#include "tidy/code.hpp"
#include "tidy/rules.hpp"

namespace tidy {
namespace {

bool matches(std::string_view text, const std::regex& pattern) {
  return std::regex_search(text.data(), text.data() + text.size(), pattern);
}

void check_header(const std::string& path, std::string_view text, Findings& found) {
  const auto lines = lines_of(text);
  std::size_t comment = 0;
  while (comment < lines.size() && lines[comment].starts_with("//")) ++comment;
  if (comment == 0)
    found.push_back({path, 1, "header", "begins with no comment: what it is for, who owns it, on which thread"});
  else if (comment > 8)
    found.push_back({path, 9, "header", "its comment has " + std::to_string(comment) + " lines; eight at most"});
  if (std::find(lines.begin(), lines.end(), "#pragma once") == lines.end())
    found.push_back({path, 1, "header", "has no #pragma once"});
}

// The words are put together here, so that this file passes its own rules.
const std::regex& machine_path() {
  static const std::regex pattern(std::string(R"((^|[\s"'`=:(<>,]))") + R"(/(work|root|farm|home/\w+)/|bash_)" +
                                  "jobs");
  return pattern;
}
const std::regex& note_to_self() {
  static const std::regex pattern(std::string(R"(\b(TO)") + R"(DO|FIX)" + R"(ME|X)" + R"(XX)\b)");
  return pattern;
}

void check_lines(const std::string& path, std::string_view text, Findings& found) {
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto report = [&](const char* rule, const char* what) { found.push_back({path, i + 1, rule, what}); };
    if (lines[i].find('\t') != std::string_view::npos) report("blanks", "a tab");
    if (!lines[i].empty() && (lines[i].back() == ' ' || lines[i].back() == '\r')) report("blanks", "blanks at the end");
    if (matches(lines[i], machine_path())) report("machine path", "names a path of one machine");
    if (matches(lines[i], note_to_self())) report("note", "do it, or open an issue");
  }
  if (!text.empty() && text.back() != '\n') found.push_back({path, lines.size(), "blanks", "no line break at the end"});
}

// g++ 12 destroys such a temporary twice (docs/adr/0002-parts.md). A lambda's braces are its body; nothing in braces
// and an Id own nothing, and are fine too.
bool is_braced_temporary(std::string_view text, std::size_t brace) {
  const auto inside = text.find_first_not_of(" \n", brace + 1);
  if (inside != std::string_view::npos && text[inside] == '}') return false;
  const auto last = text.find_last_not_of(" \n", brace == 0 ? 0 : brace - 1);
  if (last == std::string_view::npos) return false;
  const auto before = text.substr(0, last + 1);
  if (before.ends_with("mutable") || before.ends_with("noexcept") || before.ends_with("Id") || before.back() == ']' ||
      before.back() == ')')
    return false;
  const auto closed = before.rfind(')');
  const auto rest = closed == std::string_view::npos ? before : before.substr(closed);
  return rest.find("->") == std::string_view::npos;
}

void check_awaits(const std::string& path, std::string_view source, Findings& found) {
  const auto text = without_comments_and_strings(source);
  const std::string_view view(text);
  for (auto at = text.find("co_await"); at != std::string::npos; at = text.find("co_await", at + 1)) {
    int parens = 0, braces = 0;
    for (auto i = at; i < text.size() && parens >= 0; ++i) {
      const char c = text[i];
      if (c == ';' && braces == 0) break;
      const bool bad =
          braces == 0 && parens > 0 && (c == '?' || (c == '{' && is_braced_temporary(view.substr(at), i - at)));
      if (bad) {
        const auto line = std::size_t(std::count(text.begin(), text.begin() + std::ptrdiff_t(i), '\n')) + 1;
        found.push_back(
            {path, line, "co_await", "a ternary or braced temporary inside the awaited expression: name it"});
        break;
      }
      parens += (c == '(') - (c == ')');
      braces += (c == '{') - (c == '}');
      if (braces < 0) break;
    }
  }
}

}  // namespace

Findings check_text(const Tree& tree) {
  static const std::regex safe_name(R"(^[A-Za-z0-9._+@\-]+$)"), source_name(R"(^[a-z0-9_]+\.(hpp|cpp)$)");
  Findings found;
  std::map<std::string, std::string> folded;
  for (const auto& [path, text] : tree) {
    std::string lower = path;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    if (const auto [other, added] = folded.emplace(lower, path); !added)
      found.push_back({path, 0, "name", "differs from " + other->second + " in case only"});
    if (!matches(file_name(path), safe_name)) found.push_back({path, 0, "name", "letters, digits, . _ - + @ only"});
    if (is_cpp(path) && !matches(file_name(path), source_name))
      found.push_back({path, 0, "name", "snake_case.cpp or .hpp"});
    if (!is_own_text(path, text)) continue;
    check_lines(path, text, found);
    if (is_header(path)) check_header(path, text, found);
    if (is_cpp(path)) check_awaits(path, text, found);
  }
  return found;
}

}  // namespace tidy
