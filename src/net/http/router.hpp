// Finds the handler for a method and path. Patterns: "/api/v1/conversations/{id}/messages"; "{rest...}" as the last
// segment takes the remaining ones. Literal segments win over parameters. Built before the server starts, then
// read by all HTTP threads without a lock.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/http/cors.hpp"
#include "net/http/message.hpp"
#include "net/websocket/session.hpp"

namespace tandem::net {

struct RouteOptions {
  std::size_t body_limit = 1 << 20;        // bytes; more is 413
  std::shared_ptr<const CorsPolicy> cors;  // none: other sites may not call it
  bool local_only = false;                 // exists on the Unix socket only, 404 elsewhere
};

struct Route {
  http::verb method = http::verb::get;
  std::string pattern;
  RouteOptions options;
  Handler handler;             // empty for a WebSocket route
  WebSocketHandler websocket;  // empty for an HTTP route
  WebSocketOptions websocket_options;
};

class Router {
 public:
  Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  // A pattern that is malformed, or registered twice for a method, is a bug: throws std::invalid_argument.
  void add(http::verb method, std::string_view pattern, Handler handler, RouteOptions options = {});
  void get(std::string_view pattern, Handler handler, RouteOptions options = {});
  void post(std::string_view pattern, Handler handler, RouteOptions options = {});
  void put(std::string_view pattern, Handler handler, RouteOptions options = {});
  void patch(std::string_view pattern, Handler handler, RouteOptions options = {});
  void remove(std::string_view pattern, Handler handler, RouteOptions options = {});  // DELETE
  void websocket(std::string_view pattern, WebSocketHandler handler, WebSocketOptions options = {});

  // GET and HEAD of what no pattern matches: the web files. Everything else unmatched is 404.
  void fallback(Handler handler);

  struct Match {
    const Route* route = nullptr;  // null: 404, or 405 when `allowed` is not empty
    std::vector<Parameter> path_parameters;
    std::vector<http::verb> allowed;   // methods of this path, sorted; HEAD and OPTIONS included
    const CorsPolicy* cors = nullptr;  // of any route on this path, for preflights
  };
  // `segments` are the decoded path segments (http/target.hpp). HEAD finds the GET route.
  Match match(http::verb method, const std::vector<std::string>& segments) const;

  // Every route in the order of registration: the OpenAPI test reads this.
  std::vector<const Route*> routes() const;

 private:
  struct Node;
  void insert(std::unique_ptr<Route> route);

  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Route> fallback_;
};

}  // namespace tandem::net
