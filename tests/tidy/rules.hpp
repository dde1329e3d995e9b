// The house rules, as functions from a tree to what breaks them. Each is tried on made-up trees in rules_test.cpp.
#pragma once

#include <vector>

#include "tidy/tree.hpp"

namespace tidy {

using Findings = std::vector<Finding>;

// The include ladder, siblings, include paths from src/, and what the pure rungs may not use.
Findings check_includes(const Tree& tree);

// Length of files, functions and components; files in a folder.
Findings check_shape(const Tree& tree);

// Headers begin with a comment and have #pragma once; no machine's paths, no notes to self, no tabs or trailing blanks;
// file names that every file system takes; no ternary or braced temporary inside a co_await expression.
Findings check_text(const Tree& tree);

// Each en.json (or en.ts) has a zh-CN.json beside it with the same keys and placeholders, and no empty text.
Findings check_translations(const Tree& tree);

}  // namespace tidy
