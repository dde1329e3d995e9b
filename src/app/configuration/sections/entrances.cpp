// Where contacts come in: numbers, trunks and the chat on a web site.
#include <algorithm>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "app/configuration/sections/context.hpp"

namespace tandem::configuration {
namespace {

bool is_name(std::string_view text, std::string_view extra) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || extra.find(c) != extra.npos;
  });
}

// The block in its shortest form, nothing where the text is none. A single address is a block of one.
std::optional<std::string> as_block(const std::string& text, bool& everybody) {
  boost::system::error_code error;
  const auto single = text.find('/') == std::string::npos;
  const auto v4 = boost::asio::ip::make_network_v4(single ? text + "/32" : text, error);
  if (!error) {
    everybody = v4.prefix_length() == 0;
    return v4.canonical().to_string();
  }
  const auto v6 = boost::asio::ip::make_network_v6(single ? text + "/128" : text, error);
  if (error) return std::nullopt;
  everybody = v6.prefix_length() == 0;
  return v6.canonical().to_string();
}

bool is_origin(std::string_view text) {
  const auto scheme = text.starts_with("https://") ? 8u : text.starts_with("http://") ? 7u : 0u;
  if (scheme == 0 || text.size() > 200 || text.size() == scheme) return false;
  text.remove_prefix(scheme);
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
}

FlowId read_flow_name(Context& context, Fields& fields, std::string_view key) {
  const auto* node = fields.need(key);
  const auto name = node ? as_text(*node, fields.what(key), context.problems) : std::nullopt;
  return name ? context.flows.find(*name, node->mark, context.problems) : FlowId{};
}

}  // namespace

void read_numbers(Context& context, const Node* numbers) {
  if (!numbers) return;
  for (const auto& item : items_of(*numbers, key_of("numbers"), context.problems)) {
    Fields fields(item, {"号码", "a number"}, context.problems);
    Number number;
    number.number = fields.need_text("number");
    if (!number.number.empty()) {
      fields.rename(said("号码“{}”", "number '{}'", number.number));
      if (!is_name(number.number, "+*#._-"))
        fields.problem("number", {"号码是客户所拨的：数字、字母、'+'、'*'、'#'、'.'、'_'、'-'，最多 40 个字符",
                                  "a number is what is dialled: digits, letters, '+', '*', '#', '.', '_', '-', at most 40"});
      number.id = context.numbers.declare(number.number, item.mark, context.problems, context.ids);
    }
    number.flow = read_flow_name(context, fields, "flow");
    fields.finish();
    context.desired.configuration.numbers.push_back(std::move(number));
  }
}

void read_trunks(Context& context, const Node* trunks) {
  if (!trunks) return;
  for (const auto& item : items_of(*trunks, key_of("trunks"), context.problems)) {
    Fields fields(item, {"中继", "a trunk"}, context.problems);
    Trunk trunk;
    trunk.name = fields.need_text("name");
    if (!trunk.name.empty()) {
      fields.rename(said("中继“{}”", "trunk '{}'", trunk.name));
      trunk.id = context.trunks.declare(trunk.name, item.mark, context.problems, context.ids);
    }
    const auto* from = fields.need("from");
    if (from) {
      for (const auto& block : items_of(*from, fields.what("from"), context.problems)) {
        const auto text = as_text(block, {"地址段", "an address block"}, context.problems);
        if (!text) continue;
        bool everybody = false;
        const auto network = as_block(*text, everybody);
        if (!network)
          context.problems.add(block.mark, said("“{}”不是地址段；应如 192.0.2.0/24 或 2001:db8::/32",
                                                "'{}' is no block of addresses such as 192.0.2.0/24 or 2001:db8::/32", *text));
        else if (everybody)
          context.problems.add(block.mark, said("“{}”会让任何人不用密钥就能呼入；请填写运营商的地址",
                                                "'{}' would let anybody call without a secret; name the carrier's addresses", *text));
        else
          trunk.from.push_back(*network);
      }
    }
    fields.finish();
    context.desired.configuration.trunks.push_back(std::move(trunk));
  }
}

void read_sites(Context& context, const Node* sites) {
  if (!sites) return;
  for (const auto& item : items_of(*sites, key_of("sites"), context.problems)) {
    Fields fields(item, {"站点", "a site"}, context.problems);
    Site site;
    site.key = fields.need_text("key");
    if (!site.key.empty()) {
      fields.rename(said("站点“{}”", "site '{}'", site.key));
      if (!is_name(site.key, "._-"))
        fields.problem("key", {"站点的键由字母、数字、'.'、'_' 和 '-' 组成，最多 40 个字符",
                               "a site's key is made of letters, digits, '.', '_' and '-', at most 40"});
      site.id = context.sites.declare(site.key, item.mark, context.problems, context.ids);
    }
    site.chat_flow = read_flow_name(context, fields, "chat_flow");
    if (const auto* number = fields.find("number"))
      if (const auto text = as_text(*number, fields.what("number"), context.problems))
        site.number = context.numbers.find(*text, number->mark, context.problems);
    site.secret = fields.text("secret");
    if (!site.secret.empty() && site.secret.size() < 16)
      fields.problem("secret", {"站点的密钥至少 16 个字符", "a site's secret has at least 16 characters"});
    if (const auto* origins = fields.find("origins"))
      for (const auto& origin : items_of(*origins, fields.what("origins"), context.problems)) {
        const auto text = as_text(origin, {"网页来源", "an origin"}, context.problems);
        if (text && !is_origin(*text))
          context.problems.add(origin.mark, said("“{}”不是网页来源；应如 https://shop.example，不带路径",
                                                 "'{}' is no origin; write it like https://shop.example, without a path", *text));
        if (text) site.origins.push_back(*text);
      }
    site.greeting = fields.localized("greeting", context.language());
    fields.finish();
    context.desired.configuration.sites.push_back(std::move(site));
  }
}

}  // namespace tandem::configuration
