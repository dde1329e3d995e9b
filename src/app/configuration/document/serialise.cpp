#include <fmt/format.h>

#include "app/configuration/document/document.hpp"

namespace tandem::configuration {
namespace {

namespace json = boost::json;

// Recursion is as deep as the document, which parse() bounds and JSON's own parser as well.
class Writer {
 public:
  void write(const json::value& value) {
    if (const auto* object = value.if_object()) {
      write_items('{', '}', *object, [&](const auto& item) {
        write_text(item.key());
        out += ": ";
        write(item.value());
      });
    } else if (const auto* array = value.if_array()) {
      write_items('[', ']', *array, [&](const auto& item) { write(item); });
    } else if (const auto* text = value.if_string()) {
      write_text(*text);
    } else if (const auto* number = value.if_double()) {
      out += fmt::format("{}", *number);
    } else {
      out += json::serialize(value);
    }
  }

  std::string out;

 private:
  template <class Items, class WriteItem>
  void write_items(char open, char close, const Items& items, WriteItem write_item) {
    out += open;
    for (bool first = true; const auto& item : items) {
      if (!first) out += ",\n ";
      first = false;
      write_item(item);
    }
    out += close;
  }

  // The one control character that JSON lets through as it is.
  void write_text(json::string_view text) {
    for (const char c : json::serialize(json::string(text)))
      if (c == '\x7f') out += "\\u007f";
      else out += c;
  }
};

}  // namespace

std::string serialise(const json::value& document) {
  Writer writer;
  writer.write(document);
  return writer.out + "\n";
}

}  // namespace tandem::configuration
