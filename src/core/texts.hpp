// Texts of flows with variables: `$name` stands for a value of the conversation, `$digits(name)` for one that is read
// digit by digit, `$$` for a dollar. Names are [a-z0-9_.]; an unknown one is empty. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/state.hpp"
#include "model/effect.hpp"

namespace tandem::texts {

// contact, tier, language and customer (yes or empty) are always there; the rest is what the flow collected.
std::string value_of(const Conversation& conversation, std::string_view name);

std::string fill(std::string_view text, const Conversation& conversation);

// The same for the ear: digits apart from words, so that the voice can read them one by one.
std::vector<Prompt> prompts(std::string_view text, const std::string& language, const Conversation& conversation);

}  // namespace tandem::texts
