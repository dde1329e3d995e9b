// Names the calling thread, so that `top -H` and a profiler show whose time it is. At most 15 bytes are kept (Linux).
#pragma once

#include <pthread.h>

#include <string>

namespace tandem {

inline void name_thread(const std::string& name) { pthread_setname_np(pthread_self(), name.substr(0, 15).c_str()); }

}  // namespace tandem
