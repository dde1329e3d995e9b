// The way a call can fail without an exception. Each module has one `errc` enum of its own, registered with
// TANDEM_ERROR_CATEGORY; what an operator or a person must read travels beside the code in `Failure::detail`.
#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <string>
#include <utility>

namespace tandem {

// An error code of the module that failed, and one sentence that says what happened and what to do.
struct Failure {
  boost::system::error_code code;
  std::string detail;
};

[[noreturn]] void throw_exception_from_error(const Failure& failure, const boost::source_location& where);

template <class T>
using Result = boost::system::result<T, Failure>;

inline Failure fail(boost::system::error_code code, std::string detail = {}) { return {code, std::move(detail)}; }

// A category whose messages are the texts of one function `const char* describe(Errc)`.
template <class Errc>
class ErrorCategory final : public boost::system::error_category {
 public:
  using Describe = const char* (*)(Errc);
  ErrorCategory(const char* name, Describe describe) : name_(name), describe_(describe) {}
  const char* name() const noexcept override { return name_; }
  std::string message(int value) const override { return describe_(static_cast<Errc>(value)); }

 private:
  const char* name_;
  Describe describe_;
};

}  // namespace tandem

// Makes `errc` of the enclosing module usable as an error_code. Stands in the module's header, inside its namespace,
// after `const char* describe(errc)`; the enum itself is announced with TANDEM_ERROR_ENUM at global scope.
#define TANDEM_ERROR_CATEGORY(category_name)                                                          \
  inline const boost::system::error_category& error_category_of(errc) {                               \
    static const ::tandem::ErrorCategory<errc> category{category_name, &describe};                    \
    return category;                                                                                  \
  }                                                                                                   \
  inline boost::system::error_code make_error_code(errc e) { return {static_cast<int>(e), error_category_of(e)}; }

#define TANDEM_ERROR_ENUM(errc_type)                                        \
  template <>                                                               \
  struct boost::system::is_error_code_enum<errc_type> : std::true_type {};
