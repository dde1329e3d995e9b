// A case (ticket): the matter, which can outlive many conversations. The shapes that services and the API pass on;
// status, type and priority are words from the lists below.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "model/flow.hpp"
#include "model/ids.hpp"

namespace tandem {

struct CaseBrief {
  CaseId id;
  std::int64_t number = 0;  // for people
  std::string subject, status, type, priority;
  WallTime opened, updated;
  UserId owner;  // none: nobody has taken it
  CustomerId customer;
  std::string customer_name;
  std::int64_t revision = 0;  // for ETag and If-Match
};

inline constexpr std::array<std::string_view, 5> case_statuses{"new", "open", "waiting", "solved", "closed"};
inline constexpr std::array<std::string_view, 4> case_priorities{"low", "normal", "high", "urgent"};
inline constexpr std::array<std::string_view, 4> customer_tiers{"standard", "silver", "gold", "vip"};

struct CaseType {
  std::string_view code, zh, en;
};
inline constexpr std::array<CaseType, 6> case_types{{{"order", "订单", "Order"},
                                                     {"return", "退换货", "Return"},
                                                     {"damage", "商品破损", "Damage"},
                                                     {"invoice", "发票与付款", "Invoice or payment"},
                                                     {"account", "账户", "Account"},
                                                     {"other", "其他", "Other"}}};

constexpr bool is_open_case(std::string_view status) { return status != "solved" && status != "closed"; }

}  // namespace tandem
