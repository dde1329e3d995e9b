// Identities in the one form in which they are stored and found, and as they may be shown. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "crm/customer.hpp"

namespace tandem::crm {

// phone: E.164, an extension behind ";ext="; email: lower case; visitor and external id: as they are. `region` is for
// numbers without a country code. Fails with errc::bad_input and a sentence.
Result<std::string> normalised(IdentityKind kind, std::string_view written, std::string_view region);

// The stored forms that this text, from a telephone network or a person, may stand for; the likeliest first.
std::vector<std::string> phone_candidates(std::string_view written, std::string_view region);

// The digits backwards, so that the end of a number can be searched by an index.
std::string reversed_digits(std::string_view text);

// "+86138****6721", "w***@example.cn", "a81f…".
std::string masked(IdentityKind kind, std::string_view value);

// Region of an E.164 number in both languages; empty texts where nothing is known.
Localized region_of(const std::string& e164);

}  // namespace tandem::crm
