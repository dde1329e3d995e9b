// Customers as plain values: what services take and give, and what the API writes as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "model/case.hpp"
#include "model/flow.hpp"
#include "model/ids.hpp"

namespace tandem::crm {

using IdentityId = Id<struct IdentityTag>;
using NoteId = Id<struct NoteTag>;

enum class IdentityKind { phone = 1, email = 2, visitor = 3, external = 4 };
std::string_view name_of(IdentityKind kind);
std::optional<IdentityKind> identity_kind(std::string_view name);

struct NewIdentity {
  IdentityKind kind = IdentityKind::phone;
  std::string value;  // as written
  bool verified = false;
  std::string source;  // who said so: "agent", "call", "widget", "import"
};

struct Identity {
  IdentityId id;
  IdentityKind kind = IdentityKind::phone;
  std::string value;    // normalised; unique per kind
  std::string display;  // as it was written
  bool verified = false;
  std::string source;
  WallTime created;
};

// Enough for a list, an offer or the head of a page.
struct CustomerBrief {
  CustomerId id;
  std::string name, tier, language;
  std::string phone;  // E.164 of the first one; empty: none. Mask it for people without the permission.
  std::string email;
  Localized region;  // 归属地 of the phone; empty: not known
  int identities = 0;
  std::int64_t revision = 0;
};

struct Customer {
  CustomerBrief brief;
  std::vector<Identity> identities;
  std::string company, address;
  std::vector<std::string> preferences;
  int value = 0, risk = 0;       // 0–100: what they are worth, and how likely they are to leave
  std::vector<AgentId> blocked;  // who must not serve them; sorted
  int notes = 0;
  WallTime created, updated;
};

struct NewCustomer {
  std::string name;
  std::string tier;      // empty: standard
  std::string language;  // empty: the configuration's
  std::string company, address;
  std::vector<std::string> preferences;
  std::vector<NewIdentity> identities;
};

inline constexpr std::size_t most_blocked = 50;  // agents of one customer

// What is set is changed.
struct CustomerPatch {
  std::optional<std::string> name, tier, language, company, address;
  std::optional<std::vector<std::string>> preferences;
  std::optional<int> value, risk;
  std::optional<std::vector<AgentId>> blocked;  // in place of those before; at most most_blocked
};

struct Note {
  NoteId id;
  CustomerId customer;
  CaseId case_id;  // none: a note about the customer
  UserId author;
  std::string text;
  WallTime at;
};

struct OrderItem {
  Localized name;
  int quantity = 1;
};

struct Order {
  OrderId id;
  CustomerId customer;
  std::string number;
  std::string status;  // paid, shipped, delivered, returned, cancelled
  WallTime ordered;
  std::int64_t amount_minor = 0;
  std::string currency;  // ISO 4217
  std::vector<OrderItem> items;
  std::string tracking;  // empty: not shipped
  Localized summary;
};

// "已发货" / "shipped".
Localized order_status_words(std::string_view status);

}  // namespace tandem::crm
