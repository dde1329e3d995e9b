// What both databases must agree on before a value reaches them: texts are UTF-8 without zero bytes (PostgreSQL refuses
// anything else; SQLite would keep it), and a statement gets exactly the parameters that it names.
#pragma once

#include <string_view>
#include <vector>

#include "ports/store.hpp"

namespace tandem::store {

// errc::constraint when a text cannot be stored.
Result<void> check_values(const std::vector<Value>& values);
// For logs and failures: the beginning of a statement, on one line.
std::string shortened(std::string_view sql);

}  // namespace tandem::store
