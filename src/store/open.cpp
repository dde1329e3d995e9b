#include "store/open.hpp"

#include <algorithm>

#include "store/postgres/store.hpp"
#include "store/sqlite/store.hpp"

namespace tandem::store {

Result<std::unique_ptr<Store>> open_store(const std::string& address, OpenOptions options) {
  const auto allowed = [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  if (options.tenant.empty() || options.tenant.size() > 40 || !std::ranges::all_of(options.tenant, allowed))
    return fail(make_error_code(errc::unavailable),
                "the tenant's name must be 1 to 40 of a-z, 0-9 and _: \"" + options.tenant + "\"");
  if (address.starts_with("postgresql://") || address.starts_with("postgres://"))
    return PostgresStore::open(address, options);
  return SqliteStore::open(address, options);
}

}  // namespace tandem::store
