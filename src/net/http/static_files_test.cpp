#include "net/http/static_files.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace tandem::net {
namespace {

Request request_for(std::string path, std::string accept = {}) {
  Request request;
  request.path = std::move(path);
  if (!accept.empty()) request.headers.set(http::field::accept_encoding, accept);
  return request;
}

StaticFiles app() {
  StaticFiles files;
  files.add("/index.html", "<html></html>");
  files.add("/assets/app-B3xk9_Zq.js", std::string(5000, 'a'));
  files.add("/logo.svg", "<svg/>");
  return files;
}

TEST(StaticFiles, hashed_names_are_immutable_and_others_are_revalidated) {
  const StaticFiles files = app();
  const Response script = files.serve(request_for("/assets/app-B3xk9_Zq.js"));
  EXPECT_EQ(script.header("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(script.header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(files.serve(request_for("/logo.svg")).header("Cache-Control"), "no-cache");
  EXPECT_TRUE(script.header("ETag").starts_with('"'));
}

TEST(StaticFiles, gzip_is_served_to_those_who_take_it) {
  const StaticFiles files = app();
  const Response zipped = files.serve(request_for("/assets/app-B3xk9_Zq.js", "br, gzip;q=0.5"));
  EXPECT_EQ(zipped.header("Content-Encoding"), "gzip");
  EXPECT_LT(zipped.body_size(), 200U);
  EXPECT_EQ(zipped.header("Vary"), "Accept-Encoding");
  const Response plain = files.serve(request_for("/assets/app-B3xk9_Zq.js", "gzip;q=0, br"));
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  EXPECT_NE(plain.header("ETag"), zipped.header("ETag"));
}

TEST(StaticFiles, pages_of_the_app_get_the_index_and_missing_files_404) {
  const StaticFiles files = app();
  EXPECT_EQ(files.serve(request_for("/cases/17")).text(), "<html></html>");
  EXPECT_EQ(files.serve(request_for("/")).text(), "<html></html>");
  EXPECT_EQ(files.serve(request_for("/assets/gone-12345678.js")).status, http::status::not_found);
  EXPECT_EQ(files.serve(request_for("/api/v1/nothing")).status, http::status::not_found);
}

TEST(StaticFiles, a_folder_is_read_without_its_links) {
  namespace fs = std::filesystem;
  std::string root = ::testing::TempDir() + "staticXXXXXX";
  ASSERT_TRUE(::mkdtemp(root.data()));
  fs::create_directories(root + "/web/docs");
  std::ofstream(root + "/secret.txt") << "secret";
  std::ofstream(root + "/web/docs/index.html") << "docs";
  fs::create_symlink(root + "/secret.txt", root + "/web/link.txt");
  StaticOptions options;
  options.single_page = false;
  auto files = StaticFiles::load(root + "/web", options);
  ASSERT_TRUE(files);
  EXPECT_EQ(files->size(), 1U);
  EXPECT_EQ(files->serve(request_for("/docs")).text(), "docs");
  EXPECT_EQ(files->serve(request_for("/link.txt")).status, http::status::not_found);
  EXPECT_EQ(files->serve(request_for("/../secret.txt")).status, http::status::not_found);
  EXPECT_EQ(StaticFiles::load(root + "/missing").error().code, make_error_code(errc::cannot_read_file));
  options.max_total_bytes = 3;
  EXPECT_EQ(StaticFiles::load(root + "/web", options).error().code, make_error_code(errc::too_large));
}

}  // namespace
}  // namespace tandem::net
