// What services over records can refuse. These are answers to people (400, 404, 409, 412), not faults of the store;
// the Failure's detail says in one sentence what to change.
#pragma once

#include "base/result.hpp"

namespace tandem::crm {

enum class errc {
  unknown = 1,        // no such customer, order or note: 404
  bad_input,          // 400
  changed_meanwhile,  // somebody else saved first: 412
};
const char* describe(errc e);
TANDEM_ERROR_CATEGORY("crm")

}  // namespace tandem::crm

TANDEM_ERROR_ENUM(tandem::crm::errc)
