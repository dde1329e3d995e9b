// What the records know about a customer that matters to who should serve them and how soon. It rides on the stimuli that
// name a customer; the engine never looks anything up. Codes and ids only, nothing that names a person.
#pragma once

#include <string>
#include <vector>

#include "model/ids.hpp"

namespace tandem {

struct CustomerTraits {
  std::string region;            // 归属地 in Chinese, the larger part first: "上海市", "广东省深圳市"; empty: not known
  int value = 0;                 // 0–100
  int risk = 0;                  // of leaving, 0–100
  AgentId last_agent;            // who served them last; none: nobody yet
  AgentId owner;                 // of their open case; none: there is none
  std::vector<AgentId> blocked;  // who must not serve them; sorted
  bool operator==(const CustomerTraits&) const = default;
  static void fields(auto& self, auto& v) {
    v("region", self.region); v("value", self.value); v("risk", self.risk); v("last_agent", self.last_agent);
    v("owner", self.owner); v("blocked", self.blocked);
  }
};

}  // namespace tandem
