#include "core/texts.hpp"

namespace tandem::texts {
namespace {

struct Piece {
  std::string text;
  bool spell = false;
};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

std::string_view name_at(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_name_character(text[end])) ++end;
  while (end > from && text[end - 1] == '.') --end;  // the full stop of a sentence
  return text.substr(from, end - from);
}

std::vector<Piece> pieces(std::string_view text, const Conversation& conversation) {
  constexpr std::string_view digits = "$digits(";
  std::vector<Piece> result{{}};
  const auto add = [&](std::string_view part) { result.back().text += part; };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '$') {
      const auto next = std::min(text.find('$', at), text.size());
      add(text.substr(at, next - at));
      at = next;
    } else if (text.substr(at).starts_with("$$")) {
      add("$");
      at += 2;
    } else if (text.substr(at).starts_with(digits)) {
      const auto name = name_at(text, at + digits.size());
      result.push_back({value_of(conversation, name), true});
      result.push_back({});
      at += digits.size() + name.size();
      if (at < text.size() && text[at] == ')') ++at;
    } else {
      const auto name = name_at(text, at + 1);
      add(name.empty() ? std::string("$") : value_of(conversation, name));
      at += 1 + name.size();
    }
  }
  return result;
}

}  // namespace

std::string value_of(const Conversation& conversation, std::string_view name) {
  if (const auto* value = conversation.value(name)) return *value;
  if (name == "contact") return conversation.contact.text;
  if (name == "tier") return conversation.tier;
  if (name == "language") return conversation.language;
  if (name == "customer") return conversation.customer ? "yes" : "";
  return {};
}

std::string fill(std::string_view text, const Conversation& conversation) {
  std::string result;
  for (const auto& piece : pieces(text, conversation)) result += piece.text;
  return result;
}

std::vector<Prompt> prompts(std::string_view text, const std::string& language, const Conversation& conversation) {
  std::vector<Prompt> result;
  for (auto& piece : pieces(text, conversation))
    if (!piece.text.empty()) result.push_back({std::move(piece.text), language, piece.spell});
  return result;
}

}  // namespace tandem::texts
