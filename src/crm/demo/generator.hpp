// Makes one demo customer after another from one stream of random numbers. Holds the counters that keep order
// numbers, case numbers, phones and e-mail addresses unique. One per run, one thread.
#pragma once

#include <set>
#include <string>

#include "crm/demo/random.hpp"
#include "crm/demo/words.hpp"
#include "crm/demo_data.hpp"

namespace tandem::crm::demo {

class Generator {
 public:
  Generator(std::uint64_t seed, WallTime now) : random_(seed), now_(now) {}

  DemoCustomer chinese();
  DemoCustomer foreign();

  // So that generated people never collide with the well-known ones.
  void reserve(const DemoCustomer& known);

 private:
  DemoCustomer person(std::string_view language);
  void add_history(DemoCustomer& customer, std::string_view currency);
  DemoOrder order(std::string_view currency, WallTime at);
  void add_matter(DemoCustomer& customer, WallTime at);
  DemoConversation conversation(const Matter& matter, bool chinese, WallTime at);
  DemoCase case_of(const Matter& matter, const DemoCustomer& customer, const DemoConversation& from);
  std::string unique_email(const std::string& stem, std::string_view domain);
  std::string unique_phone(std::string_view prefix, int free_digits);
  WallTime ago(std::int64_t low_hours, std::int64_t high_hours);

  Random random_;
  WallTime now_;
  std::int64_t next_external_ = 100004;
  std::int64_t next_order_ = 9001;
  std::int64_t next_case_ = 1204;
  std::set<std::string> phones_;
  std::set<std::string> emails_;
};

// "订单 8841 已发货，未签收：云帆 X2 手机 ×1".
DemoText summary_of(const DemoOrder& order);

}  // namespace tandem::crm::demo
