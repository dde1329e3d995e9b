#include "app/options.hpp"

#include <gtest/gtest.h>

namespace tandem::app {
namespace {

ServeOptions good() {
  ServeOptions options;
  options.data = "d";
  return options;
}

TEST(Options, the_defaults_need_only_a_data_folder) {
  const auto checked = check_options(good());
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->http.port, 8080);
  EXPECT_EQ(checked->media_low, 20000);
  EXPECT_FALSE(check_options({}));
}

TEST(Options, each_mistake_names_the_flag) {
  const auto complaint = [](auto change) {
    auto options = good();
    change(options);
    const auto checked = check_options(options);
    return checked ? std::string() : checked.error().detail;
  };
  EXPECT_NE(complaint([](auto& o) { o.http = "8080"; }).find("--http"), std::string::npos);
  EXPECT_NE(complaint([](auto& o) { o.http = "127.0.0.1:99999"; }).find("--http"), std::string::npos);
  EXPECT_NE(complaint([](auto& o) { o.sip = "example.org:5060"; }).find("--sip"), std::string::npos);
  EXPECT_NE(complaint([](auto& o) { o.media_ports = "30000-20000"; }).find("--media-ports"), std::string::npos);
  EXPECT_NE(complaint([](auto& o) { o.tls_key = "k"; }).find("--tls-cert"), std::string::npos);
  EXPECT_NE(complaint([](auto& o) { o.tenant = "../x"; }).find("--tenant"), std::string::npos);
  EXPECT_EQ(complaint([](auto& o) { o.http = "[::1]:80"; }), "");
}

TEST(Options, loopback_is_told_apart) {
  EXPECT_TRUE(is_loopback("127.0.0.1"));
  EXPECT_TRUE(is_loopback("127.9.0.1"));
  EXPECT_TRUE(is_loopback("::1"));
  EXPECT_FALSE(is_loopback("0.0.0.0"));
  EXPECT_FALSE(is_loopback("192.168.1.2"));
}

}  // namespace
}  // namespace tandem::app
