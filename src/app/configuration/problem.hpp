// What is wrong in a configuration file, where, and what to do about it. A file with one problem is refused whole; all
// that were found are shown together. Plain values, used on one thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tandem::configuration {

struct Mark {
  int line = 0;    // from 1; 0: the file as a whole
  int column = 0;  // from 1
  bool operator==(const Mark&) const = default;
};

struct Problem {
  Mark mark;
  std::string text;
};

class Problems {
 public:
  static constexpr std::size_t most = 50;  // one mistake can have many consequences; nobody reads more

  void add(Mark mark, std::string text) {
    if (list_.size() < most) list_.push_back({mark, std::move(text)});
  }
  bool none() const { return list_.empty(); }
  const std::vector<Problem>& list() const { return list_; }

 private:
  std::vector<Problem> list_;
};

// "demo.yaml:12:5: unknown key …", one line per problem in the order of the file.
std::string to_text(const std::vector<Problem>& problems, const std::string& file);

}  // namespace tandem::configuration
