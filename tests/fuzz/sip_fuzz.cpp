// Everything of SIP that we parse ourselves: URIs, name-addr values, digest credentials through the whole check, dialog
// descriptions and INFO bodies. Messages themselves are parsed by the library; the torture tests and the datagram storm
// of the voice tests go through it.
#include <cstddef>
#include <cstdint>
#include <string>

#include "channels/voice/sip/access/admission.hpp"
#include "channels/voice/sip/access/digest.hpp"
#include "channels/voice/sip/causes.hpp"
#include "channels/voice/sip/dialog_description.hpp"
#include "channels/voice/sip/session_timer.hpp"
#include "channels/voice/sip/wire/message.hpp"

using namespace tandem;

namespace {

void try_uri(const std::string& text) {
  const auto uri = sip::parse_uri(text);
  if (!uri) return;
  uri->plain_user();
  uri->param("transport");
  // What we write must be readable again, and mean the same.
  const auto again = sip::parse_uri(uri->text());
  if (!again || !(*again == *uri)) __builtin_trap();
}

void try_credentials(const std::string& text) {
  static sip::DigestAuth auth({"tandem", 60'000, 16});
  sip::Credentials given{"Digest", {{"realm", "tandem"}}};
  std::size_t at = 0;
  for (const char* name : {"username", "nonce", "nc", "cnonce", "qop", "algorithm", "response", "uri"}) {
    const auto end = std::min(text.find('\n', at), text.size());
    given.params.emplace_back(name, text.substr(at, end - at));
    at = std::min(end + 1, text.size());
  }
  const auto claim = auth.read({given}, "192.0.2.1", 1000);
  const auto verdict = auth.prove(claim, sip::DigestSecret{"secret", {}, {}}, "REGISTER");
  if (verdict == sip::DigestVerdict::accepted) __builtin_trap();  // nobody guesses our nonces
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try_uri(text);
  if (const auto name = sip::parse_name_addr(text)) try_uri(name->uri);
  try_credentials(text);
  if (const auto dialog = sip::DialogDescription::parse(text)) {
    if (!sip::DialogDescription::parse(dialog->text())) __builtin_trap();
  }
  sip::digit_of_info(text, true);
  sip::digit_of_info(text, false);
  sip::q850_of_reason(text);
  if (const auto range = sip::Cidr::parse(text)) range->contains("127.0.0.1");
  sip::return_route(text, {"192.0.2.1", 5060, "tcp"});
  sip::header_safe(text);
  return 0;
}
