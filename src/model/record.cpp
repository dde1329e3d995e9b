#include "model/record.hpp"

#include <algorithm>

namespace tandem {
namespace {

using codec::Reader;
using codec::Writer;

// Tagged values are written as: tag, version, length, body. The length lets a reader stop at damage.
template <class Variant>
void put_tagged(Writer& out, const Variant& value, std::vector<const Private*>* payloads) {
  std::visit(
      [&](const auto& body) {
        using Body = std::decay_t<decltype(body)>;
        Writer inner(payloads);
        inner.put(body);
        out.put_unsigned(Body::tag);
        out.put_unsigned(Body::version);
        out.put(inner.bytes());
      },
      value);
}

template <class Variant, std::size_t I = 0>
Result<Variant> get_body(int tag, int version, std::string_view body, const Reader::Resolve& resolve) {
  if constexpr (I == std::variant_size_v<Variant>) {
    return fail(make_error_code(codec::errc::unknown_kind), "tag " + std::to_string(tag));
  } else {
    using Body = std::variant_alternative_t<I, Variant>;
    if (tag != Body::tag) return get_body<Variant, I + 1>(tag, version, body, resolve);
    if (version > Body::version) return fail(make_error_code(codec::errc::newer_version), std::string(Body::name));
    Reader in(body, version, resolve);
    Body value;
    in.get(value);
    if (in.error()) return fail(in.error(), std::string(Body::name));
    return Variant{std::move(value)};
  }
}

template <class Variant>
Result<Variant> get_tagged(Reader& in, const Reader::Resolve& resolve) {
  const auto tag = static_cast<int>(in.get_unsigned());
  const auto version = static_cast<int>(in.get_unsigned());
  std::string body;
  in.get(body);
  if (in.error()) return fail(in.error(), "tag " + std::to_string(tag));
  return get_body<Variant>(tag, version, body, resolve);
}

template <class Variant>
std::string print(const Variant& value) {
  return std::visit(
      [](const auto& body) {
        codec::Printer out;
        std::decay_t<decltype(body)>::fields(body, out);
        const auto fields = out.take();
        return std::string(std::decay_t<decltype(body)>::name) + (fields.empty() ? "" : " ") + fields;
      },
      value);
}

}  // namespace

EncodedRecord encode_record(const Record& record) {
  std::vector<const Private*> met;
  Writer out;
  out.put(record.at);
  out.put(record.stimulus.has_value());
  if (record.stimulus) put_tagged(out, *record.stimulus, &met);
  out.put_unsigned(record.facts.size());
  for (const auto& fact : record.facts) put_tagged(out, fact, &met);

  EncodedRecord encoded;
  encoded.bytes = out.take();
  for (const auto* value : met) {
    const bool known = std::any_of(encoded.payloads.begin(), encoded.payloads.end(),
                                   [&](const auto& payload) { return payload.first == value->payload; });
    if (!known && !value->erased) encoded.payloads.emplace_back(value->payload, value->text);
  }
  return encoded;
}

Result<Record> decode_record(std::string_view bytes, const Reader::Resolve& resolve) {
  Reader in(bytes);
  Record record;
  in.get(record.at);
  bool has_stimulus = false;
  in.get(has_stimulus);
  if (has_stimulus) {
    auto stimulus = get_tagged<Stimulus>(in, resolve);
    if (!stimulus) return stimulus.error();
    record.stimulus = std::move(*stimulus);
  }
  const auto count = in.get_unsigned();
  if (in.error()) return fail(in.error());
  if (count > bytes.size()) return fail(make_error_code(codec::errc::too_long), "facts");
  record.facts.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    auto fact = get_tagged<Fact>(in, resolve);
    if (!fact) return fact.error();
    record.facts.push_back(std::move(*fact));
  }
  return record;
}

std::string encode_fact(const Fact& fact) {
  Writer out;
  put_tagged(out, fact, nullptr);
  return out.take();
}

Result<Fact> decode_fact(std::string_view bytes, const Reader::Resolve& resolve) {
  Reader in(bytes);
  return get_tagged<Fact>(in, resolve);
}

std::string to_text(const Fact& fact) { return print(fact); }
std::string to_text(const Stimulus& stimulus) { return print(stimulus); }

std::string_view name_of(const Fact& fact) {
  return std::visit([](const auto& body) { return std::decay_t<decltype(body)>::name; }, fact);
}
std::string_view name_of(const Stimulus& stimulus) {
  return std::visit([](const auto& body) { return std::decay_t<decltype(body)>::name; }, stimulus);
}

}  // namespace tandem
