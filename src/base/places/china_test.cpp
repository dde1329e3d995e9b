#include "base/places/china.hpp"

#include <gtest/gtest.h>

namespace tandem {
namespace {

TEST(Region, an_address_gives_the_province_by_its_full_name_and_the_city_behind_it) {
  EXPECT_EQ(region_of_address("上海市浦东新区世纪大道100号"), "上海市");
  EXPECT_EQ(region_of_address("上海浦东新区"), "上海市");
  EXPECT_EQ(region_of_address("广东省深圳市南山区科技园"), "广东省深圳市");
  EXPECT_EQ(region_of_address("广东 深圳市 南山区"), "广东省深圳市");
  EXPECT_EQ(region_of_address("  中国，江西省，景德镇市"), "江西省景德镇市");
  EXPECT_EQ(region_of_address("内蒙古呼和浩特市赛罕区"), "内蒙古自治区呼和浩特市");
  EXPECT_EQ(region_of_address("内蒙古自治区锡林郭勒盟"), "内蒙古自治区锡林郭勒盟");
  EXPECT_EQ(region_of_address("广西南宁市"), "广西壮族自治区南宁市");
  EXPECT_EQ(region_of_address("新疆自治区乌鲁木齐市"), "新疆维吾尔自治区乌鲁木齐市");
  EXPECT_EQ(region_of_address("新疆克孜勒苏柯尔克孜自治州阿图什市"), "新疆维吾尔自治区克孜勒苏柯尔克孜自治州");
  EXPECT_EQ(region_of_address("黑龙江省大兴安岭地区漠河市"), "黑龙江省大兴安岭地区");
  EXPECT_EQ(region_of_address("香港九龙尖沙咀"), "香港特别行政区");
  EXPECT_EQ(region_of_address("台湾省台北市"), "台湾省台北市");
}

TEST(Region, a_city_that_is_not_named_is_not_guessed) {
  EXPECT_EQ(region_of_address("广东省"), "广东省");
  EXPECT_EQ(region_of_address("广东省南山区深圳市场"), "广东省");
  EXPECT_EQ(region_of_address("湖南省城市花园3栋"), "湖南省");
  EXPECT_EQ(region_of_address("浙江省 88 号信箱"), "浙江省");
}

TEST(Region, what_is_only_called_like_a_province_is_none) {
  EXPECT_EQ(region_of_address("四川北路1200号"), "");
  EXPECT_EQ(region_of_address("天津路9号"), "");
  EXPECT_EQ(region_of_address("河北区中山路"), "");
  EXPECT_EQ(region_of_address("吉林市昌邑区"), "吉林省吉林市");
  EXPECT_EQ(region_of_address("海南藏族自治州共和县"), "青海省海南藏族自治州");
  EXPECT_EQ(region_of_address("吉林省吉林市"), "吉林省吉林市");
  EXPECT_EQ(region_of_address("深圳市南山区"), "");
  EXPECT_EQ(region_of_address("221B Baker Street"), "");
  EXPECT_EQ(region_of_address(""), "");
}

TEST(Region, broken_and_endless_texts_do_no_harm) {
  EXPECT_EQ(region_of_address("上海\xE5"), "上海市");
  EXPECT_EQ(region_of_address("广东\xF0\xFF\x80"), "广东省");
  std::string endless = "广东";
  for (int i = 0; i < 100000; ++i) endless += "深";
  EXPECT_EQ(region_of_address(endless), "广东省");
}

TEST(Region, a_number_is_of_the_same_spelling_as_an_address) {
  EXPECT_EQ(region_of_number("+862161234567"), "上海市");
  EXPECT_EQ(region_of_number("+8613812345678"), "江苏省连云港市");
  EXPECT_EQ(region_of_number("+864714567890"), "内蒙古自治区呼和浩特市");
  EXPECT_EQ(region_of_number("+85221234567"), "香港特别行政区");
  EXPECT_EQ(region_of_number("+447912345678"), "英国");
  EXPECT_EQ(region_of_number("4001"), "");
  EXPECT_EQ(region_of_number(""), "");
}

}  // namespace
}  // namespace tandem
