// What can be said of conditions whatever the values are: that one never holds, or that one holds wherever another
// does. A yes is a proof; a no only means that none was found. Used to point at rules that cannot fire and at rules
// that an earlier one hides. Pure functions; any nodes may be given.
#pragma once

#include "model/expression.hpp"

namespace tandem::expressions {

bool is_never_true(const Expression& expression);

// Whether `b` holds for all values for which `a` does. Names mean the same in both.
bool implies(const Expression& a, const Expression& b);

}  // namespace tandem::expressions
