#include "base/places/china.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/phone.hpp"

namespace tandem {
namespace {

using std::string_view;

struct Unit {
  string_view name, full;
  bool has_cities = true;  // below it; the municipalities are cities themselves
};

constexpr std::array<Unit, 34> units{{{"北京", "北京市", false},
                                      {"天津", "天津市", false},
                                      {"上海", "上海市", false},
                                      {"重庆", "重庆市", false},
                                      {"河北", "河北省"},
                                      {"山西", "山西省"},
                                      {"辽宁", "辽宁省"},
                                      {"吉林", "吉林省"},
                                      {"黑龙江", "黑龙江省"},
                                      {"江苏", "江苏省"},
                                      {"浙江", "浙江省"},
                                      {"安徽", "安徽省"},
                                      {"福建", "福建省"},
                                      {"江西", "江西省"},
                                      {"山东", "山东省"},
                                      {"河南", "河南省"},
                                      {"湖北", "湖北省"},
                                      {"湖南", "湖南省"},
                                      {"广东", "广东省"},
                                      {"海南", "海南省"},
                                      {"四川", "四川省"},
                                      {"贵州", "贵州省"},
                                      {"云南", "云南省"},
                                      {"陕西", "陕西省"},
                                      {"甘肃", "甘肃省"},
                                      {"青海", "青海省"},
                                      {"台湾", "台湾省"},
                                      {"内蒙古", "内蒙古自治区"},
                                      {"广西", "广西壮族自治区"},
                                      {"西藏", "西藏自治区"},
                                      {"宁夏", "宁夏回族自治区"},
                                      {"新疆", "新疆维吾尔自治区"},
                                      {"香港", "香港特别行政区", false},
                                      {"澳门", "澳门特别行政区", false}}};

// Cities that are called like a province, or like the beginning of one's name.
struct Namesake {
  string_view written, region;
};
constexpr std::array<Namesake, 3> namesakes{{{"吉林市", "吉林省吉林市"},
                                             {"海南藏族自治州", "青海省海南藏族自治州"},
                                             {"海南州", "青海省海南藏族自治州"}}};

constexpr std::size_t longest_read = 240;      // bytes of an address: what counts stands at its beginning
constexpr std::size_t longest_city_name = 15;  // characters, its kind included
constexpr std::size_t shortest_name = 2;       // before 市: "城市花园" is no city

// Bytes of the character at the beginning of a text that need not be UTF-8.
std::size_t character_at(string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return std::min(length, text.size());
}

bool skip(string_view& text, std::initializer_list<string_view> any) {
  for (const auto one : any) {
    if (!text.starts_with(one)) continue;
    text.remove_prefix(one.size());
    return true;
  }
  return false;
}

std::string without_gaps(string_view text) {
  std::string out;
  text = text.substr(0, longest_read);
  while (!text.empty()) {
    if (skip(text, {" ", "\t", "\r", "\n", ",", "-", "/", "　", "，", "·"})) continue;
    const auto length = character_at(text);
    out += text.substr(0, length);
    text.remove_prefix(length);
  }
  return out;
}

// "四川北路", "天津路", "河北区": streets and districts of other cities are named after provinces.
bool is_street_or_district(string_view after) {
  if (skip(after, {"区", "县"})) return true;
  (void)skip(after, {"东", "西", "南", "北", "中", "一", "二", "三"});
  return skip(after, {"路", "街", "大街", "大道", "巷", "弄", "胡同"});
}

// "深圳市" of "深圳市南山区…"; empty where something smaller comes first.
string_view city_at(string_view text) {
  auto rest = text;
  for (std::size_t characters = 0; !rest.empty() && characters < longest_city_name; ++characters) {
    const auto before = text.size() - rest.size();
    auto behind = rest;
    const bool found = characters >= shortest_name && skip(behind, {"市", "自治州", "地区", "盟"});
    if (found) return text.substr(0, before + rest.size() - behind.size());
    if (static_cast<unsigned char>(rest.front()) < 0x80) return {};
    if (skip(behind, {"区", "县", "旗", "路", "街", "道", "村", "号"})) return {};
    rest.remove_prefix(character_at(rest));
  }
  return {};
}

}  // namespace

std::string region_of_address(string_view address) {
  const auto compact = without_gaps(address);
  string_view text = compact;
  (void)skip(text, {"中华人民共和国", "中国"});
  for (const auto& [written, region] : namesakes)
    if (text.starts_with(written)) return std::string(region);
  for (const auto& unit : units) {
    if (!text.starts_with(unit.name)) continue;
    auto rest = text.substr(unit.name.size());
    if (text.starts_with(unit.full)) rest = text.substr(unit.full.size());
    else if (!skip(rest, {"省", "自治区"}) && is_street_or_district(rest)) return {};
    std::string out(unit.full);
    if (unit.has_cities) out += city_at(rest);
    return out;
  }
  return {};
}

std::string region_of_number(string_view e164) {
  if (e164.starts_with("+852")) return "香港特别行政区";
  if (e164.starts_with("+853")) return "澳门特别行政区";
  if (e164.starts_with("+886")) return "台湾省";
  auto place = phone_region(e164, "zh");
  if (!e164.starts_with("+86")) return place;
  auto region = region_of_address(place);
  return region.empty() ? place : region;
}

}  // namespace tandem
