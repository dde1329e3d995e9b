#include <algorithm>
#include <array>
#include <optional>
#include <regex>

#include "tidy/code.hpp"
#include "tidy/rules.hpp"

namespace tidy {
namespace {

struct Folder {
  std::string_view name;
  int rung;
};
// app -> channels, api, store, bus, adapters -> runtime, crm, cases, ... -> ports -> core, stats -> model -> base.
constexpr std::array<Folder, 17> ladder{{{"base", 0},
                                         {"model", 1},
                                         {"core", 2},
                                         {"stats", 2},
                                         {"ports", 3},
                                         {"runtime", 4},
                                         {"crm", 4},
                                         {"cases", 4},
                                         {"knowledge", 4},
                                         {"insight", 4},
                                         {"sim", 4},
                                         {"channels", 5},
                                         {"api", 5},
                                         {"store", 5},
                                         {"bus", 5},
                                         {"adapters", 5},
                                         {"app", 6}}};

std::string part(std::string_view path, std::size_t index) {
  for (; index > 0; --index) {
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
  return std::string(path.substr(0, path.find('/')));
}

std::optional<int> rung_of(std::string_view folder) {
  for (const auto& step : ladder)
    if (step.name == folder) return step.rung;
  return std::nullopt;
}

bool stands_aside(std::string_view folder) { return folder == "net" || folder == "media"; }
bool is_known(std::string_view folder) { return stands_aside(folder) || rung_of(folder).has_value(); }
bool may_use_net_and_media(std::string_view folder) {
  return folder == "channels" || folder == "adapters" || folder == "api" || folder == "app";
}

// The sibling inside channels/, adapters/, store/ and bus/ that a file belongs to; files directly in such a folder and
// its other subfolders (store/migrations) are common to all siblings.
std::string sibling_of(std::string_view path) {
  const auto top = part(path, 0), below = part(path, 1);
  if (path.find('/') == path.rfind('/')) return {};
  if ((top == "channels" || top == "adapters") && below != "common") return below;
  if (below == "sqlite" || below == "postgres" || below == "local" || below == "nats") return below;
  return {};
}

// `from` and `to` are paths below src/; an empty answer means that the include is fine.
std::string why_refused(std::string_view from, std::string_view to) {
  const auto mine = part(from, 0), theirs = part(to, 0);
  if (from.find('/') == std::string_view::npos) return {};  // src/main.cpp
  if (mine == theirs) {
    const auto a = sibling_of(from), b = sibling_of(to);
    return a.empty() || b.empty() || a == b ? "" : mine + "/" + a + " and " + mine + "/" + b + " are siblings";
  }
  if (stands_aside(mine)) return theirs == "base" ? "" : mine + " stands on base alone";
  if (stands_aside(theirs)) return may_use_net_and_media(mine) ? "" : mine + " may not use " + theirs;
  const auto a = rung_of(mine), b = rung_of(theirs);
  if (!a) return "src/" + mine + " is not on the ladder";
  if (*a == *b) return mine + " and " + theirs + " are siblings";
  return *a > *b ? "" : theirs + " stands above " + mine;
}

// No clock, no randomness, no I/O, no threads in what must replay the same.
bool is_impure(std::string_view header) {
  constexpr std::array<std::string_view, 14> refused{
      "chrono",   "ctime",   "random", "thread", "mutex",      "atomic",       "future",
      "iostream", "fstream", "cstdio", "locale", "filesystem", "base/log.hpp", "base/id_source.hpp"};
  return header.starts_with("boost/asio") || header.starts_with("boost/beast") || header.starts_with("spdlog/") ||
         std::find(refused.begin(), refused.end(), header) != refused.end();
}

// What differs from machine to machine or from run to run has no place in what is replayed.
void check_determinism(const std::string& path, std::string_view source, Findings& found) {
  static const std::regex refused(R"(\b(double|float|unordered_\w+)\b)");
  const auto text = without_comments_and_strings(source);
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::cmatch match;
    if (std::regex_search(lines[i].data(), lines[i].data() + lines[i].size(), match, refused))
      found.push_back({path, i + 1, "pure", match[1].str() + " does not replay the same everywhere"});
  }
}

void check_one(const Tree& tree, const std::string& path, const Include& include, Findings& found) {
  const auto from = std::string_view(path).substr(4);
  const auto report = [&](std::string why) {
    found.push_back({path, include.line, "includes", include.path + ": " + std::move(why)});
  };
  const auto mine = part(from, 0), theirs = part(include.path, 0);
  const bool pure = mine == "core" || mine == "stats";
  if (pure && is_impure(include.path)) report(mine + " is pure: no clock, randomness, threads or I/O");
  if (!include.quoted && !tree.contains("src/" + include.path)) return;
  if (!is_known(theirs) || include.path.find('/') == std::string::npos) return report("paths start from src/");
  if (const auto why = why_refused(from, include.path); !why.empty()) report(why);
}

}  // namespace

Findings check_includes(const Tree& tree) {
  Findings found;
  for (const auto& [path, text] : tree) {
    if (!path.starts_with("src/") || !is_cpp(path)) continue;
    const auto top = part(std::string_view(path).substr(4), 0);
    if (top != file_name(path) && !is_known(top))
      found.push_back({path, 0, "includes", "src/" + top + " is not on the ladder"});
    // A test stands beside its source but may bring what it needs from anywhere; so may what several tests share.
    if (path.ends_with("_test.cpp") || path.find("/testing/") != std::string::npos) continue;
    if (top == "core") check_determinism(path, text, found);
    for (const auto& include : includes_of(text)) check_one(tree, path, include, found);
  }
  return found;
}

}  // namespace tidy
