#include "channels/voice/sip/access/admission.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace tandem::sip {
namespace {

int read_address(const std::string& text, std::array<unsigned char, 16>& bytes) {
  bytes.fill(0);
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return AF_INET;
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return AF_INET6;
  return 0;
}

}  // namespace

Result<Cidr> Cidr::parse(const std::string& text) {
  Cidr out;
  const auto slash = text.find('/');
  out.family_ = read_address(text.substr(0, slash), out.bytes_);
  const int longest = out.family_ == AF_INET ? 32 : 128;
  out.bits_ = longest;
  bool good = out.family_ != 0;
  if (good && slash != std::string::npos) {
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + slash + 1, end, out.bits_);
    good = error == std::errc{} && stop == end && out.bits_ >= 0 && out.bits_ <= longest;
  }
  if (!good)
    return fail(make_error_code(boost::system::errc::invalid_argument),
                "'" + text + "' is no address range; write it like 192.0.2.0/24");
  return out;
}

bool Cidr::contains(const std::string& ip) const {
  std::array<unsigned char, 16> other{};
  if (read_address(ip, other) != family_) return false;
  for (int bit = 0; bit < bits_; ++bit) {
    const unsigned char mask = static_cast<unsigned char>(0x80 >> (bit % 8));
    const auto at = static_cast<std::size_t>(bit / 8);
    if ((bytes_[at] & mask) != (other[at] & mask)) return false;
  }
  return true;
}

const Trunk* trunk_of(const std::vector<Trunk>& trunks, const std::string& ip) {
  for (const auto& trunk : trunks)
    if (std::any_of(trunk.from.begin(), trunk.from.end(), [&](const Cidr& range) { return range.contains(ip); }))
      return &trunk;
  return nullptr;
}

double Throttle::spent_now(const Bucket& bucket, std::int64_t now_ms) const {
  const double back = static_cast<double>(now_ms - bucket.at_ms) / static_cast<double>(options_.refill_ms);
  return std::max(0.0, bucket.spent - back);
}

bool Throttle::blocked(const std::string& source, std::int64_t now_ms) const {
  const auto found = buckets_.find(source);
  return found != buckets_.end() && spent_now(found->second, now_ms) > options_.burst - 1;
}

void Throttle::failed(const std::string& source, std::int64_t now_ms) {
  if (buckets_.size() >= options_.sources && !buckets_.contains(source)) make_room();
  auto& bucket = buckets_[source];
  bucket = {std::min(spent_now(bucket, now_ms) + 1, options_.burst), now_ms};
}

void Throttle::make_room() {
  const auto oldest = std::min_element(buckets_.begin(), buckets_.end(), [](const auto& a, const auto& b) {
    return a.second.at_ms < b.second.at_ms;
  });
  if (oldest != buckets_.end()) buckets_.erase(oldest);
}

}  // namespace tandem::sip
