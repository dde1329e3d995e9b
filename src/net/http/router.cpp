#include "net/http/router.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace tandem::net {

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::vector<Route*> routes;  // ends here, one per method
  std::vector<Route*> tails;   // "{rest...}" of what follows
};

namespace {

struct Pattern {
  std::vector<std::string> segments;  // "{}" for a parameter
  std::vector<std::string> names;
  bool tail = false;
};

[[noreturn]] void bad_pattern(std::string_view pattern) {
  throw std::invalid_argument(fmt::format("bad route pattern {}", pattern));
}

Pattern parse_pattern(std::string_view pattern) {
  if (pattern.empty() || pattern.front() != '/') bad_pattern(pattern);
  Pattern out;
  for (std::size_t at = 1; at <= pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', at), pattern.size());
    std::string_view segment = pattern.substr(at, end - at);
    at = end + 1;
    if (out.tail) bad_pattern(pattern);
    if (!segment.starts_with('{')) {
      out.segments.emplace_back(segment);
      continue;
    }
    if (!segment.ends_with('}') || segment.size() < 3) bad_pattern(pattern);
    segment = segment.substr(1, segment.size() - 2);
    if (segment.ends_with("...")) {
      out.tail = true;
      segment.remove_suffix(3);
    } else {
      out.segments.emplace_back("{}");
    }
    out.names.emplace_back(segment);
  }
  return out;
}

// The values of a pattern's parameters: the names were checked when it was added.
std::vector<Parameter> bind(const Route& route, const std::vector<std::string>& segments) {
  const Pattern pattern = parse_pattern(route.pattern);
  std::vector<Parameter> out;
  std::size_t name = 0;
  for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
    if (pattern.segments[i] == "{}") out.push_back({pattern.names[name++], segments[i]});
  }
  if (pattern.tail) {
    std::string rest;
    for (std::size_t i = pattern.segments.size(); i < segments.size(); ++i) {
      if (i != pattern.segments.size()) rest += '/';
      rest += segments[i];
    }
    out.push_back({pattern.names[name], std::move(rest)});
  }
  return out;
}

void allow(std::vector<http::verb>& allowed, http::verb method) {
  if (std::find(allowed.begin(), allowed.end(), method) == allowed.end()) allowed.push_back(method);
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

void Router::insert(std::unique_ptr<Route> route) {
  const Pattern pattern = parse_pattern(route->pattern);
  Node* node = root_.get();
  for (const std::string& segment : pattern.segments) {
    auto& next = segment == "{}" ? node->parameter : node->literals[segment];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  auto& here = pattern.tail ? node->tails : node->routes;
  for (const Route* other : here) {
    if (other->method == route->method) bad_pattern(fmt::format("{} (twice)", route->pattern));
  }
  here.push_back(route.get());
  routes_.push_back(std::move(route));
}

void Router::add(http::verb method, std::string_view pattern, Handler handler, RouteOptions options) {
  auto route = std::make_unique<Route>();
  route->method = method;
  route->pattern = pattern;
  route->handler = std::move(handler);
  route->options = std::move(options);
  insert(std::move(route));
}

void Router::get(std::string_view pattern, Handler handler, RouteOptions options) {
  add(http::verb::get, pattern, std::move(handler), std::move(options));
}
void Router::post(std::string_view pattern, Handler handler, RouteOptions options) {
  add(http::verb::post, pattern, std::move(handler), std::move(options));
}
void Router::put(std::string_view pattern, Handler handler, RouteOptions options) {
  add(http::verb::put, pattern, std::move(handler), std::move(options));
}
void Router::patch(std::string_view pattern, Handler handler, RouteOptions options) {
  add(http::verb::patch, pattern, std::move(handler), std::move(options));
}
void Router::remove(std::string_view pattern, Handler handler, RouteOptions options) {
  add(http::verb::delete_, pattern, std::move(handler), std::move(options));
}

void Router::websocket(std::string_view pattern, WebSocketHandler handler, WebSocketOptions options) {
  auto route = std::make_unique<Route>();
  route->pattern = pattern;
  route->websocket = std::move(handler);
  route->websocket_options = std::move(options);
  insert(std::move(route));
}

void Router::fallback(Handler handler) {
  fallback_ = std::make_unique<Route>();
  fallback_->handler = std::move(handler);
}

Router::Match Router::match(http::verb method, const std::vector<std::string>& segments) const {
  const http::verb wanted = method == http::verb::head ? http::verb::get : method;
  Match match;
  auto consider = [&](const std::vector<Route*>& routes) {
    for (const Route* route : routes) {
      allow(match.allowed, route->method);
      if (!match.cors && route->options.cors) match.cors = route->options.cors.get();
      if (!match.route && route->method == wanted) match.route = route;
    }
  };
  // Depth first, literals before parameters before tails; the depth is bounded by parse_target.
  std::function<void(const Node&, std::size_t)> visit = [&](const Node& node, std::size_t depth) {
    if (depth == segments.size()) {
      consider(node.routes);
      if (match.allowed.empty()) consider(node.tails);
      return;
    }
    auto literal = node.literals.find(segments[depth]);
    if (literal != node.literals.end()) visit(*literal->second, depth + 1);
    if (match.allowed.empty() && node.parameter && !segments[depth].empty()) visit(*node.parameter, depth + 1);
    if (match.allowed.empty()) consider(node.tails);
  };
  visit(*root_, 0);
  if (match.allowed.empty() && fallback_ && wanted == http::verb::get) match.route = fallback_.get();
  if (match.route && match.route != fallback_.get()) match.path_parameters = bind(*match.route, segments);
  if (!match.allowed.empty()) {
    if (std::find(match.allowed.begin(), match.allowed.end(), http::verb::get) != match.allowed.end()) {
      allow(match.allowed, http::verb::head);
    }
    allow(match.allowed, http::verb::options);
    std::sort(match.allowed.begin(), match.allowed.end(),
              [](http::verb a, http::verb b) { return http::to_string(a) < http::to_string(b); });
  }
  return match;
}

std::vector<const Route*> Router::routes() const {
  std::vector<const Route*> out;
  for (const auto& route : routes_) out.push_back(route.get());
  return out;
}

}  // namespace tandem::net
