// What was worked out lately, by the text it was worked out from: a table of fixed size in which a later text takes the
// place of an earlier one. Not thread-safe; made to be `thread_local`.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tandem {

template <class Value, std::size_t Size = 256>
class Recent {
 public:
  // The value of this text; `work_out` is called where it is not known any more. Holds until the next call.
  template <class WorkOut>
  const Value& of(std::string_view text, WorkOut work_out) {
    auto& slot = slots_[std::hash<std::string_view>{}(text) % Size];
    if (!slot || slot->text != text) slot.emplace(Slot{std::string(text), work_out()});
    return slot->value;
  }

 private:
  struct Slot {
    std::string text;
    Value value;
  };
  std::array<std::optional<Slot>, Size> slots_;
};

}  // namespace tandem
