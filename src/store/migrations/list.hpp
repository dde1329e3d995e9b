// The list of migrations, in order. To add one: a file 000N_name.cpp with its constant, a declaration and a line here.
// Only migrations.cpp includes this.
#pragma once

#include <array>

#include "store/migrations/migrations.hpp"

namespace tandem::store::migrations {

extern const std::string_view journal_0001;
extern const std::string_view records_0002;
extern const std::string_view accounts_0003;
extern const std::string_view traits_0004;

inline const std::array list{
    Migration{1, "0001_journal", journal_0001},
    Migration{2, "0002_records", records_0002},
    Migration{3, "0003_accounts", accounts_0003},
    Migration{4, "0004_traits", traits_0004},
};

}  // namespace tandem::store::migrations
