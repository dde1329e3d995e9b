// Names as they are searched: folded (case, width, spaces), and cut into the places where a search may begin, so that
// a part of a name is one range of an index. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tandem::crm {

// NFKC case-folded, spaces single; empty where the text is no UTF-8.
std::string folded(std::string_view text);

// Every end of the folded text that begins with a word or with an ideograph: "emma clarke", "clarke"; "王芳", "芳".
std::vector<std::string> search_words(std::string_view name);

// The first text that is not below every text beginning with `prefix`.
std::string past_prefix(std::string_view prefix);

}  // namespace tandem::crm
