// Reads one map of the file key by key: takes what is known, checks kinds and ranges, and at the end names every key
// that nobody asked for. Refers to the tree and the problems of its caller. Here is also how problems name what they are
// about: "queue 'x'", "'relax' of queue 'x'", in both languages.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/configuration/yaml_tree.hpp"
#include "model/said.hpp"
#include "model/suggestion.hpp"

namespace tandem::configuration {

inline constexpr std::size_t longest_name = 100;    // bytes
inline constexpr std::size_t longest_text = 4'000;  // bytes of a prompt or greeting

// What a node is, in words: "a list", "'x'".
Localized in_words(const Node& node);

// "'queues'", "'relax' of queue 'x'": the value under this key. In Chinese a key has blanks around it, so that the phrase ends
// in one; what follows it is a word, and no punctuation.
Localized key_of(std::string_view key);
Localized key_of(std::string_view key, const Localized& what);
// What several readers say: of a text for people that has none, of a key that can only be true, of a second thing with the
// same name, of too many entries, codes or steps.
Localized needs_words(const Localized& what);
Localized only_true(std::string_view key);
Localized there_twice(const Localized& what);
Localized too_many(const Localized& what, std::size_t most, const Localized& items);

// `what` names the value in messages. Nothing, with a problem added, where the node is something else.
std::optional<std::string> as_text(const Node& node, const Localized& what, Problems& problems,
                                   std::size_t longest = longest_name);
std::optional<std::int64_t> as_integer(const Node& node, const Localized& what, Problems& problems, std::int64_t low,
                                       std::int64_t high);
// A share between 0 and 1 with at most three places ("0.8"), in thousandths.
std::optional<int> as_permille(const Node& node, const Localized& what, Problems& problems);
// Between `low` and `high`, written as 12 or 0.5.
std::optional<double> as_decimal(const Node& node, const Localized& what, Problems& problems, double low, double high);
// Either one text, in the configuration's own language, or {zh: …, en: …}.
Localized as_localized(const Node& node, const Localized& what, Problems& problems, std::string_view default_language);

// The items of a list; a problem and no items where the node is none.
const std::vector<Node>& items_of(const Node& node, const Localized& what, Problems& problems);

class Fields {
 public:
  Fields(const Node& node, Localized what, Problems& problems);
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  Mark mark() const { return node_.mark; }
  const Localized& what() const { return what_; }
  Localized what(std::string_view key) const { return key_of(key, what_); }
  void rename(Localized what) { what_ = std::move(what); }
  bool has(std::string_view key) const;

  // The value under this key; null where it is absent or empty (`need` adds a problem then).
  const Node* find(std::string_view key);
  const Node* need(std::string_view key);

  std::string text(std::string_view key, std::string fallback = {});
  std::string need_text(std::string_view key);
  int integer(std::string_view key, int low, int high, int fallback);
  bool truth(std::string_view key, bool fallback);
  // One of `words`; gives its index, or `fallback`.
  std::size_t one_of(std::string_view key, const std::vector<std::string>& words, std::size_t fallback);
  Localized localized(std::string_view key, std::string_view default_language);

  void problem(std::string_view key, const Localized& text);
  // Call last: every key that was not asked for is a problem.
  void finish();

 private:
  const Node& node_;
  Localized what_;
  Problems& problems_;
  std::vector<std::string> known_;
};

}  // namespace tandem::configuration
