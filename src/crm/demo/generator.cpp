#include "crm/demo/generator.hpp"

#include <algorithm>
#include <cctype>

namespace tandem::crm::demo {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::string_view agents[] = {"li", "han", "amy", "zhao"};

std::string_view tier_for(std::int64_t percentile) {
  if (percentile < 5) return "vip";
  if (percentile < 17) return "gold";
  if (percentile < 42) return "silver";
  return "standard";
}

DemoText status_words(std::string_view status) {
  if (status == "paid") return {"已付款，待发货", "paid, not shipped yet"};
  if (status == "shipped") return {"已发货，未签收", "shipped, not delivered"};
  if (status == "delivered") return {"已签收", "delivered"};
  if (status == "returned") return {"已退货", "returned"};
  return {"已取消", "cancelled"};
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool is_chinese(const DemoCustomer& customer) { return customer.language == "zh-CN"; }

template <class T, class Time>
void newest_first(std::vector<T>& items, Time time) {
  std::ranges::stable_sort(items, [&](const T& a, const T& b) { return time(a) > time(b); });
}

}  // namespace

DemoText summary_of(const DemoOrder& order) {
  DemoText words = status_words(order.status);
  DemoText out{"订单 " + order.number + " " + words.zh + "：", "Order " + order.number + " " + words.en + ": "};
  for (std::size_t i = 0; i < order.items.size(); ++i) {
    const DemoOrderItem& item = order.items[i];
    const std::string times = " ×" + std::to_string(item.quantity);
    out.zh += (i > 0 ? "、" : "") + item.name.zh + times;
    out.en += (i > 0 ? ", " : "") + item.name.en + times;
  }
  return out;
}

void Generator::reserve(const DemoCustomer& known) {
  phones_.insert(known.phone);
  emails_.insert(known.email);
}

WallTime Generator::ago(std::int64_t low_hours, std::int64_t high_hours) {
  return now_.plus_ms(-random_.between(low_hours * hour_ms, high_hours * hour_ms));
}

std::string Generator::unique_email(const std::string& stem, std::string_view domain) {
  std::string email = stem + "@" + std::string(domain);
  for (int i = 2; !emails_.insert(email).second; ++i) email = stem + std::to_string(i) + "@" + std::string(domain);
  return email;
}

std::string Generator::unique_phone(std::string_view prefix, int free_digits) {
  std::int64_t range = 1;
  for (int i = 0; i < free_digits; ++i) range *= 10;
  std::int64_t value = random_.between(0, range - 1);
  for (std::int64_t tried = 0; tried < range; ++tried, value = (value + 1) % range) {
    const std::string digits = std::to_string(value);
    std::string phone(prefix);
    phone.append(static_cast<std::size_t>(free_digits) - digits.size(), '0').append(digits);
    if (phones_.insert(phone).second) return phone;
  }
  return {};
}

DemoCustomer Generator::person(std::string_view language) {
  DemoCustomer customer;
  customer.external_id = "YF" + std::to_string(next_external_++);
  customer.language = language;
  customer.tier = tier_for(random_.between(0, 99));
  customer.created_at = ago(70 * 24, 900 * 24);
  return customer;
}

DemoCustomer Generator::chinese() {
  DemoCustomer customer = person("zh-CN");
  const Syllable family = random_.pick(family_names());
  const Syllable first = random_.pick(given_syllables());
  std::string given(first.pinyin);
  customer.name = std::string(family.han) + std::string(first.han);
  if (random_.chance(65)) {
    const Syllable second = random_.pick(given_syllables());
    customer.name += second.han;
    given += second.pinyin;
  }
  constexpr std::string_view domains[] = {"mail.example.cn", "post.example.cn", "qx.example.com"};
  const std::string_view domain = random_.pick(domains);
  const bool dotted = random_.chance(40);
  customer.email =
      unique_email(dotted ? given + "." + std::string(family.pinyin) : std::string(family.pinyin) + given, domain);
  const std::string prefix = "+86" + std::string(random_.pick(mobile_prefixes()));
  customer.phone = unique_phone(prefix, 8);
  const City city = random_.pick(cities());
  customer.address = std::string(city.zh) + std::string(city.street) + std::to_string(random_.between(1, 899)) + "号";
  if (random_.chance(12)) customer.company = random_.pick(chinese_companies());
  add_history(customer, "CNY");
  return customer;
}

DemoCustomer Generator::foreign() {
  DemoCustomer customer = person("en");
  const Abroad place = random_.pick(places_abroad());
  const std::string first(random_.pick(english_first_names()));
  const std::string last(random_.pick(english_last_names()));
  customer.name = first + " " + last;
  customer.email = unique_email(lower(first) + "." + lower(last), "example.com");
  customer.phone = unique_phone(place.number_prefix, place.free_digits);
  customer.address =
      std::to_string(random_.between(1, 299)) + " " + std::string(place.street) + ", " + std::string(place.city);
  if (random_.chance(15)) customer.company = random_.pick(english_companies());
  add_history(customer, place.currency);
  return customer;
}

void Generator::add_history(DemoCustomer& customer, std::string_view currency) {
  const std::int64_t orders = random_.between(customer.tier == "standard" ? 0 : 1, customer.tier == "vip" ? 6 : 4);
  for (std::int64_t i = 0; i < orders; ++i) customer.orders.push_back(order(currency, ago(6, 60 * 24)));
  newest_first(customer.orders, [](const DemoOrder& o) { return o.ordered_at; });

  const std::int64_t matters_had = random_.chance(45) ? 0 : random_.between(1, 3);
  for (std::int64_t i = 0; i < matters_had; ++i) add_matter(customer, ago(25, 60 * 24));
  newest_first(customer.conversations, [](const DemoConversation& c) { return c.started_at; });
  newest_first(customer.cases, [](const DemoCase& c) { return c.opened_at; });

  if (random_.chance(22)) {
    const bool chinese = is_chinese(customer);
    const std::string_view author = random_.pick(agents);
    const std::string_view text = random_.pick(chinese ? chinese_notes() : english_notes());
    customer.notes.push_back({std::string(author), ago(25, 60 * 24), std::string(text)});
  }
}

DemoOrder Generator::order(std::string_view currency, WallTime at) {
  DemoOrder order;
  order.number = std::to_string(next_order_);
  next_order_ += random_.between(1, 7);
  order.ordered_at = at;
  order.currency = currency;
  const std::int64_t lines = random_.chance(70) ? 1 : random_.between(2, 3);
  for (std::int64_t i = 0; i < lines; ++i) {
    const Product product = random_.pick(products());
    const int quantity = random_.chance(85) ? 1 : 2;
    const std::int64_t price = currency == "CNY" ? product.price_fen : product.price_fen / 7;
    order.items.push_back({{std::string(product.zh), std::string(product.en)}, quantity});
    order.amount_minor += price * quantity;
  }
  const std::int64_t age_hours = now_.since_ms(at) / hour_ms;
  const std::int64_t luck = random_.between(0, 99);
  if (age_hours < 36) {
    order.status = luck < 8 ? "cancelled" : "paid";
  } else if (age_hours < 6 * 24) {
    order.status = luck < 60 ? "shipped" : "delivered";
  } else {
    order.status = luck < 84 ? "delivered" : luck < 93 ? "returned" : luck < 97 ? "cancelled" : "shipped";
  }
  if (order.status != "paid" && order.status != "cancelled")
    order.tracking = "YT" + std::to_string(random_.between(1'000'000'000, 9'999'999'999));
  order.summary = summary_of(order);
  return order;
}

void Generator::add_matter(DemoCustomer& customer, WallTime at) {
  const Matter matter = random_.pick(matters());
  DemoConversation talk = conversation(matter, is_chinese(customer), at);
  if (talk.outcome == "answered" && random_.chance(60)) {
    DemoCase made = case_of(matter, customer, talk);
    talk.case_number = made.number;
    customer.cases.push_back(std::move(made));
  }
  customer.conversations.push_back(std::move(talk));
}

DemoConversation Generator::conversation(const Matter& matter, bool chinese, WallTime at) {
  DemoConversation talk;
  talk.channel = random_.chance(55) ? "voice" : "webchat";
  talk.queue = matter.queue;
  talk.started_at = at;
  talk.wait_ms = random_.chance(75) ? random_.between(1'500, 18'000) : random_.between(18'000, 140'000);
  if (random_.chance(9)) {
    talk.outcome = "abandoned";
    talk.ended_by = "customer";
    talk.wait_ms += 15'000;
    return talk;
  }
  talk.outcome = "answered";
  talk.agent = random_.pick(agents);
  talk.talk_ms = random_.between(45'000, talk.channel == "voice" ? 420'000 : 900'000);
  talk.ended_by = random_.chance(70) ? "customer" : "agent";
  talk.disposition = matter.disposition;
  talk.note = chinese ? matter.zh_note : matter.en_note;
  return talk;
}

DemoCase Generator::case_of(const Matter& matter, const DemoCustomer& customer, const DemoConversation& from) {
  const bool chinese = is_chinese(customer);
  DemoCase made;
  made.number = next_case_++;
  made.subject = chinese ? matter.zh_subject : matter.en_subject;
  made.type = matter.type;
  made.owner = from.agent;
  made.opened_at = from.started_at.plus_ms(from.wait_ms + from.talk_ms);
  if (matter.type != "account" && !customer.orders.empty()) made.order = customer.orders.front().number;
  made.description = from.note;
  const std::int64_t luck = random_.between(0, 99);
  made.priority = luck < 6 ? "urgent" : luck < 22 ? "high" : luck < 90 ? "normal" : "low";
  const bool old = now_.since_ms(made.opened_at) > 7 * 24 * hour_ms;
  const std::int64_t fate = random_.between(0, 99);
  if (old) {
    made.status = fate < 70 ? "closed" : fate < 88 ? "solved" : "waiting";
  } else {
    made.status = fate < 35 ? "open" : fate < 60 ? "waiting" : "solved";
  }
  const std::int64_t since = std::max<std::int64_t>(now_.since_ms(made.opened_at), hour_ms);
  made.updated_at = made.opened_at.plus_ms(random_.between(0, std::min<std::int64_t>(since - 1, 72 * hour_ms)));
  if (made.status == "closed" || made.status == "solved")
    made.notes.push_back(
        {made.owner, made.updated_at, chinese ? "已与客户确认，问题解决。" : "Confirmed with the customer: solved."});
  return made;
}

}  // namespace tandem::crm::demo
