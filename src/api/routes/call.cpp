#include "api/routes/call.hpp"

#include <charconv>

#include "base/log.hpp"
#include "crm/errors.hpp"
#include "net/error.hpp"

namespace tandem::api {
namespace {

std::string_view sentence(Refusal refusal) {
  switch (refusal) {
    case Refusal::none: return "nothing changed";
    case Refusal::unknown_agent: return "this user is no agent";
    case Refusal::unknown_conversation: return "there is no such open conversation";
    case Refusal::unknown_reservation: return "there is no such offer";
    case Refusal::reservation_over: return "the offer is already over";
    case Refusal::not_yours: return "this is not yours to do";
    case Refusal::conversation_over: return "the conversation is over";
    case Refusal::not_a_call: return "this conversation is no call";
    case Refusal::not_a_chat: return "this conversation is no chat";
    case Refusal::no_such_number: return "there is no such number";
    case Refusal::no_such_site: return "there is no such site";
    case Refusal::still_busy: return "there are open conversations: end them and finish their wrap-up first";
    case Refusal::not_in_wrap_up: return "the conversation is not in wrap-up";
    case Refusal::unknown_leg: return "the call's connection is gone";
    case Refusal::bad_reason: return "there is no such reason";
    case Refusal::duplicate: return "this was done before";
    case Refusal::phone_not_ready: return "answer on your phone; it has not been picked up yet";
    case Refusal::draining: return "the program is ending";
    case Refusal::no_such_queue: return "there is no such queue";
    case Refusal::not_waiting: return "it does not wait in this queue any more";
    case Refusal::bad_value: return "one of the values is not acceptable";
  }
  return "refused";
}

template <class Errc>
bool is(const Failure& failure, Errc code) {
  return failure.code == make_error_code(code);
}

http::status status_of(const Failure& failure) {
  using http::status;
  if (is(failure, crm::errc::unknown) || is(failure, cases::errc::unknown) || is(failure, errc::unknown)) return status::not_found;
  if (is(failure, crm::errc::bad_input) || is(failure, cases::errc::bad_input) || is(failure, errc::bad_input))
    return status::bad_request;
  if (is(failure, crm::errc::changed_meanwhile) || is(failure, cases::errc::changed_meanwhile) ||
      is(failure, errc::changed_meanwhile))
    return status::precondition_failed;
  if (is(failure, errc::wrong_password)) return status::unauthorized;
  if (is(failure, store::errc::busy) || is(failure, store::errc::unavailable) || is(failure, net::errc::busy))
    return status::service_unavailable;
  return status::internal_server_error;
}

}  // namespace

Result<Paging> paging_of(const net::Request& request) {
  Paging paging;
  if (const auto limit = request.query_value("limit")) {
    const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), paging.limit);
    if (error != std::errc{} || end != limit->data() + limit->size() || paging.limit < 1 || paging.limit > largest_page)
      return fail(make_error_code(errc::bad_input), "limit is a number from 1 to 200");
  }
  if (const auto cursor = request.query_value("cursor")) {
    paging.cursor = *cursor;
    // Some cursors are texts of their own (search by name): those are checked where they are used.
    if (const auto parsed = Cursor::parse(*cursor)) paging.after = *parsed;
    else if (cursor->size() > 400) return fail(make_error_code(errc::bad_input), "the cursor is none of ours");
  }
  return paging;
}

Fields::Fields(const net::Request& request) {
  auto parsed = request.json();
  if (!parsed) {
    bad_ = parsed.error();
    return;
  }
  if (auto* object = parsed->if_object()) object_ = std::move(*object);
  else add("", "the body must be a JSON object");
}

const json::value* Fields::find(std::string_view name) const {
  const auto* found = object_.if_contains(name);
  return found && !found->is_null() ? found : nullptr;
}

void Fields::add(std::string_view name, std::string_view detail) {
  errors_.push_back({name.empty() ? "" : "/" + std::string(name), std::string(detail)});
}

std::optional<std::string> Fields::maybe_text(std::string_view name, std::size_t most) {
  const auto* found = find(name);
  if (!found) return std::nullopt;
  const auto* text = found->if_string();
  if (!text) add(name, "must be a text");
  else if (text->size() > most) add(name, "is longer than " + std::to_string(most) + " bytes");
  else if (text->find('\0') != json::string::npos) add(name, "must not hold a zero byte");
  else return std::string(*text);
  return std::nullopt;
}

std::string Fields::text(std::string_view name, std::size_t most) {
  const auto before = errors_.size();
  auto found = maybe_text(name, most);
  if (found && !found->empty()) return std::move(*found);
  if (errors_.size() == before) add(name, "is missing");
  return {};
}

std::optional<bool> Fields::maybe_flag(std::string_view name) {
  const auto* found = find(name);
  if (!found) return std::nullopt;
  if (const auto* flag = found->if_bool()) return *flag;
  add(name, "must be true or false");
  return std::nullopt;
}

bool Fields::flag(std::string_view name) {
  const auto before = errors_.size();
  const auto found = maybe_flag(name);
  if (!found && errors_.size() == before) add(name, "is missing");
  return found.value_or(false);
}

std::optional<std::int64_t> Fields::maybe_integer(std::string_view name) {
  const auto* found = find(name);
  if (!found) return std::nullopt;
  if (const auto* number = found->if_int64()) return *number;
  add(name, "must be a whole number");
  return std::nullopt;
}

Response Fields::problem() const {
  if (bad_) return net::problem_from(*bad_);
  net::Problem problem;
  problem.detail = errors_.empty() ? "the body is not acceptable" : "some fields are not acceptable";
  problem.errors = errors_;
  return net::problem_response(problem);
}

Response conflict(std::string_view code, std::string_view detail, json::object more) {
  json::object body{{"type", "about:blank"}, {"title", "Conflict"}, {"status", 409}, {"code", code}, {"detail", detail}};
  for (auto& [key, value] : more) body[key] = std::move(value);
  auto response = net::bytes_response(json::serialize(body), "application/problem+json", http::status::conflict);
  response.set("Cache-Control", "no-store");
  return response;
}

Response refused(Refusal refusal) { return conflict(name_of(refusal), sentence(refusal)); }

Response not_found(std::string_view what) {
  return net::problem(http::status::not_found, "there is no such " + std::string(what) + ", or it is not yours to see");
}

Response not_here(std::string_view what) {
  return net::problem(http::status::service_unavailable, std::string(what) + " is not part of this program");
}
Response forbidden(std::string_view detail) { return net::problem(http::status::forbidden, detail); }

Response failed(const Failure& failure) {
  if (is(failure, errc::login_taken)) return conflict("login_taken", failure.detail);
  const auto status = status_of(failure);
  if (status != http::status::internal_server_error)
    return net::problem(status, failure.detail.empty() ? failure.code.message() : failure.detail);
  log::error("api.failed code={} detail={}", failure.code.message(), failure.detail);
  return net::problem(status, "the server could not do this; the log says why");
}

Response bad_request(std::string_view pointer, std::string_view detail) {
  net::Problem problem;
  problem.detail = detail;
  problem.errors.push_back({std::string(pointer), std::string(detail)});
  return net::problem_response(problem);
}

json::array remarks_json(const std::vector<ConfigurationRemark>& remarks) {
  json::array out;
  for (const auto& remark : remarks) out.push_back(json::object{{"path", remark.path}, {"text", words(remark.text)}});
  return out;
}

Response refused_with(std::string_view detail, const std::vector<ConfigurationRemark>& problems) {
  json::object body{{"type", "about:blank"},
                    {"title", "Unprocessable Entity"},
                    {"status", 422},
                    {"detail", detail},
                    {"problems", remarks_json(problems)}};
  auto response = net::bytes_response(json::serialize(body), "application/problem+json", http::status::unprocessable_entity);
  response.set("Cache-Control", "no-store");
  return response;
}

Response list_response(json::array items) { return page_response(std::move(items), ""); }

Response tagged(const json::object& body, std::int64_t revision, http::status status) {
  auto response = net::json_response(body, status);
  response.set("ETag", "\"" + std::to_string(revision) + "\"");
  return response;
}

IfMatch if_match(const net::Request& request) {
  IfMatch out;
  auto text = request.header("If-Match");
  if (text.empty()) {
    out.refusal = net::problem(http::status::precondition_required, "send If-Match with the ETag that you have seen");
    return out;
  }
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.revision);
  if (error != std::errc{} || end != text.data() + text.size())
    out.refusal = net::problem(http::status::precondition_failed, "this ETag is none of ours");
  return out;
}

awaitable<Asked> ask(Context& context, Stimulus stimulus) {
  Asked asked;
  auto done = co_await context.engine.ask(std::move(stimulus));
  if (!done) asked.answer = failed(done.error());
  else if (done->refusal != Refusal::none) asked.answer = refused(done->refusal);
  if (done) asked.committed = std::move(*done);
  co_return asked;
}

}  // namespace tandem::api
