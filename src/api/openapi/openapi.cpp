#include "api/openapi/openapi.hpp"

#include "api/routes/handlers.hpp"
#include "api/routes/table.hpp"

namespace tandem::api {
namespace {

json::object reference(std::string_view schema) { return {{"$ref", "#/components/schemas/" + std::string(schema)}}; }

json::object content(std::string_view type, json::object schema) {
  return {{type, json::object{{"schema", std::move(schema)}}}};
}

json::object problem_answer(std::string_view description) {
  return {{"description", description}, {"content", content("application/problem+json", reference("Problem"))}};
}

json::object answer_of(const Endpoint& endpoint) {
  json::object out{{"description", endpoint.summary}};
  auto name = endpoint.answer;
  if (name.empty()) return out;
  if (name == "Audio") {
    out["content"] = content("audio/wav", {{"type", "string"}, {"format", "binary"}});
    return out;
  }
  if (!name.ends_with("[]")) {
    out["content"] = content("application/json", reference(name));
    return out;
  }
  name.remove_suffix(2);
  json::object page{{"type", "object"},
                    {"required", {"items", "next_cursor"}},
                    {"properties", json::object{{"items", json::object{{"type", "array"}, {"items", reference(name)}}},
                                                {"next_cursor", json::object{{"type", {"string", "null"}}}}}}};
  out["content"] = content("application/json", std::move(page));
  return out;
}

json::object parameter(std::string_view name, std::string_view in, bool needed, std::string_view description) {
  return {{"name", name},
          {"in", in},
          {"required", needed},
          {"description", description},
          {"schema", json::object{{"type", "string"}}}};
}

json::array parameters_of(const Endpoint& endpoint) {
  json::array out;
  if (endpoint.path.find("{id}") != std::string_view::npos) out.push_back(parameter("id", "path", true, "an id"));
  if (endpoint.answer.ends_with("[]")) {
    out.push_back(parameter("limit", "query", false, "1 to 200, 50 by default"));
    out.push_back(parameter("cursor", "query", false, "next_cursor of the page before"));
  }
  for (const auto& [name, description] : endpoint.query) out.push_back(parameter(name, "query", false, description));
  if (endpoint.needs_match) out.push_back(parameter("If-Match", "header", true, "the ETag that was seen"));
  if (endpoint.method == http::verb::post && endpoint.resource != anybody)
    out.push_back(parameter("Idempotency-Key", "header", false, "the same key gives the same answer for a day"));
  return out;
}

json::object operation(const Endpoint& endpoint) {
  json::object responses{{std::to_string(endpoint.status), answer_of(endpoint)}};
  json::object out{{"summary", endpoint.summary}, {"parameters", parameters_of(endpoint)}};
  if (endpoint.resource == anybody) out["security"] = json::array();
  else responses["401"] = problem_answer("nobody is signed in");
  if (endpoint.resource != anybody && endpoint.resource != signed_in) {
    responses["403"] = problem_answer("the role does not allow it");
    out["x-permission"] = std::string(endpoint.resource) + "." + std::string(endpoint.verb) + ":" + std::string(name_of(endpoint.least));
  }
  if (endpoint.needs_match) responses["412"] = problem_answer("somebody else saved first");
  if (endpoint.method != http::verb::get) responses["409"] = problem_answer("refused; `code` says why");
  if (!endpoint.request.empty())
    out["requestBody"] = json::object{{"required", true}, {"content", content("application/json", reference(endpoint.request))}};
  responses["default"] = problem_answer("anything else that went wrong");
  out["responses"] = std::move(responses);
  return out;
}

json::object make_document() {
  json::object paths;
  for (const auto& endpoint : endpoints()) {
    auto& path = paths[endpoint.path];
    if (!path.is_object()) path = json::object();
    std::string verb(http::to_string(endpoint.method));
    for (auto& c : verb) c = static_cast<char>(std::tolower(c));
    path.as_object()[verb] = operation(endpoint);
  }
  return {{"openapi", "3.1.0"},
          {"info", json::object{{"title", "Tandem"}, {"version", "1"}, {"license", json::object{{"name", "Apache-2.0"}}}}},
          {"servers", {json::object{{"url", base_path}}}},
          {"security", {json::object{{"token", json::array()}}}},
          {"paths", std::move(paths)},
          {"components",
           json::object{{"securitySchemes", json::object{{"token", json::object{{"type", "http"}, {"scheme", "bearer"}}}}},
                        {"schemas", component_schemas()}}}};
}

}  // namespace

const json::object& openapi() {
  static const json::object document = make_document();
  return document;
}

namespace routes {

awaitable<Response> openapi_document(Context&, Call) {
  static const std::string text = json::serialize(openapi());
  co_return net::bytes_response(text, "application/json");
}

}  // namespace routes

}  // namespace tandem::api
