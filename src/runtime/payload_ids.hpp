// Gives every private value of a stimulus that came without a payload id one, so that its text gets a row of its own
// and survives a restart. Pure but for the source of ids.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "base/id_source.hpp"
#include "model/stimulus.hpp"

namespace tandem {

class PayloadIds {
 public:
  explicit PayloadIds(IdSource& ids) : ids_(ids) {}

  void give(Stimulus& stimulus) {
    std::visit([this](auto& body) { visit(body); }, stimulus);
  }
  void operator()(std::string_view, auto& value) { visit(value); }
  void since(int, std::string_view, auto& value) { visit(value); }

 private:
  void visit(Private& value) {
    if (!value.payload && !value.text.empty()) value.payload = ids_.next<PayloadId>();
  }
  void visit(Configuration&) {}  // holds none, and is large
  template <class T>
  void visit(std::vector<T>& list) {
    for (auto& item : list) visit(item);
  }
  template <class T>
  void visit(T& value) {
    if constexpr (codec::Described<T>) T::fields(value, *this);
  }

  IdSource& ids_;
};

}  // namespace tandem
