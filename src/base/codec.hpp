// Compact binary encoding of plain structs. A struct lists its fields once, in
//   static void fields(auto& self, auto& v) { v("name", self.name); v.since(2, "later", self.later); }
// and that list serves writing, reading and the text that people read in golden files. Integers are zigzag varints
// (LEB128), texts and lists carry their length; `since(n, …)` is the up-caster: a record of an older version leaves
// the field at its default. Private values write their payload's id only. Not thread-safe; one object per use.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/id_table.hpp"
#include "base/ids.hpp"
#include "base/private.hpp"
#include "base/sparse_id_table.hpp"
#include "base/time.hpp"

namespace tandem::codec {

enum class errc { truncated = 1, too_long, unknown_kind, newer_version };
const char* describe(errc e);
TANDEM_ERROR_CATEGORY("codec")

template <class T>
concept Described = requires(T& t, int& v) { T::fields(t, v); };
template <class T>
concept Enumeration = std::is_enum_v<T>;

inline constexpr std::size_t max_length = 16u << 20;  // bytes of a text, items of a list: more is a damaged record

class Writer {
 public:
  // Payloads of Private values met on the way are appended here (by reference to the values' owner: copy before it goes).
  explicit Writer(std::vector<const Private*>* payloads = nullptr) : payloads_(payloads) {}

  std::string take() { return std::move(out_); }
  const std::string& bytes() const { return out_; }

  void operator()(std::string_view, const auto& value) { put(value); }
  void since(int, std::string_view, const auto& value) { put(value); }

  void put_unsigned(std::uint64_t value) {
    if (value < 0x80) return out_.push_back(static_cast<char>(value));
    std::array<char, 10> bytes;
    std::size_t count = 0;
    while (value >= 0x80) {
      bytes[count++] = static_cast<char>(value | 0x80);
      value >>= 7;
    }
    bytes[count++] = static_cast<char>(value);
    out_.append(bytes.data(), count);
  }
  void put(std::int64_t value) {
    put_unsigned((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void put(int value) { put(static_cast<std::int64_t>(value)); }
  void put(bool value) { out_.push_back(value ? 1 : 0); }
  void put(const std::string& value) {
    put_unsigned(value.size());
    out_ += value;
  }
  template <class Tag>
  void put(Id<Tag> id) { put(id.value); }
  void put(WallTime time) { put(time.ms); }
  void put(Enumeration auto value) { put(static_cast<std::int64_t>(value)); }
  void put(const Private& value) {
    put(value.payload.value);
    if (payloads_ && value.payload) payloads_->push_back(&value);
  }
  template <class T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <class T>
  void put(const std::vector<T>& list) {
    put_unsigned(list.size());
    for (const auto& item : list) put(item);
  }
  template <class IdType, class T, int Slots>
  void put(const IdTable<IdType, T, Slots>& table) { put_entries(table); }
  template <class IdType, class T>
  void put(const SparseIdTable<IdType, T>& table) { put_entries(table); }
  template <class A, class B>
  void put(const std::set<std::pair<A, B>>& pairs) {
    put_unsigned(pairs.size());
    for (const auto& [first, second] : pairs) {
      put(first);
      put(second);
    }
  }
  template <class K, class T>
  void put(const std::map<K, T>& map) { put_entries(map); }
  template <Described T>
  void put(const T& value) { T::fields(value, *this); }

 private:
  void put_entries(const auto& table) {
    put_unsigned(table.size());
    for (const auto& [key, item] : table) {
      put(key);
      put(item);
    }
  }

  std::string out_;
  std::vector<const Private*>* payloads_;
};

// Reads what Writer wrote. After a failure every further read gives defaults; ask error() once at the end.
class Reader {
 public:
  // Gives the value of a payload; nullopt means that it was erased.
  using Resolve = std::function<std::optional<std::string>(PayloadId)>;

  explicit Reader(std::string_view bytes, int version = 1, Resolve resolve = {})
      : bytes_(bytes), version_(version), resolve_(std::move(resolve)) {}

  boost::system::error_code error() const { return error_; }
  bool at_end() const { return at_ == bytes_.size(); }
  void set_version(int version) { version_ = version; }
  void fail_with(errc e) { if (!error_) error_ = make_error_code(e); }

  void operator()(std::string_view, auto& value) { get(value); }
  void since(int first, std::string_view, auto& value) {
    if (version_ >= first) get(value);
  }

  std::uint64_t get_unsigned() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ >= bytes_.size()) break;
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (!(byte & 0x80)) return error_ ? 0 : value;
    }
    fail_with(errc::truncated);
    return 0;
  }
  void get(std::int64_t& value) {
    const auto raw = get_unsigned();
    value = static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
  }
  void get(int& value) {
    std::int64_t wide = 0;
    get(wide);
    value = static_cast<int>(wide);
  }
  void get(bool& value) {
    if (at_ >= bytes_.size()) return fail_with(errc::truncated);
    value = bytes_[at_++] != 0;
  }
  void get(std::string& value) {
    const auto length = get_unsigned();
    if (length > bytes_.size() - at_) return fail_with(errc::truncated);
    value.assign(bytes_.substr(at_, length));
    at_ += length;
  }
  template <class Tag>
  void get(Id<Tag>& id) { get(id.value); }
  void get(WallTime& time) { get(time.ms); }
  template <Enumeration E>
  void get(E& value) {
    std::int64_t wide = 0;
    get(wide);
    value = static_cast<E>(wide);
  }
  void get(Private& value) {
    get(value.payload.value);
    if (!value.payload || !resolve_) return;
    auto text = resolve_(value.payload);
    value.erased = !text.has_value();
    value.text = text ? std::move(*text) : std::string("erased");
  }
  template <class T>
  void get(std::optional<T>& value) {
    bool there = false;
    get(there);
    if (!there) return value.reset();
    value.emplace();
    get(*value);
  }
  template <class T>
  void get(std::vector<T>& list) {
    const auto count = get_unsigned();
    if (count > bytes_.size() - at_) return fail_with(errc::too_long);
    list.clear();
    list.resize(count);
    for (auto& item : list) get(item);
  }
  template <class IdType, class T, int Slots>
  void get(IdTable<IdType, T, Slots>& table) { get_entries(table, IdType{}); }
  template <class IdType, class T>
  void get(SparseIdTable<IdType, T>& table) { get_entries(table, IdType{}); }
  template <class A, class B>
  void get(std::set<std::pair<A, B>>& pairs) {
    const auto count = get_unsigned();
    if (count > bytes_.size() - at_) return fail_with(errc::too_long);
    pairs.clear();
    for (std::uint64_t i = 0; i < count && !error_; ++i) {
      std::pair<A, B> one;
      get(one.first);
      get(one.second);
      pairs.insert(one);
    }
  }
  template <class K, class T>
  void get(std::map<K, T>& map) { get_entries(map, K{}); }
  template <Described T>
  void get(T& value) { T::fields(value, *this); }

 private:
  template <class K>
  void get_entries(auto& table, K key) {
    const auto count = get_unsigned();
    if (count > bytes_.size() - at_) return fail_with(errc::too_long);
    table.clear();
    for (std::uint64_t i = 0; i < count && !error_; ++i) {
      get(key);
      get(table[key]);
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  int version_;
  Resolve resolve_;
  boost::system::error_code error_;
};

// The form of golden files: `name=value name=[a b]`. Private values show their text.
class Printer {
 public:
  std::string take() { return std::move(out_); }

  void operator()(std::string_view name, const auto& value) {
    if (!out_.empty() && out_.back() != '{') out_ += ' ';
    out_ += name;
    out_ += '=';
    print(value);
  }
  void since(int, std::string_view name, const auto& value) { (*this)(name, value); }

  void print(std::int64_t value) { out_ += std::to_string(value); }
  void print(int value) { out_ += std::to_string(value); }
  void print(bool value) { out_ += value ? "yes" : "no"; }
  void print(const std::string& value) { (out_ += '"') += value + '"'; }
  template <class Tag>
  void print(Id<Tag> id) { out_ += std::to_string(id.value); }
  void print(WallTime time) { out_ += std::to_string(time.ms); }
  void print(Enumeration auto value) { out_ += name_of(value); }
  void print(const Private& value) { print(value.text); }
  template <class T>
  void print(const std::optional<T>& value) {
    if (value) print(*value); else out_ += '-';
  }
  template <class T>
  void print(const std::vector<T>& list) {
    out_ += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i) out_ += ' ';
      print(list[i]);
    }
    out_ += ']';
  }
  template <class K, class T>
  void print(const std::map<K, T>& map) {
    out_ += '[';
    for (bool first = true; const auto& [key, item] : map) {
      if (!first) out_ += ' ';
      first = false;
      print(key);
      out_ += ':';
      print(item);
    }
    out_ += ']';
  }
  template <Described T>
  void print(const T& value) {
    out_ += '{';
    T::fields(value, *this);
    out_ += '}';
  }

 private:
  std::string out_;
};

}  // namespace tandem::codec

TANDEM_ERROR_ENUM(tandem::codec::errc)
