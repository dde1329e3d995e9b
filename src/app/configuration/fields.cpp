#include "app/configuration/fields.hpp"

#include <algorithm>
#include <charconv>

namespace tandem::configuration {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string shortened(std::string_view text) {
  if (text.size() <= 60) return std::string(text);
  std::size_t end = 60;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

Localized in_words(const Node& node) {
  switch (node.kind) {
    case Node::Kind::nothing:
      break;
    case Node::Kind::scalar:
      return said("“{}”", "'{}'", shortened(node.text));
    case Node::Kind::sequence:
      return {"列表", "a list"};
    case Node::Kind::map:
      return {"映射", "a map"};
  }
  return {"空值", "nothing"};
}

Localized key_of(std::string_view key) { return said("'{}' ", "'{}'", key); }
Localized key_of(std::string_view key, const Localized& what) { return said("{1}的 '{0}' ", "'{0}' of {1}", key, what); }

Localized needs_words(const Localized& what) {
  return said("{}需要在 'zh'、'en' 或两者之下给出文本", "{} needs a text under 'zh', 'en' or both", what);
}
Localized only_true(std::string_view key) { return said("'{0}' 只能是 true", "'{0}' can only be true", key); }
Localized there_twice(const Localized& what) {
  return said("{}出现了两次；请删除其中一个或改名", "{} is there twice; remove or rename one", what);
}
Localized too_many(const Localized& what, std::size_t most, const Localized& items) {
  return said("{}有超过 {} {}；请删减", "{} has more than {} {}", what, most, items);
}

std::optional<std::string> as_text(const Node& node, const Localized& what, Problems& problems, std::size_t longest) {
  if (node.kind != Node::Kind::scalar || node.text.empty()) {
    problems.add(node.mark, said("{}必须是文本，而这里是{}", "{} must be a text, but this is {}", what, in_words(node)));
    return std::nullopt;
  }
  if (node.text.size() > longest) {
    problems.add(node.mark, said("{}过长：最多 {} 字节", "{} is too long: at most {} bytes", what, longest));
    return std::nullopt;
  }
  // Double-quoted escapes can bring in what the file itself may not hold.
  for (const char c : node.text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f) {
      problems.add(node.mark, said("{}含有控制字符；请删除", "{} holds a control character; remove it", what));
      return std::nullopt;
    }
  }
  return node.text;
}

std::optional<std::int64_t> as_integer(const Node& node, const Localized& what, Problems& problems, std::int64_t low,
                                       std::int64_t high) {
  std::int64_t value = 0;
  const auto* begin = node.text.data();
  const auto* end = begin + node.text.size();
  const auto [stopped, error] = std::from_chars(begin, end, value);
  const bool number = node.kind == Node::Kind::scalar && !node.quoted && error == std::errc{} && stopped == end;
  if (number && value >= low && value <= high) return value;
  problems.add(node.mark, said("{}必须是 {} 到 {} 之间的整数，而这里是{}", "{} must be a whole number from {} to {}, but this is {}", what,
                               low, high, in_words(node)));
  return std::nullopt;
}

std::optional<int> as_permille(const Node& node, const Localized& what, Problems& problems) {
  const auto bad = [&] {
    problems.add(node.mark, said("{}必须是 0 到 1 之间、最多三位小数的比例，例如 0.8，而这里是{}",
                                 "{} must be a share from 0 to 1 with at most three places, such as 0.8, but this is {}", what,
                                 in_words(node)));
    return std::nullopt;
  };
  const auto& text = node.text;
  if (node.kind != Node::Kind::scalar || node.quoted || text.empty() || text.size() > 5) return bad();
  if (text[0] != '0' && text[0] != '1') return bad();
  int value = (text[0] - '0') * 1000;
  if (text.size() > 1 && (text[1] != '.' || text.size() == 2)) return bad();
  for (std::size_t i = 2, weight = 100; i < text.size(); ++i, weight /= 10) {
    if (text[i] < '0' || text[i] > '9') return bad();
    value += (text[i] - '0') * static_cast<int>(weight);
  }
  if (value > 1000) return bad();
  return value;
}

std::optional<double> as_decimal(const Node& node, const Localized& what, Problems& problems, double low, double high) {
  const auto& text = node.text;
  double value = 0;
  if (node.kind == Node::Kind::scalar && !node.quoted) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (problem == std::errc{} && end == text.data() + text.size() && value >= low && value <= high) return value;
  }
  problems.add(node.mark, said("{}必须是 {:g} 到 {:g} 之间的数字，而这里是{}", "{} must be a number from {:g} to {:g}, but this is {}", what, low,
                               high, in_words(node)));
  return std::nullopt;
}

Localized as_localized(const Node& node, const Localized& what, Problems& problems, std::string_view default_language) {
  Localized out;
  if (node.kind != Node::Kind::map) {
    auto text = as_text(node, what, problems, longest_text);
    if (text) (default_language.starts_with("en") ? out.en : out.zh) = std::move(*text);
    return out;
  }
  Fields fields(node, what, problems);
  if (const auto* zh = fields.find("zh")) out.zh = as_text(*zh, what, problems, longest_text).value_or("");
  if (const auto* en = fields.find("en")) out.en = as_text(*en, what, problems, longest_text).value_or("");
  fields.finish();
  if (!fields.has("zh") && !fields.has("en")) problems.add(node.mark, needs_words(what));
  return out;
}

const std::vector<Node>& items_of(const Node& node, const Localized& what, Problems& problems) {
  static const std::vector<Node> none;
  if (node.kind == Node::Kind::sequence) return node.items;
  if (node.kind != Node::Kind::nothing)
    problems.add(node.mark, said("{}必须是列表，而这里是{}", "{} must be a list, but this is {}", what, in_words(node)));
  return none;
}

Fields::Fields(const Node& node, Localized what, Problems& problems)
    : node_(node), what_(std::move(what)), problems_(problems) {
  if (node.kind != Node::Kind::map)
    problems_.add(node.mark, said("{}必须是“键: 值”形式的映射，而这里是{}", "{} must be a map of 'key: value', but this is {}", what_,
                                  in_words(node)));
}

bool Fields::has(std::string_view key) const {
  return std::any_of(node_.keys.begin(), node_.keys.end(), [&](const Node& k) { return k.text == key; });
}

const Node* Fields::find(std::string_view key) {
  known_.emplace_back(key);
  for (std::size_t i = 0; i < node_.keys.size() && i < node_.items.size(); ++i) {
    if (node_.keys[i].text != key) continue;
    if (node_.items[i].kind != Node::Kind::nothing) return &node_.items[i];
    problems_.add(node_.keys[i].mark, said("{}是空的；请填写或删除", "{} is empty; give it a value or remove it", what(key)));
    return nullptr;
  }
  return nullptr;
}

const Node* Fields::need(std::string_view key) {
  const auto* value = find(key);
  if (!value && !has(key) && node_.kind == Node::Kind::map)
    problems_.add(node_.mark, said("{}缺少 '{}'", "{} needs '{}'", what_, key));
  return value;
}

std::string Fields::text(std::string_view key, std::string fallback) {
  const auto* value = find(key);
  if (!value) return fallback;
  return as_text(*value, what(key), problems_).value_or(std::move(fallback));
}

std::string Fields::need_text(std::string_view key) {
  const auto* value = need(key);
  return value ? as_text(*value, what(key), problems_).value_or("") : std::string();
}

int Fields::integer(std::string_view key, int low, int high, int fallback) {
  const auto* value = find(key);
  if (!value) return fallback;
  return static_cast<int>(as_integer(*value, what(key), problems_, low, high).value_or(fallback));
}

bool Fields::truth(std::string_view key, bool fallback) {
  return one_of(key, {"false", "true"}, fallback ? 1 : 0) == 1;
}

std::size_t Fields::one_of(std::string_view key, const std::vector<std::string>& words, std::size_t fallback) {
  const auto* value = find(key);
  if (!value) return fallback;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (value->kind == Node::Kind::scalar && value->text == words[i]) return i;
  problems_.add(value->mark, said("{}必须是以下之一：{}，而这里是{}", "{} must be one of {}, but this is {}", what(key), joined(words),
                                  in_words(*value)));
  return fallback;
}

Localized Fields::localized(std::string_view key, std::string_view default_language) {
  const auto* value = find(key);
  return value ? as_localized(*value, what(key), problems_, default_language) : Localized{};
}

void Fields::problem(std::string_view key, const Localized& text) {
  for (std::size_t i = 0; i < node_.keys.size(); ++i)
    if (node_.keys[i].text == key) return problems_.add(node_.items[i].mark, text);
  problems_.add(node_.mark, text);
}

void Fields::finish() {
  for (const auto& key : node_.keys) {
    if (std::find(known_.begin(), known_.end(), key.text) != known_.end()) continue;
    problems_.add(key.mark, said("{1}中有未知的键 '{0}'{2}；这里可用：{3}", "unknown key '{0}' in {1}{2}; known here: {3}", shortened(key.text),
                                 what_, suggestion(key.text, known_), joined(known_)));
  }
}

}  // namespace tandem::configuration
