#include <boost/json.hpp>
#include <regex>
#include <set>

#include "tidy/rules.hpp"

namespace tidy {
namespace {

namespace json = boost::json;
using Texts = std::map<std::string, std::set<std::string>>;  // key -> its {{placeholders}}

// English has _one and _other where Chinese has _other alone: a plural is one key.
std::string without_plural(const std::string& key) {
  static const std::regex plural("_(zero|one|two|few|many|other)$");
  return std::regex_replace(key, plural, "");
}

void collect(const json::value& value, const std::string& key, const std::string& path, Texts& texts, Findings& found) {
  static const std::regex placeholder(R"(\{\{\s*([\w.]+))");
  if (const auto* object = value.if_object()) {
    for (const auto& [name, child] : *object)
      collect(child, key.empty() ? std::string(name) : key + "." + std::string(name), path, texts, found);
    return;
  }
  const auto* text = value.if_string();
  if (!text || text->empty()) found.push_back({path, 0, "translation", key + " has no text"});
  auto& names = texts[without_plural(key)];
  if (!text) return;
  const std::string words(*text);
  for (std::sregex_iterator at(words.begin(), words.end(), placeholder), end; at != end; ++at)
    names.insert((*at)[1].str());
}

// The desk's texts: flat keys in a TypeScript object, `"call.mute": "Mute",`.
json::value read_typescript(const std::string& text) {
  static const std::regex entry(R"re((?:"([\w.\-]+)"|(\w+))\s*:\s*"((?:[^"\\]|\\.)*)")re");
  json::object object;
  for (std::sregex_iterator at(text.begin(), text.end(), entry), end; at != end; ++at)
    object[(*at)[1].str() + (*at)[2].str()] = (*at)[3].str();
  return object;
}

Texts read(const Tree& tree, const std::string& path, Findings& found) {
  Texts texts;
  boost::system::error_code error;
  const auto& text = tree.at(path);
  const auto value = path.ends_with(".ts") ? read_typescript(text) : json::parse(text, error);
  if (error || !value.is_object() || value.get_object().empty())
    found.push_back({path, 0, "translation", "holds no texts"});
  else
    collect(value, "", path, texts, found);
  return texts;
}

void compare(const Texts& mine, const Texts& theirs, const std::string& path, Findings& found) {
  for (const auto& [key, names] : theirs) {
    const auto own = mine.find(key);
    if (own == mine.end())
      found.push_back({path, 0, "translation", key + " is missing"});
    else if (own->second != names && key != "count" && !names.empty())
      found.push_back({path, 0, "translation", key + " has other placeholders than its counterpart"});
  }
}

// JSON files of a translation folder, and the TypeScript files there that are named after a language.
bool is_translation(std::string_view path) {
  const bool place = path.find("/i18n/") != std::string_view::npos || path.find("/locales/") != std::string_view::npos;
  const bool named = path.ends_with("/en.ts") || path.ends_with("/zh-CN.ts") ||
                     (path.ends_with(".ts") &&
                      (path.find("/en/") != std::string_view::npos || path.find("/zh-CN/") != std::string_view::npos));
  return path.starts_with("web/") && place && (path.ends_with(".json") || named);
}

// The same file in the other language: en.json and zh-CN.json side by side, or en/x.json and zh-CN/x.json.
std::string counterpart(const std::string& path) {
  static const std::regex english("/en(?=[./])"), chinese("/zh-CN(?=[./])");
  if (std::regex_search(path, english)) return std::regex_replace(path, english, "/zh-CN");
  if (std::regex_search(path, chinese)) return std::regex_replace(path, chinese, "/en");
  return {};
}

}  // namespace

Findings check_translations(const Tree& tree) {
  Findings found;
  for (const auto& [path, text] : tree) {
    if (!is_translation(path)) continue;
    const auto other = counterpart(path);
    if (other.empty()) {
      found.push_back({path, 0, "translation", "is neither English (en) nor Chinese (zh-CN)"});
    } else if (!tree.contains(other)) {
      found.push_back({path, 0, "translation", other + " is missing"});
    } else {
      Findings told_by_its_own_turn;
      compare(read(tree, path, found), read(tree, other, told_by_its_own_turn), path, found);
    }
  }
  return found;
}

}  // namespace tidy
