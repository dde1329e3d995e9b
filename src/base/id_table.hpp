// A table by id for values that come and go by the thousand: a std::map for ids that are mostly handed out one after another.
// Finding one takes two steps whatever the size, entries stay where they are, and iteration is in the order of the ids.
// Ids that lie far apart cost a page each (Slots pointers). A value; not thread-safe.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/ids.hpp"

namespace tandem {

template <class IdType, class T, int Slots = 64>
class IdTable {
 public:
  struct Entry {
    const IdType first;
    T second;
  };

  template <bool Const>
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using reference = std::conditional_t<Const, const Entry&, Entry&>;
    using pointer = std::conditional_t<Const, const Entry*, Entry*>;
    using Table = std::conditional_t<Const, const IdTable, IdTable>;

    Iterator() = default;
    Iterator(Table* table, std::size_t page, int slot) : table_(table), page_(page), slot_(slot) {}
    operator Iterator<true>() const requires(!Const) { return {table_, page_, slot_}; }
    reference operator*() const { return *table_->pages_[page_].page->slots[static_cast<std::size_t>(slot_)]; }
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
      ++slot_;
      skip_to_used();
      return *this;
    }
    Iterator operator++(int) {
      auto before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const { return page_ == other.page_ && slot_ == other.slot_; }

   private:
    friend class IdTable;
    void skip_to_used() {
      for (; page_ < table_->pages_.size(); ++page_, slot_ = 0)
        for (; slot_ < Slots; ++slot_)
          if (table_->pages_[page_].page->slots[static_cast<std::size_t>(slot_)]) return;
    }
    Table* table_ = nullptr;
    std::size_t page_ = 0;
    int slot_ = 0;
  };
  using iterator = Iterator<false>;
  using const_iterator = Iterator<true>;
  using value_type = Entry;
  using key_type = IdType;
  using mapped_type = T;

  IdTable() = default;
  IdTable(IdTable&&) noexcept = default;
  IdTable& operator=(IdTable&&) noexcept = default;
  IdTable(const IdTable& other) { copy(other); }
  IdTable& operator=(const IdTable& other) {
    if (this != &other) {
      clear();
      copy(other);
    }
    return *this;
  }
  ~IdTable() = default;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void clear() {
    pages_.clear();
    size_ = 0;
  }

  // Null where there is none.
  const T* get(IdType id) const {
    const auto* slot = slot_of(id);
    return slot && *slot ? &(*slot)->second : nullptr;
  }
  T* get(IdType id) { return const_cast<T*>(std::as_const(*this).get(id)); }
  bool contains(IdType id) const { return get(id) != nullptr; }
  const T& at(IdType id) const {
    const auto* found = get(id);
    if (!found) throw std::out_of_range("no entry for an id");
    return *found;
  }

  T& operator[](IdType id) {
    auto& slot = make_slot(id);
    if (!slot) fill(slot, id, T{});
    return slot->second;
  }
  // Leaves an entry that is there as it is.
  void emplace(IdType id, T value) {
    auto& slot = make_slot(id);
    if (!slot) fill(slot, id, std::move(value));
  }
  bool erase(IdType id) {
    const auto at = find_page(page_of(id));
    if (at == pages_.size() || pages_[at].number != page_of(id)) return false;
    auto& page = *pages_[at].page;
    auto& slot = page.slots[slot_in_page(id)];
    if (!slot) return false;
    slot.reset();
    --size_;
    if (--page.used == 0) pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(at));
    return true;
  }
  template <class Condition>
  void erase_if(Condition condition) {
    std::vector<IdType> gone;
    for (const auto& entry : *this)
      if (condition(entry)) gone.push_back(entry.first);
    for (const auto id : gone) erase(id);
  }

  const_iterator begin() const { return first_from<const_iterator>(*this, 0, 0); }
  const_iterator end() const { return {this, pages_.size(), 0}; }
  iterator begin() { return first_from<iterator>(*this, 0, 0); }
  iterator end() { return {this, pages_.size(), 0}; }
  const_iterator find(IdType id) const {
    if (!get(id)) return end();
    return {this, find_page(page_of(id)), static_cast<int>(slot_in_page(id))};
  }
  const_iterator upper_bound(IdType id) const {
    const auto at = find_page(page_of(id));
    const bool in_page = at < pages_.size() && pages_[at].number == page_of(id);
    return first_from<const_iterator>(*this, at, in_page ? static_cast<int>(slot_in_page(id)) + 1 : 0);
  }

 private:
  struct Page {
    std::array<std::unique_ptr<Entry>, Slots> slots;
    int used = 0;
  };
  struct Place {
    std::int64_t number;
    std::unique_ptr<Page> page;
  };

  static std::int64_t page_of(IdType id) { return id.value >= 0 ? id.value / Slots : (id.value + 1) / Slots - 1; }
  static std::size_t slot_in_page(IdType id) { return static_cast<std::size_t>(id.value - page_of(id) * Slots); }

  template <class It, class Table>
  static It first_from(Table& table, std::size_t page, int slot) {
    It at(&table, page, slot);
    at.skip_to_used();
    return at;
  }

  // The first page that is not before `number`. Pages mostly follow one another without a gap: then the guess is right.
  std::size_t find_page(std::int64_t number) const {
    if (pages_.empty() || number <= pages_.front().number) return 0;
    const auto ahead = number - pages_.front().number;
    const auto most = static_cast<std::int64_t>(pages_.size());
    if (ahead < most && pages_[static_cast<std::size_t>(ahead)].number == number) return static_cast<std::size_t>(ahead);
    // Without the gaps it would stand at `ahead`: it stands no later.
    const auto last = pages_.begin() + static_cast<std::ptrdiff_t>(std::min(ahead, most));
    const auto at = std::lower_bound(pages_.begin(), last, number, [](const Place& place, std::int64_t wanted) { return place.number < wanted; });
    return static_cast<std::size_t>(at - pages_.begin());
  }

  const std::unique_ptr<Entry>* slot_of(IdType id) const {
    const auto number = page_of(id);
    const auto at = find_page(number);
    if (at == pages_.size() || pages_[at].number != number) return nullptr;
    return &pages_[at].page->slots[slot_in_page(id)];
  }
  std::unique_ptr<Entry>& make_slot(IdType id) {
    const auto number = page_of(id);
    const auto at = find_page(number);
    if (at == pages_.size() || pages_[at].number != number)
      pages_.insert(pages_.begin() + static_cast<std::ptrdiff_t>(at), Place{number, std::make_unique<Page>()});
    auto& page = *pages_[at].page;
    last_made_ = &page;
    return page.slots[slot_in_page(id)];
  }
  void fill(std::unique_ptr<Entry>& slot, IdType id, T value) {
    slot = std::unique_ptr<Entry>(new Entry{id, std::move(value)});
    ++last_made_->used;
    ++size_;
  }
  void copy(const IdTable& other) {
    for (const auto& entry : other) emplace(entry.first, entry.second);
  }

  std::vector<Place> pages_;  // by number
  std::size_t size_ = 0;
  Page* last_made_ = nullptr;  // by make_slot, for fill
};

}  // namespace tandem
