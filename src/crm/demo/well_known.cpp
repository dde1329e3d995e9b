#include "crm/demo/well_known.hpp"

#include "crm/demo/generator.hpp"

namespace tandem::crm::demo {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 24 * hour_ms;

DemoOrder order(std::string number, std::string status, WallTime at, std::int64_t amount, std::string currency,
                std::vector<DemoOrderItem> items, std::string tracking) {
  DemoOrder out;
  out.number = std::move(number);
  out.status = std::move(status);
  out.ordered_at = at;
  out.amount_minor = amount;
  out.currency = std::move(currency);
  out.items = std::move(items);
  out.tracking = std::move(tracking);
  out.summary = summary_of(out);
  return out;
}

DemoConversation answered(std::string channel, std::string agent, WallTime at, std::int64_t wait_ms,
                          std::int64_t talk_ms, std::string disposition, std::string note) {
  DemoConversation out;
  out.channel = std::move(channel);
  out.queue = "客服 Support";
  out.agent = std::move(agent);
  out.started_at = at;
  out.wait_ms = wait_ms;
  out.talk_ms = talk_ms;
  out.outcome = "answered";
  out.ended_by = "customer";
  out.disposition = std::move(disposition);
  out.note = std::move(note);
  return out;
}

DemoCustomer wang_fang(WallTime now) {
  DemoCustomer c;
  c.external_id = "YF100001";
  c.name = "王芳";
  c.language = "zh-CN";
  c.tier = "vip";
  c.phone = "+8613800006721";
  c.email = "wangfang@mail.example.cn";
  c.address = "上海市徐汇区漕溪北路398号";
  c.created_at = now.plus_ms(-820 * day_ms);
  const DemoOrderItem phone{{"云帆 X2 手机", "Yunfan X2 phone"}, 1};
  const DemoOrderItem headphones{{"静听降噪耳机", "Jingting noise-cancelling headphones"}, 1};
  c.orders.push_back(order("8841", "shipped", now.plus_ms(-5 * day_ms), 329900, "CNY", {phone}, "YT7208841065"));
  c.orders.push_back(order("8412", "delivered", now.plus_ms(-38 * day_ms), 89900, "CNY", {headphones}, "YT7208412733"));

  DemoCase broken;
  broken.number = 1203;
  broken.subject = "屏幕破损";
  broken.description = "旧手机屏幕有裂纹，客户寄回检测，同时购买了新机（订单 8841）。";
  broken.type = "damage";
  broken.status = "open";
  broken.priority = "high";
  broken.owner = "han";
  broken.opened_at = now.plus_ms(-2 * day_ms - 3 * hour_ms);
  broken.updated_at = now.plus_ms(-26 * hour_ms);
  broken.notes.push_back({"han", broken.updated_at, "维修点已收到机器，等待检测结果。"});
  c.cases.push_back(broken);

  c.conversations.push_back(answered("webchat", "han", now.plus_ms(-27 * hour_ms), 8'000, 412'000, "follow_up",
                                     "询问屏幕检测进度，尚未有结果，约定结果出来后联系。"));
  c.conversations.back().case_number = broken.number;
  c.conversations.push_back(answered("voice", "han", now.plus_ms(-2 * day_ms - 4 * hour_ms), 12'000, 265'000, "damaged",
                                     "屏幕有裂纹，已登记工单并寄出取件码。"));
  c.conversations.back().case_number = broken.number;
  c.conversations.push_back(answered("voice", "li", now.plus_ms(-36 * day_ms), 21'000, 148'000, "order_status",
                                     "查询耳机物流，已告知次日送达。"));
  c.notes.push_back({"li", now.plus_ms(-36 * day_ms), "老客户，说话直接，希望先说结论。晚上七点后方便接电话。"});
  return c;
}

DemoCustomer emma_clarke(WallTime now) {
  DemoCustomer c;
  c.external_id = "YF100002";
  c.name = "Emma Clarke";
  c.language = "en";
  c.tier = "gold";
  c.phone = "+442079460184";
  c.email = "emma.clarke@example.com";
  c.company = "Lantern Books";
  c.address = "27 Camden Road, London";
  c.created_at = now.plus_ms(-410 * day_ms);
  const DemoOrderItem headphones{{"静听降噪耳机", "Jingting noise-cancelling headphones"}, 1};
  const DemoOrderItem lamp{{"晨光智能台灯", "Morning smart desk lamp"}, 2};
  c.orders.push_back(order("8867", "delivered", now.plus_ms(-9 * day_ms), 12843, "GBP", {headphones}, "YT7208867210"));
  c.orders.push_back(order("8390", "delivered", now.plus_ms(-44 * day_ms), 5686, "GBP", {lamp}, "YT7208390051"));

  DemoCase refund;
  refund.number = 1202;
  refund.subject = "Left earcup crackles, asks for a replacement";
  refund.description = "Order 8867: the left side crackles at low volume. Tried another phone, the same.";
  refund.type = "return";
  refund.status = "waiting";
  refund.priority = "normal";
  refund.owner = "amy";
  refund.order = "8867";
  refund.opened_at = now.plus_ms(-3 * day_ms);
  refund.updated_at = now.plus_ms(-2 * day_ms);
  refund.notes.push_back({"amy", refund.updated_at, "Return label sent, waiting for the parcel."});
  c.cases.push_back(refund);

  c.conversations.push_back(answered("voice", "amy", now.plus_ms(-3 * day_ms - hour_ms), 9'000, 231'000,
                                     "return_refund", "Left earcup crackles. Replacement agreed, return label sent."));
  c.conversations.back().case_number = refund.number;
  c.notes.push_back({"amy", now.plus_ms(-3 * day_ms), "Buys for the bookshop as well: ask which address."});
  return c;
}

DemoCustomer li_wei(WallTime now) {
  DemoCustomer c;
  c.external_id = "YF100003";
  c.name = "李伟";
  c.language = "zh-CN";
  c.tier = "standard";
  c.phone = "+8613900008852";
  c.email = "liwei@post.example.cn";
  c.address = "杭州市西湖区文三路121号";
  c.created_at = now.plus_ms(-95 * day_ms);
  const DemoOrderItem keyboard{{"青轴机械键盘", "Clicky mechanical keyboard"}, 1};
  c.orders.push_back(order("8852", "paid", now.plus_ms(-20 * hour_ms), 45900, "CNY", {keyboard}, ""));
  return c;
}

}  // namespace

std::vector<DemoCustomer> well_known(WallTime now) { return {wang_fang(now), emma_clarke(now), li_wei(now)}; }

}  // namespace tandem::crm::demo
