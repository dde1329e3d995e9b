#include <algorithm>

#include "tidy/code.hpp"
#include "tidy/rules.hpp"

namespace tidy {
namespace {

constexpr std::size_t most_lines = 600;
constexpr std::size_t most_function_lines = 70;
constexpr std::size_t most_component_lines = 200;
constexpr std::size_t most_files = 20;

bool is_source(std::string_view path) {
  const bool web =
      path.starts_with("web/") && (path.ends_with(".ts") || path.ends_with(".tsx") || path.ends_with(".css"));
  return web || is_cpp(path) || path.ends_with(".mjs") || path.ends_with(".sh") || path.starts_with("scripts/");
}

void check_lengths(const std::string& path, std::string_view text, Findings& found) {
  const auto lines = lines_of(text).size();
  const bool component = path.ends_with(".tsx") && path.find(".test.") == std::string::npos;
  const auto most = component ? most_component_lines : most_lines;
  if (lines > most)
    found.push_back({path, most + 1, "length", std::to_string(lines) + " lines; " + std::to_string(most) + " at most"});
  if (!path.starts_with("src/") || !is_cpp(path)) return;
  for (const auto& function : functions_of(text)) {
    const auto size = function.last_line - function.first_line + 1;
    if (size > most_function_lines)
      found.push_back({path, function.first_line, "function", std::to_string(size) + " lines; 70 at most"});
  }
}

// One file per resource or metric, or per text: these may grow.
bool may_be_large(std::string_view folder) {
  return folder == "src/api/routes" || folder == "src/stats/metrics" ||
         folder.find("/corpus") != std::string_view::npos || folder.find("/golden") != std::string_view::npos;
}

// Counted are the files that a reader meets as code: a header and a source each count, x_test.cpp beside x.cpp and
// x.test.ts beside x.ts do not.
bool is_counted(std::string_view path) {
  const bool test = path.ends_with("_test.cpp") || path.find(".test.") != std::string_view::npos;
  return is_source(path) && (!test || !path.starts_with("src/"));
}

}  // namespace

Findings check_shape(const Tree& tree) {
  Findings found;
  std::map<std::string, std::size_t> files;
  for (const auto& [path, text] : tree) {
    if (!is_source(path)) continue;
    check_lengths(path, text, found);
    if (is_counted(path)) ++files[std::string(folder_of(path))];
  }
  for (const auto& [folder, count] : files)
    if (count > most_files && !may_be_large(folder))
      found.push_back(
          {folder, 0, "folder", std::to_string(count) + " files; 20 at most (tests beside them not counted)"});
  return found;
}

}  // namespace tidy
