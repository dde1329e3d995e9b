// A table as comma-separated values (RFC 4180, UTF-8), line by line: fields may stand in double quotes, but hold no line
// break. Refers to the stream and the problems of its caller; one thread.
#pragma once

#include <istream>
#include <string>
#include <vector>

#include "app/configuration/problem.hpp"

namespace tandem::app {

class CsvReader {
 public:
  static constexpr std::size_t longest_line = 10'000;  // bytes

  struct Field {
    std::string text;
    int column = 1;  // where it begins, in bytes
  };

  CsvReader(std::istream& in, configuration::Problems& problems) : in_(in), problems_(problems), buffer_(longest_line + 1) {}

  // To the next line that is not empty; false at the end, or where a line is no such text (a problem is added then).
  bool next();
  void stop() { stopped_ = true; }

  const std::vector<Field>& fields() const { return fields_; }
  int line() const { return line_; }
  configuration::Mark mark(std::size_t field) const { return {line_, fields_[field].column}; }

 private:
  bool fail(int column, Localized text);
  bool read_line();
  bool split();

  std::istream& in_;
  configuration::Problems& problems_;
  std::vector<char> buffer_;
  std::string text_;
  std::vector<Field> fields_;
  int line_ = 0;
  bool stopped_ = false;
};

}  // namespace tandem::app
