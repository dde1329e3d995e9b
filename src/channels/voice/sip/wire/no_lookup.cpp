#include "channels/voice/sip/wire/no_lookup.hpp"

#include <arpa/inet.h>
#include <netdb.h>

#include <atomic>

#include <sofia-sip/su_addrinfo.h>

namespace {
std::atomic<std::uint64_t> refused{0};

bool is_address(const char* host) {
  unsigned char bytes[sizeof(in6_addr)];
  return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}
}  // namespace

namespace tandem::sip {
std::uint64_t names_refused() { return refused.load(std::memory_order_relaxed); }
}  // namespace tandem::sip

// An executable's definition stands before a shared library's own, for the library's calls to itself too.
extern "C" int su_getaddrinfo(const char* node, const char* service, const su_addrinfo_t* hints, su_addrinfo_t** out) {
  if (node && *node && !is_address(node)) {
    refused.fetch_add(1, std::memory_order_relaxed);
    return EAI_NONAME;
  }
  return getaddrinfo(node, service, hints, out);
}
