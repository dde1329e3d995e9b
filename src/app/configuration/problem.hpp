// What is wrong in a configuration file, where, and what to do about it. A file with one problem is refused whole; all
// that were found are shown together. A warning refuses nothing. Every text is in both languages. Plain values, used on
// one thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/localized.hpp"

namespace tandem::configuration {

struct Mark {
  int line = 0;    // from 1; 0: the file as a whole
  int column = 0;  // from 1
  bool operator==(const Mark&) const = default;
};

enum class Severity { problem, warning };

struct Problem {
  Mark mark;
  Localized text;
  Severity severity = Severity::problem;
  std::string path;  // the same place for programs: "queues[0].overflow[1].when"; empty: the file as a whole
};

class Problems {
 public:
  static constexpr std::size_t most = 50;  // one mistake can have many consequences; nobody reads more

  void add(Mark mark, Localized text) {
    if (list_.size() < most) list_.push_back({mark, std::move(text), Severity::problem, {}});
  }
  void warn(Mark mark, Localized text) {
    if (warnings_.size() < most) warnings_.push_back({mark, std::move(text), Severity::warning, {}});
  }
  bool none() const { return list_.empty(); }
  const std::vector<Problem>& list() const { return list_; }
  const std::vector<Problem>& warnings() const { return warnings_; }

 private:
  std::vector<Problem> list_, warnings_;
};

// "demo.yaml:12:5: unknown key …", "demo.yaml:3:1: warning: …", one line each in the order of the file, in one language.
std::string to_text(const std::vector<Problem>& problems, const std::string& file, std::string_view language);

}  // namespace tandem::configuration
