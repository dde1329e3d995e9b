#include "channels/voice/sip/wire/library_clock.hpp"

#include <chrono>

#include <sofia-sip/su_time.h>

// The library's hook for its tests, which corrects every time it reads; exported, in no header.
extern "C" void (*_su_time)(su_time_t*);

namespace tandem::sip {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

// Seconds since 1900 (RFC 5905) are what the library counts in; from the wall clock as the program started.
void read(su_time_t* time) {
  constexpr long long seconds_1900_to_1970 = 2'208'988'800;
  static const auto offset = duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()) -
                             duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
  const auto now = offset + duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
  time->tv_sec = static_cast<unsigned long>(now.count() / 1000 + seconds_1900_to_1970);
  time->tv_usec = static_cast<unsigned long>(now.count() % 1000 * 1000);
}

}  // namespace

void give_library_our_clock() { _su_time = read; }

}  // namespace tandem::sip
