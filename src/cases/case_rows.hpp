// How a row of cases becomes a CaseBrief. Only files of cases/ include this.
#pragma once

#include <string>

#include "model/case.hpp"
#include "ports/store.hpp"

namespace tandem::cases::rows {

// `rest` begins with " WHERE"; cases are `k`, their customers `c`.
inline std::string select_brief(const std::string& rest) {
  return "SELECT k.id, k.number, k.subject, k.status, k.type, k.priority, k.opened_at, k.updated_at, k.owner, "
         "k.customer, "
         "c.name, k.revision FROM cases k LEFT JOIN customers c ON c.id = k.customer" +
         rest;
}

inline CaseBrief brief(const store::Row& row) {
  CaseBrief out;
  out.id = row[0].id<CaseId>();
  out.number = row[1].integer();
  out.subject = row[2].text();
  out.status = row[3].text();
  out.type = row[4].text();
  out.priority = row[5].text();
  out.opened = row[6].time();
  out.updated = row[7].time();
  out.owner = row[8].id<UserId>();
  out.customer = row[9].id<CustomerId>();
  out.customer_name = row[10].text();
  out.revision = row[11].integer();
  return out;
}

}  // namespace tandem::cases::rows
