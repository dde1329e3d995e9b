// Every route of the table as every role, and the document that describes them.
#include <set>

#include "api/openapi/openapi.hpp"
#include "api/routes/table.hpp"
#include "api/testing/world.hpp"

namespace tandem::api {
namespace {

namespace json = boost::json;
using net::http::verb;
using Rights = testing::ApiTest;

constexpr unsigned not_here = 503;  // no simulations stand behind this world's API

std::string concrete(std::string_view path) {
  std::string out(path);
  if (const auto at = out.find("{id}"); at != std::string::npos) out.replace(at, 4, "999999");
  return out;
}

unsigned status_of(testing::ApiWorld& api, const Endpoint& endpoint, const std::string& token) {
  std::optional<json::value> body;
  if (!endpoint.request.empty()) body = json::object();
  return api.ask(endpoint.method, concrete(endpoint.path), token, body).status;
}

bool ends_the_session(const Endpoint& endpoint) { return endpoint.method == verb::delete_ && endpoint.path == "/sessions/current"; }

TEST_P(Rights, nobody_passes_without_a_token) {
  for (const auto& endpoint : endpoints()) {
    if (endpoint.resource == anybody) continue;
    EXPECT_EQ(status_of(api(), endpoint, ""), 401u) << endpoint.path;
    EXPECT_EQ(status_of(api(), endpoint, "0123456789"), 401u) << endpoint.path;
  }
}

TEST_P(Rights, a_role_passes_where_its_permissions_reach) {
  for (const auto& [login, role] : {std::pair("li", Role::agent), std::pair("lin", Role::supervisor), std::pair("root", Role::admin)}) {
    const auto token = api().sign_in(login);
    for (const auto& endpoint : endpoints()) {
      if (endpoint.resource == anybody || ends_the_session(endpoint)) continue;
      Viewer viewer;
      viewer.role = role;
      viewer.team = TeamId{role == Role::admin ? 0 : 11};
      const bool allowed = endpoint.resource == signed_in || viewer.scope(endpoint.resource, endpoint.verb) >= endpoint.least;
      const auto status = status_of(api(), endpoint, token);
      if (allowed) {
        EXPECT_NE(status, 401u) << login << " " << endpoint.path;
        EXPECT_NE(status, 403u) << login << " " << endpoint.path;
      } else {
        EXPECT_EQ(status, 403u) << login << " " << endpoint.path;
      }
      EXPECT_TRUE(status < 500u || status == not_here) << login << " " << endpoint.path << " " << status;
    }
  }
}

TEST_P(Rights, every_permission_is_asked_for_by_a_route_or_the_stream) {
  std::set<std::string> asked{"stream.read", "customer.reveal", "customer.route"};
  for (const auto& endpoint : endpoints()) asked.insert(std::string(endpoint.resource) + "." + std::string(endpoint.verb));
  for (const auto role : {Role::agent, Role::supervisor, Role::admin})
    for (const auto& permission : permissions_of(role))
      EXPECT_TRUE(asked.contains(std::string(permission.resource) + "." + std::string(permission.verb))) << permission.resource;
}

void collect_references(const json::value& value, std::set<std::string>& into) {
  if (const auto* object = value.if_object())
    for (const auto& [key, inner] : *object) {
      if (key == "$ref") into.insert(std::string(inner.as_string()));
      else collect_references(inner, into);
    }
  if (const auto* array = value.if_array())
    for (const auto& inner : *array) collect_references(inner, into);
}

TEST_P(Rights, openapi_describes_every_route_that_is_served_and_no_other) {
  const auto answer = api().get("/openapi.json", "");
  ASSERT_EQ(answer.status, 200u);
  std::set<std::string> described, served;
  for (const auto& [path, operations] : answer.at("paths").as_object())
    for (const auto& [method, operation] : operations.as_object()) {
      described.insert(std::string(method) + " " + std::string(base_path) + std::string(path));
      EXPECT_FALSE(operation.at("summary").as_string().empty());
      EXPECT_TRUE(operation.at("responses").as_object().contains("default"));
    }
  for (const auto* route : api().server().router().routes()) {
    if (!route->pattern.starts_with(base_path) || route->websocket) continue;
    std::string method(net::http::to_string(route->method));
    for (auto& c : method) c = static_cast<char>(std::tolower(c));
    served.insert(method + " " + route->pattern);
  }
  EXPECT_EQ(described, served);
  std::set<std::string> references;
  collect_references(answer.body, references);
  for (const auto& reference : references) {
    const auto name = reference.substr(reference.rfind('/') + 1);
    EXPECT_TRUE(answer.at("components").at("schemas").as_object().contains(name)) << name;
  }
}

// An answer has the fields that its schema promises.
void expect_shape(const json::object& answer, const std::string& schema) {
  const auto& shape = openapi().at("components").at("schemas").at(schema).as_object();
  for (const auto& needed : shape.at("required").as_array())
    EXPECT_TRUE(answer.contains(needed.as_string())) << schema << " lacks " << needed.as_string();
  for (const auto& [key, value] : answer)
    if (key != "resumed") EXPECT_TRUE(shape.at("properties").as_object().contains(key) || schema == "TimelineItem") << schema << " says nothing of " << key;
}

TEST_P(Rights, answers_look_as_described) {
  const auto token = api().sign_in("root");
  ASSERT_EQ(api().post("/customers", token, json::object{{"name", "Emma"}}).status, 201u);
  api().chat("visitor-1", "hello");
  for (const auto& endpoint : endpoints()) {
    if (endpoint.method != verb::get || endpoint.path.find('{') != std::string_view::npos || endpoint.answer == "Document") continue;
    if (endpoint.path == "/orders" || endpoint.path == "/demo") continue;
    const auto answer = api().get(endpoint.path, token);
    ASSERT_EQ(answer.status, 200u) << endpoint.path << answer.raw;
    if (!endpoint.answer.ends_with("[]")) {
      expect_shape(answer.object(), std::string(endpoint.answer));
      continue;
    }
    for (const auto& item : answer.at("items").as_array())
      expect_shape(item.as_object(), std::string(endpoint.answer.substr(0, endpoint.answer.size() - 2)));
  }
}

TEST_P(Rights, health_and_numbers_of_the_program_are_open) {
  net::ClientRequest request;
  request.url = api().url("http") + "/metrics";
  const auto numbers = net::fetch_blocking(request).value();
  EXPECT_EQ(numbers.status, 200u);
  EXPECT_NE(numbers.body.find("tandem_agents{state=\"offline\"} 3"), std::string::npos) << numbers.body;
  request.url = api().url("http") + "/healthz";
  EXPECT_EQ(net::fetch_blocking(request).value().status, 200u);
}

INSTANTIATE_TEST_SUITE_P(Databases, Rights, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::api
