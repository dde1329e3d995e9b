#include "store/values.hpp"

#include "base/utf8.hpp"

namespace tandem::store {

Result<void> check_values(const std::vector<Value>& values) {
  for (const auto& value : values)
    if (const auto* text = std::get_if<std::string>(&value); text && !is_clean_utf8(*text))
      return fail(make_error_code(errc::constraint), "a text holds bytes that are not UTF-8, or a zero byte");
  return {};
}

std::string shortened(std::string_view sql) {
  std::string line(sql.substr(0, 120));
  for (auto& c : line)
    if (c == '\n') c = ' ';
  if (sql.size() > line.size()) line += "…";
  return line;
}

}  // namespace tandem::store
