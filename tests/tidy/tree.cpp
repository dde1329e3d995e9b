#include "tidy/tree.hpp"

#include <array>
#include <fstream>
#include <iterator>

namespace tidy {
namespace fs = std::filesystem;
namespace {

bool is_foreign_folder(const std::string& name) {
  constexpr std::array<std::string_view, 6> exact{".git", "node_modules", "dist", ".cache", "build", "test-results"};
  for (const auto folder : exact)
    if (name == folder) return true;
  return name.starts_with("build-");
}

}  // namespace

Tree read_tree(const fs::path& root) {
  Tree tree;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator(); ++at) {
    if (at->is_directory() && is_foreign_folder(at->path().filename().string())) {
      at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file() || at->path().extension() == ".log") continue;
    std::ifstream in(at->path(), std::ios::binary);
    tree[at->path().lexically_relative(root).generic_string()] =
        std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return tree;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

bool is_header(std::string_view path) { return path.ends_with(".hpp") || path.ends_with(".h"); }
bool is_cpp(std::string_view path) { return is_header(path) || path.ends_with(".cpp"); }

bool is_own_text(std::string_view path, std::string_view text) {
  constexpr std::array<std::string_view, 16> kinds{".cpp", ".hpp", ".h",    ".cmake", ".ts",  ".tsx", ".mjs",  ".css",
                                                   ".md",  ".sh",  ".yaml", ".yml",   ".sql", ".txt", ".html", ".toml"};
  const auto name = file_name(path);
  if (name == "package-lock.json" || name == "LICENSE" || text.find('\0') != std::string_view::npos) return false;
  if (name.starts_with(".") || name.ends_with(".json") || text.starts_with("#!")) return true;
  for (const auto kind : kinds)
    if (name.ends_with(kind)) return true;
  return false;
}

}  // namespace tidy
