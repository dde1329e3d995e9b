#include "net/http/problem.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace tandem::net {

namespace {

http::status status_of(errc e) {
  switch (e) {
    case errc::bad_json:
    case errc::bad_message:
    case errc::bad_url:
      return http::status::bad_request;
    case errc::not_json:
      return http::status::unsupported_media_type;
    case errc::too_large:
      return http::status::payload_too_large;
    case errc::not_allowed:
      return http::status::forbidden;
    case errc::cannot_read_file:
      return http::status::not_found;
    case errc::busy:
      return http::status::service_unavailable;
    case errc::timed_out:
      return http::status::gateway_timeout;
    case errc::refused:
    case errc::closed:
    case errc::cannot_connect:
    case errc::cannot_resolve:
    case errc::tls_failed:
      return http::status::bad_gateway;
    default:
      return http::status::internal_server_error;
  }
}

}  // namespace

Response problem_response(const Problem& given) {
  boost::json::object body;
  body["type"] = given.type;
  body["title"] = given.title.empty() ? std::string_view(http::obsolete_reason(given.status)) : given.title;
  body["status"] = static_cast<unsigned>(given.status);
  if (!given.detail.empty()) body["detail"] = given.detail;
  if (!given.errors.empty()) {
    boost::json::array errors;
    for (const ProblemError& error : given.errors) {
      errors.push_back(boost::json::object{{"pointer", error.pointer}, {"detail", error.detail}});
    }
    body["errors"] = std::move(errors);
  }
  Response response = bytes_response(boost::json::serialize(body), "application/problem+json", given.status);
  response.add("Cache-Control", "no-store");
  if (given.status == http::status::service_unavailable) response.add("Retry-After", "1");
  return response;
}

Response problem(http::status status, std::string_view detail) { return problem(status, "about:blank", detail); }

Response problem(http::status status, std::string_view type, std::string_view detail) {
  Problem made;
  made.status = status;
  made.type = type;
  made.detail = detail;
  return problem_response(made);
}

Response problem_from(const Failure& failure) {
  if (failure.code.category() != make_error_code(errc::closed).category()) {
    return problem(http::status::internal_server_error, "the server could not do this; the log says why");
  }
  const auto status = status_of(static_cast<errc>(failure.code.value()));
  // A path of this machine, or an address behind it, is nobody's business outside.
  const bool inside = status == http::status::not_found || static_cast<unsigned>(status) == 500;
  return problem(status, inside ? failure.code.message() : failure.detail);
}

}  // namespace tandem::net
