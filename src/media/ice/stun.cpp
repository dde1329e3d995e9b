#include "media/ice/stun.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "media/bytes.hpp"

namespace tandem::media {
namespace {

constexpr std::uint32_t cookie = 0x2112A442;
constexpr std::uint32_t fingerprint_xor = 0x5354554E;
constexpr std::size_t header_size = 20;
constexpr std::size_t integrity_size = 20;

enum Attribute : std::uint16_t {
  attribute_username = 0x0006,
  attribute_integrity = 0x0008,
  attribute_error = 0x0009,
  attribute_unknown = 0x000A,
  attribute_xor_mapped = 0x0020,
  attribute_priority = 0x0024,
  attribute_use_candidate = 0x0025,
  attribute_fingerprint = 0x8028,
  attribute_controlled = 0x8029,
  attribute_controlling = 0x802A,
};

constexpr std::array<std::uint32_t, 256> crc_table = [] {
  std::array<std::uint32_t, 256> out{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
    out[i] = crc;
  }
  return out;
}();

std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  std::uint32_t crc = ~0u;
  for (const auto b : bytes) crc = crc_table[(crc ^ b) & 0xFF] ^ crc >> 8;
  return ~crc;
}

// HMAC-SHA1 over the message up to `length`, with the header's length as if it ended behind the integrity attribute.
std::array<std::uint8_t, integrity_size> integrity_of(std::span<const std::uint8_t> message,
                                                      std::string_view password) {
  std::vector<std::uint8_t> copy(message.begin(), message.end());
  store16(copy.data() + 2, static_cast<std::uint16_t>(message.size() - header_size + 4 + integrity_size));
  std::array<std::uint8_t, integrity_size> out{};
  unsigned int length = integrity_size;
  HMAC(EVP_sha1(), password.data(), static_cast<int>(password.size()), copy.data(), copy.size(), out.data(), &length);
  return out;
}

// Builds one message; the header's length always fits what is there.
class Writer {
 public:
  Writer(std::uint16_t type, std::span<const std::uint8_t> transaction) : bytes_(header_size) {
    store16(bytes_.data(), type);
    store32(bytes_.data() + 4, cookie);
    std::copy(transaction.begin(), transaction.end(), bytes_.begin() + 8);
  }

  void add(std::uint16_t type, std::span<const std::uint8_t> value) {
    const std::size_t at = bytes_.size();
    bytes_.resize(at + 4 + (value.size() + 3) / 4 * 4, 0);
    store16(bytes_.data() + at, type);
    store16(bytes_.data() + at + 2, static_cast<std::uint16_t>(value.size()));
    std::copy(value.begin(), value.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(at) + 4);
    store16(bytes_.data() + 2, static_cast<std::uint16_t>(bytes_.size() - header_size));
  }

  void add(std::uint16_t type, std::string_view text) {
    add(type, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  }

  std::vector<std::uint8_t> finish(std::string_view password) {
    add(attribute_integrity, integrity_of(bytes_, password));
    // RFC 8489 section 14.7: the CRC covers a header whose length already counts FINGERPRINT.
    store16(bytes_.data() + 2, static_cast<std::uint16_t>(bytes_.size() - header_size + 8));
    std::array<std::uint8_t, 4> value{};
    store32(value.data(), crc32(bytes_) ^ fingerprint_xor);
    add(attribute_fingerprint, value);
    return std::move(bytes_);
  }

 private:
  std::vector<std::uint8_t> bytes_;
};

void read_attribute(StunMessage& message, std::span<const std::uint8_t> datagram, std::size_t at, std::uint16_t type,
                    std::span<const std::uint8_t> value) {
  switch (type) {
    case attribute_username:
      message.username = {reinterpret_cast<const char*>(value.data()), value.size()};
      break;
    case attribute_priority:
      if (value.size() == 4) message.priority = load32(value.data());
      break;
    case attribute_use_candidate:
      message.use_candidate = true;
      break;
    case attribute_controlled:
      message.ice_controlled = true;
      break;
    case attribute_controlling:
      message.ice_controlling = true;
      break;
    case attribute_integrity:
      if (value.size() == integrity_size) message.integrity_at = at;
      break;
    case attribute_xor_mapped:
      if (value.size() == 8 && value[1] == 1)
        message.mapped = Address{load32(value.data() + 4) ^ cookie,
                                 static_cast<std::uint16_t>(load16(value.data() + 2) ^ (cookie >> 16))};
      break;
    case attribute_fingerprint:
      message.fingerprint_ok = value.size() == 4 && at + 8 == datagram.size() &&
                               load32(value.data()) == (crc32(datagram.first(at)) ^ fingerprint_xor);
      break;
    default:
      if (type < 0x8000 && type != attribute_error && type != attribute_unknown && !message.unknown_required)
        message.unknown_required = type;
  }
}

}  // namespace

std::optional<StunMessage> parse_stun(std::span<const std::uint8_t> datagram) {
  if (datagram.size() < header_size || datagram.size() > 2048 || datagram[0] > 0x3F) return std::nullopt;
  if (load32(datagram.data() + 4) != cookie || load16(datagram.data() + 2) + header_size != datagram.size() ||
      datagram.size() % 4 != 0)
    return std::nullopt;
  StunMessage message;
  message.type = load16(datagram.data());
  message.transaction = datagram.subspan(8, 12);
  for (std::size_t at = header_size; at < datagram.size();) {
    const auto type = load16(datagram.data() + at);
    const std::size_t length = load16(datagram.data() + at + 2);
    if (at + 4 + length > datagram.size()) return std::nullopt;
    // RFC 8489 section 14.5: what stands behind MESSAGE-INTEGRITY is not authentic, FINGERPRINT excepted.
    if (!message.integrity_at || type == attribute_fingerprint)
      read_attribute(message, datagram, at, type, datagram.subspan(at + 4, length));
    at += 4 + (length + 3) / 4 * 4;
  }
  return message;
}

bool stun_integrity_ok(std::span<const std::uint8_t> datagram, const StunMessage& message, std::string_view password) {
  if (!message.integrity_at) return false;
  const auto right = integrity_of(datagram.first(*message.integrity_at), password);
  return CRYPTO_memcmp(right.data(), datagram.data() + *message.integrity_at + 4, right.size()) == 0;
}

std::vector<std::uint8_t> write_binding_response(const StunMessage& request, Address source,
                                                 std::string_view password) {
  Writer out(stun_binding_response, request.transaction);
  std::array<std::uint8_t, 8> value{0, 1};
  store16(value.data() + 2, static_cast<std::uint16_t>(source.port ^ (cookie >> 16)));
  store32(value.data() + 4, source.ip ^ cookie);
  out.add(attribute_xor_mapped, value);
  return out.finish(password);
}

std::vector<std::uint8_t> write_binding_error(const StunMessage& request, int code, std::string_view reason,
                                              std::optional<std::uint16_t> unknown, std::string_view password) {
  Writer out(stun_binding_error, request.transaction);
  std::vector<std::uint8_t> value{0, 0, static_cast<std::uint8_t>(code / 100), static_cast<std::uint8_t>(code % 100)};
  value.insert(value.end(), reason.begin(), reason.end());
  out.add(attribute_error, value);
  if (unknown) {
    std::array<std::uint8_t, 2> type{};
    store16(type.data(), *unknown);
    out.add(attribute_unknown, type);
  }
  return out.finish(password);
}

std::vector<std::uint8_t> write_binding_request(std::span<const std::uint8_t, 12> transaction,
                                                std::string_view username, std::string_view password,
                                                std::uint32_t priority, bool use_candidate) {
  Writer out(stun_binding_request, transaction);
  out.add(attribute_username, username);
  std::array<std::uint8_t, 8> value{};
  store32(value.data(), priority);
  out.add(attribute_priority, std::span(value).first(4));
  std::copy(transaction.begin(), transaction.begin() + 8, value.begin());
  out.add(attribute_controlling, value);
  if (use_candidate) out.add(attribute_use_candidate, std::string_view{});
  return out.finish(password);
}

}  // namespace tandem::media
