#include "base/result.hpp"

#include <boost/system/system_error.hpp>

namespace tandem {

void throw_exception_from_error(const Failure& failure, const boost::source_location&) {
  throw boost::system::system_error(failure.code, failure.detail);
}

}  // namespace tandem
