// Chinese text as pinyin for a voice that misreads characters (espeak-ng 1.51's `cmn`). ICU reads each character in
// its most common way; a list of words corrects the ones that service lines use. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace tandem::speech {

// Anything that is no Chinese character stays; Chinese punctuation becomes the Latin kind, so that pauses remain.
std::string to_pinyin(std::string_view text);

}  // namespace tandem::speech
