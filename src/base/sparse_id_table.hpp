// A table by id for ids that lie far apart, such as those made outside: a hash table whose iteration is in the order of the ids all
// the same (it sorts when it begins: for snapshots and tests, not for every step). Entries stay where they are. A value; not
// thread-safe.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "base/ids.hpp"

namespace tandem {

template <class IdType, class T>
class SparseIdTable {
 public:
  struct Entry {
    const IdType first;
    T second;
  };

  class const_iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using reference = const Entry&;
    using pointer = const Entry*;

    const_iterator() = default;
    explicit const_iterator(std::shared_ptr<const std::vector<const Entry*>> entries) : entries_(std::move(entries)) {}
    reference operator*() const { return *(*entries_)[at_]; }
    pointer operator->() const { return (*entries_)[at_]; }
    const_iterator& operator++() {
      ++at_;
      return *this;
    }
    const_iterator operator++(int) {
      auto before = *this;
      ++at_;
      return before;
    }
    bool operator==(const const_iterator& other) const {
      const bool over = is_over(), other_over = other.is_over();
      return over || other_over ? over == other_over : at_ == other.at_;
    }

   private:
    bool is_over() const { return !entries_ || at_ == entries_->size(); }
    std::shared_ptr<const std::vector<const Entry*>> entries_;
    std::size_t at_ = 0;
  };

  SparseIdTable() = default;
  SparseIdTable(SparseIdTable&&) noexcept = default;
  SparseIdTable& operator=(SparseIdTable&&) noexcept = default;
  SparseIdTable(const SparseIdTable& other) { copy(other); }
  SparseIdTable& operator=(const SparseIdTable& other) {
    if (this != &other) {
      entries_.clear();
      copy(other);
    }
    return *this;
  }
  ~SparseIdTable() = default;

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  void clear() { entries_.clear(); }

  // Null where there is none.
  const T* get(IdType id) const {
    const auto at = entries_.find(id.value);
    return at == entries_.end() ? nullptr : &at->second->second;
  }
  T* get(IdType id) { return const_cast<T*>(std::as_const(*this).get(id)); }
  bool contains(IdType id) const { return entries_.contains(id.value); }

  // Leaves an entry that is there as it is.
  void emplace(IdType id, T value) {
    auto& slot = entries_[id.value];
    if (!slot) slot.reset(new Entry{id, std::move(value)});
  }
  T& operator[](IdType id) {
    auto& slot = entries_[id.value];
    if (!slot) slot.reset(new Entry{id, T{}});
    return slot->second;
  }
  bool erase(IdType id) { return entries_.erase(id.value) > 0; }

  const_iterator begin() const {
    auto sorted = std::make_shared<std::vector<const Entry*>>();
    sorted->reserve(entries_.size());
    for (const auto& [value, entry] : entries_) sorted->push_back(entry.get());
    std::ranges::sort(*sorted, {}, [](const Entry* entry) { return entry->first; });
    return const_iterator(std::move(sorted));
  }
  const_iterator end() const { return {}; }

 private:
  void copy(const SparseIdTable& other) {
    for (const auto& [value, entry] : other.entries_) emplace(entry->first, entry->second);
  }
  absl::flat_hash_map<std::int64_t, std::unique_ptr<Entry>> entries_;
};

}  // namespace tandem
