// What texts may stand in the store: well-formed UTF-8 without zero bytes. Pure.
#pragma once

#include <string>
#include <string_view>

namespace tandem {

bool is_clean_utf8(std::string_view text);
// The same text with every offending byte as '?', cut to at most `most` bytes at the boundary of a character.
std::string cleaned_utf8(std::string_view text, std::size_t most);

}  // namespace tandem
