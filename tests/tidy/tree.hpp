// The files that the rules look at: a path relative to the project's root, and the text. read_tree takes the working
// copy (not the build folders, nor what npm installed); the rules' own tests make trees up.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tidy {

using Tree = std::map<std::string, std::string>;

struct Finding {
  std::string file;
  std::size_t line = 0;  // counted from 1; 0 when the whole file or folder is meant
  std::string rule;
  std::string what;
};

Tree read_tree(const std::filesystem::path& root);

std::vector<std::string_view> lines_of(std::string_view text);
std::string_view file_name(std::string_view path);
std::string_view folder_of(std::string_view path);
bool is_cpp(std::string_view path);
bool is_header(std::string_view path);

// Written by people, as text: neither binary nor made by a tool (lock files, licences).
bool is_own_text(std::string_view path, std::string_view text);

}  // namespace tidy
