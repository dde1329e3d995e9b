// Where in China an address or a number belongs (归属地), in one spelling for both: the province-level unit by its full
// name, and the city behind it where it is named ("上海市", "广东省深圳市", "内蒙古自治区包头市"). Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace tandem {

// Of an address in Chinese that begins with one of the 34 province-level units, by its full or its short name; empty
// where it does not.
std::string region_of_address(std::string_view address);

// Of an E.164 number: in China as above, elsewhere what phone_region() calls the place in Chinese; empty: not known.
std::string region_of_number(std::string_view e164);

}  // namespace tandem
