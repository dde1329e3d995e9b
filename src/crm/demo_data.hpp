// The demo's people: about three hundred customers with orders, cases, conversations of the last sixty days and
// notes, made from a seed. The same seed and the same `now` give the same data on every machine; nothing is read
// from outside. Plain values: the services write them into the store through their own interface.
// Phone numbers are valid ones; the American and British come from the ranges set aside for fiction where there are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace tandem::crm {

struct DemoText {
  std::string zh;
  std::string en;
  bool operator==(const DemoText&) const = default;
};

struct DemoOrderItem {
  DemoText name;
  int quantity = 1;
  bool operator==(const DemoOrderItem&) const = default;
};

struct DemoOrder {
  std::string number;  // digits only, 4 to 12 of them: callers key it in
  std::string status;  // paid, shipped, delivered, returned, cancelled
  WallTime ordered_at;
  std::int64_t amount_minor = 0;
  std::string currency;  // ISO 4217
  std::vector<DemoOrderItem> items;
  std::string tracking;  // the carrier's number; empty before it ships
  DemoText summary;      // one line for the screen pop
  bool operator==(const DemoOrder&) const = default;
};

struct DemoNote {
  std::string author;  // an agent's login
  WallTime at;
  std::string text;
  bool operator==(const DemoNote&) const = default;
};

struct DemoCase {
  std::int64_t number = 0;  // the one for people, unique
  std::string subject;
  std::string description;
  std::string type;      // order, return, damage, invoice, account
  std::string status;    // new, open, waiting, solved, closed
  std::string priority;  // low, normal, high, urgent
  std::string owner;     // an agent's login; empty while nobody has it
  std::string order;     // number of the order it is about; may be empty
  WallTime opened_at;
  WallTime updated_at;
  std::vector<DemoNote> notes;
  bool operator==(const DemoCase&) const = default;
};

struct DemoConversation {
  std::string channel;  // voice, webchat
  std::string queue;    // support, billing
  std::string agent;    // an agent's login; empty when abandoned
  WallTime started_at;
  std::int64_t wait_ms = 0;
  std::int64_t talk_ms = 0;
  std::string outcome;      // answered, abandoned
  std::string ended_by;     // customer, agent
  std::string disposition;  // a code of demo/tandem.yaml; empty when abandoned
  std::string note;
  std::int64_t case_number = 0;  // 0: none
  bool operator==(const DemoConversation&) const = default;
};

struct DemoCustomer {
  std::string external_id;  // the shop's own: "YF100001"
  std::string name;
  std::string language;  // zh-CN, en
  std::string tier;      // standard, silver, gold, vip
  std::string phone;     // E.164
  std::string email;
  std::string company;  // often empty
  std::string address;
  WallTime created_at;
  std::vector<DemoOrder> orders;                // newest first
  std::vector<DemoCase> cases;                  // newest first
  std::vector<DemoConversation> conversations;  // newest first, none within the last 24 hours
  std::vector<DemoNote> notes;
  bool operator==(const DemoCustomer&) const = default;
};

// The first three are well known and the same under every seed: 王芳 (VIP, +8613800006721, order 8841, open case
// 1203), Emma Clarke and 李伟. `count` is at least three.
std::vector<DemoCustomer> make_demo_customers(std::uint64_t seed, WallTime now, std::size_t count = 300);

}  // namespace tandem::crm
