#include "channels/voice/sip/dialog_description.hpp"

#include <boost/json.hpp>

namespace tandem::sip {
namespace {

constexpr std::size_t longest = 16 * 1024;

boost::json::object to_json(const DialogDescription& d) {
  boost::json::array routes;
  for (const auto& route : d.ids.route_set) routes.emplace_back(route);
  return {{"version", 1},
          {"we_called", d.we_called},
          {"call_id", d.ids.call_id},
          {"local_tag", d.ids.local_tag},
          {"remote_tag", d.ids.remote_tag},
          {"local_uri", d.ids.local_uri},
          {"remote_uri", d.ids.remote_uri},
          {"remote_target", d.ids.remote_target},
          {"route_set", std::move(routes)},
          {"local_cseq", d.ids.local_cseq},
          {"remote_cseq", d.ids.remote_cseq},
          {"local_contact", d.local_contact},
          {"route", d.route},
          {"local_sdp", d.local_sdp},
          {"remote_sdp", d.remote_sdp}};
}

std::string string_of(const boost::json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::uint32_t number_of(const boost::json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value && value->is_int64() ? static_cast<std::uint32_t>(value->get_int64()) : 0;
}

}  // namespace

std::string DialogDescription::text() const {
  auto object = to_json(*this);
  std::string out = boost::json::serialize(object);
  if (out.size() <= longest) return out;
  object["local_sdp"] = "";
  object["remote_sdp"] = "";
  return boost::json::serialize(object);
}

Result<DialogDescription> DialogDescription::parse(std::string_view text) {
  boost::system::error_code error;
  const auto value = boost::json::parse(text, error);
  if (error || !value.is_object()) return fail(error, "a dialog description is a JSON object");
  const auto& object = value.get_object();
  DialogDescription out;
  const auto* called = object.if_contains("we_called");
  out.we_called = called && called->is_bool() && called->get_bool();
  out.ids.call_id = string_of(object, "call_id");
  out.ids.local_tag = string_of(object, "local_tag");
  out.ids.remote_tag = string_of(object, "remote_tag");
  out.ids.local_uri = string_of(object, "local_uri");
  out.ids.remote_uri = string_of(object, "remote_uri");
  out.ids.remote_target = string_of(object, "remote_target");
  if (const auto* routes = object.if_contains("route_set"); routes && routes->is_array())
    for (const auto& route : routes->get_array())
      if (route.is_string()) out.ids.route_set.emplace_back(route.get_string());
  out.ids.local_cseq = number_of(object, "local_cseq");
  out.ids.remote_cseq = number_of(object, "remote_cseq");
  out.local_contact = string_of(object, "local_contact");
  out.route = string_of(object, "route");
  out.local_sdp = string_of(object, "local_sdp");
  out.remote_sdp = string_of(object, "remote_sdp");
  if (out.ids.call_id.empty() || out.ids.local_tag.empty())
    return fail(make_error_code(boost::system::errc::invalid_argument), "a dialog has a call id and a local tag");
  return out;
}

}  // namespace tandem::sip
