// The registrar (RFC 3261 §10): where a device can be reached. Bindings live in memory only; phones register again.
// Owned by sip::Stack, on its thread; time comes from the caller. Authentication has happened before.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "channels/voice/sip/wire/message.hpp"

namespace tandem::sip {

struct Binding {
  std::string contact;  // as the phone wrote it; always sip: or sips:
  Source source;        // where its REGISTER came from
  std::string call_id;
  std::uint32_t cseq = 0;
  std::int64_t expires_ms = 0;     // on the caller's clock
  std::int64_t registered_ms = 0;  // last refresh
};

class Registrar {
 public:
  struct Options {
    std::uint32_t min_expires_s = 60;
    std::uint32_t max_expires_s = 3600;
    std::uint32_t default_expires_s = 600;
    std::size_t contacts_per_user = 5;
    std::size_t users = 20'000;
  };

  struct Answer {
    int status = 200;
    Headers headers;  // Contact with the expiry of every binding, Min-Expires, …
    bool reachable_changed = false;
  };

  explicit Registrar(Options options) : options_(options) {}

  Answer handle(const std::string& user, const Message& request, std::int64_t now_ms);
  // The newest first; expired ones are taken out on the way.
  std::vector<Binding> bindings(const std::string& user, std::int64_t now_ms);
  // Users whose last binding has expired since the last call.
  std::vector<std::string> sweep(std::int64_t now_ms);
  std::size_t users() const { return bindings_.size(); }

 private:
  using Bindings = std::vector<Binding>;

  int apply(Bindings& list, const Message& request, std::int64_t now_ms);
  std::uint32_t wanted_expiry(const ContactValue& contact, const Message& request) const;
  bool too_brief(const Message& request) const;

  Options options_;
  std::map<std::string, Bindings> bindings_;
};

}  // namespace tandem::sip
