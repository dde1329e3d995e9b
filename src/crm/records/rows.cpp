#include "crm/records/rows.hpp"

#include <boost/json.hpp>

#include "crm/records/identity.hpp"

namespace tandem::crm::rows {
namespace {

std::string text_at(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string(*text) : std::string();
}

// Written by this program; damage shows as a missing item, never as an exception.
boost::json::array array_of(std::string_view json) {
  boost::system::error_code error;
  auto value = boost::json::parse(json, error);
  return !error && value.is_array() ? std::move(value.get_array()) : boost::json::array{};
}

}  // namespace

CustomerBrief brief(const store::Row& row) {
  CustomerBrief out;
  out.id = row[0].id<CustomerId>();
  out.name = row[1].text();
  out.tier = row[2].text();
  out.language = row[3].text();
  out.revision = row[4].integer();
  const auto& phone = row[5].text();
  out.phone = phone.substr(0, phone.find(';'));
  out.email = row[6].text();
  out.identities = static_cast<int>(row[7].integer());
  out.region = region_of(out.phone);
  return out;
}

Order order(const store::Row& row) {
  Order out;
  out.id = row[0].id<OrderId>();
  out.customer = row[1].id<CustomerId>();
  out.number = row[2].text();
  out.status = row[3].text();
  out.ordered = row[4].time();
  out.amount_minor = row[5].integer();
  out.currency = row[6].text();
  for (const auto& value : array_of(row[7].text())) {
    const auto* object = value.if_object();
    if (!object) continue;
    const auto* quantity = object->if_contains("quantity");
    out.items.push_back({{text_at(*object, "zh"), text_at(*object, "en")},
                         quantity && quantity->is_int64() ? static_cast<int>(quantity->get_int64()) : 1});
  }
  out.tracking = row[8].text();
  out.summary = {row[9].text(), row[10].text()};
  return out;
}

Note note(const store::Row& row) {
  Note out;
  out.id = row[0].id<NoteId>();
  out.customer = row[1].id<CustomerId>();
  out.case_id = row[2].id<CaseId>();
  out.author = row[3].id<UserId>();
  out.text = row[4].text();
  out.at = row[5].time();
  return out;
}

Identity identity(const store::Row& row) {
  Identity out;
  out.id = row[0].id<IdentityId>();
  out.kind = static_cast<IdentityKind>(row[1].integer());
  out.value = row[2].text();
  out.display = row[3].text();
  out.verified = row[4].truth();
  out.source = row[5].text();
  out.created = row[6].time();
  return out;
}

std::string to_json(const std::vector<std::string>& texts) {
  boost::json::array array;
  for (const auto& text : texts) array.emplace_back(text);
  return boost::json::serialize(array);
}

std::vector<std::string> texts_of(std::string_view json) {
  std::vector<std::string> out;
  for (const auto& value : array_of(json))
    if (const auto* text = value.if_string()) out.emplace_back(*text);
  return out;
}

std::string to_json(const std::vector<OrderItem>& items) {
  boost::json::array array;
  for (const auto& item : items)
    array.push_back(boost::json::object{{"zh", item.name.zh}, {"en", item.name.en}, {"quantity", item.quantity}});
  return boost::json::serialize(array);
}

std::string select(std::string_view columns, std::string_view rest) {
  std::string sql = "SELECT ";
  return (sql += columns) += rest;
}

}  // namespace tandem::crm::rows
