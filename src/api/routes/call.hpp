// One request that passed the gate: who asks, how far they may see, and the parts of the request. Handlers are plain
// functions over it; the table (routes/table.cpp) says which. Lives for one request, on its HTTP thread.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/auth/viewer.hpp"
#include "api/context.hpp"
#include "api/shapes/common.hpp"
#include "net/http/message.hpp"
#include "net/http/problem.hpp"
#include "ports/configuration_desk.hpp"

namespace tandem::api {

using net::awaitable;
using net::Response;
namespace http = net::http;

struct Call {
  net::Request request;
  Account account;  // empty on routes that need no sign-in
  SessionInfo session;
  Scope scope = Scope::none;

  Viewer viewer() const { return viewer_of(account); }
  UserId user() const { return account.id; }
  template <class IdType>
  IdType id(std::string_view name = "id") const {
    return IdType::parse(request.path_value(name));
  }
  // Of a query parameter: none where it is absent or no id.
  template <class IdType>
  IdType query_id(std::string_view name) const {
    const auto text = request.query_value(name);
    return text ? IdType::parse(*text) : IdType{};
  }
  std::string query(std::string_view name) const {
    const auto text = request.query_value(name);
    return text ? std::string(*text) : std::string();
  }
  std::string language() const { return account.language.empty() ? "zh-CN" : account.language; }
};

using EndpointHandler = awaitable<Response> (*)(Context& context, Call call);

// limit (1 … 200, default 50) and cursor. An unusable one is a problem.
struct Paging {
  int limit = 50;
  Cursor after;
  std::string cursor;  // as it came
};
Result<Paging> paging_of(const net::Request& request);

// A JSON object's fields, each checked; what is wrong with any of them comes back together, as one 400.
class Fields {
 public:
  explicit Fields(const net::Request& request);
  explicit Fields(json::object object) : object_(std::move(object)) {}

  std::string text(std::string_view name, std::size_t most = 4000);                   // required, not empty
  std::optional<std::string> maybe_text(std::string_view name, std::size_t most = 4000);  // absent or null: nothing
  std::optional<bool> maybe_flag(std::string_view name);
  bool flag(std::string_view name);
  std::optional<std::int64_t> maybe_integer(std::string_view name);
  template <class IdType>
  IdType maybe_id(std::string_view name) {
    const auto found = maybe_text(name, 30);
    if (!found) return IdType{};
    const auto id = IdType::parse(*found);
    if (!id) add(name, "is no id");
    return id;
  }
  const json::value* find(std::string_view name) const;  // null where absent
  const json::object& object() const { return object_; }
  void add(std::string_view name, std::string_view detail);

  bool ok() const { return !bad_ && errors_.empty(); }
  Response problem() const;

 private:
  json::object object_;
  std::optional<Failure> bad_;
  std::vector<net::ProblemError> errors_;
};

// 409 with the refusal's word as `code`, and one sentence.
Response refused(Refusal refusal);
Response conflict(std::string_view code, std::string_view detail, json::object more = {});
Response not_found(std::string_view what);
Response not_here(std::string_view what);  // 503: a port that this program does without
Response forbidden(std::string_view detail = "your role does not allow this");
// Failures of services and of the store, with the status they have on the outside.
Response failed(const Failure& failure);
Response bad_request(std::string_view pointer, std::string_view detail);
// 422 with `problems`: what is wrong at which places, in both languages.
Response refused_with(std::string_view detail, const std::vector<ConfigurationRemark>& problems);
json::array remarks_json(const std::vector<ConfigurationRemark>& remarks);

template <class Items>
Response page_response(Items items, std::string_view next_cursor) {
  json::object body{{"items", std::move(items)}, {"next_cursor", text_or_null(next_cursor)}};
  return net::json_response(body);
}
Response list_response(json::array items);
Response tagged(const json::object& body, std::int64_t revision, http::status status = http::status::ok);
// The revision that If-Match names; 428 or 412 as a response otherwise.
struct IfMatch {
  std::int64_t revision = 0;
  std::optional<Response> refusal;
};
IfMatch if_match(const net::Request& request);

// Sends a stimulus; `answer` is set where it was refused or could not be taken.
struct Asked {
  Committed committed;
  std::optional<Response> answer;
};
awaitable<Asked> ask(Context& context, Stimulus stimulus);

}  // namespace tandem::api
