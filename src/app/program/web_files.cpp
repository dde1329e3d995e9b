#include "app/program/web_files.hpp"

#include <filesystem>

#include "net/http/static_files.hpp"

namespace tandem::app {
namespace {

namespace fs = std::filesystem;

// The desk talks to its own server only; blob: is the recording player's.
constexpr std::string_view desk_policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' blob:; "
    "connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
constexpr std::string_view shop_policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws: wss:; "
    "media-src 'self' blob:; frame-ancestors 'self'; base-uri 'none'";

Failure missing(const fs::path& folder, const Failure& why) {
  return fail(why.code, "the web apps are not in " + folder.string() + " (" + why.detail +
                            "): build them with `npm ci --prefix web && npm run build --prefix web`, or name the folder with --web");
}

}  // namespace

std::string find_web_folder() {
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error);
  for (auto at = program.parent_path(); !at.empty() && at != at.root_path(); at = at.parent_path())
    if (fs::exists(at / "web" / "desk" / "dist" / "index.html", error)) return (at / "web").string();
  return "web";
}

Result<void> mount_web(net::Router& router, const std::string& folder, bool demo) {
  const fs::path root(folder);
  net::StaticOptions desk_options;
  desk_options.content_security_policy = desk_policy;
  auto desk = net::StaticFiles::load((root / "desk" / "dist").string(), desk_options);
  if (!desk) return missing(root, desk.error());
  net::StaticOptions widget_options;
  widget_options.single_page = false;
  widget_options.embeddable = true;
  widget_options.content_security_policy = shop_policy;
  auto widget = net::StaticFiles::load((root / "widget" / "dist").string(), widget_options);
  if (!widget) return missing(root, widget.error());

  auto files = std::make_shared<const net::StaticFiles>(std::move(*widget));
  const auto serve = [files](net::Request request) -> net::awaitable<net::Response> { co_return files->serve(request); };
  router.get("/widget.js", serve);
  if (demo) {
    router.get("/demo", [](net::Request) -> net::awaitable<net::Response> { co_return net::redirect("/demo/"); });
    router.get("/demo/", [files](net::Request request) -> net::awaitable<net::Response> {
      co_return files->serve(request, "/demo/index.html");
    });
    router.get("/demo/{rest...}", serve);
  }
  router.fallback(net::StaticFiles::handler(std::make_shared<const net::StaticFiles>(std::move(*desk))));
  return {};
}

}  // namespace tandem::app
