// Who may come in: trunks by their address, everything else by digest, and how often a source may fail at that.
// Owned by sip::Stack, on its thread; time comes from the caller.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace tandem::sip {

// "127.0.0.0/8", "2001:db8::/32", or one address.
class Cidr {
 public:
  static Result<Cidr> parse(const std::string& text);
  bool contains(const std::string& ip) const;

 private:
  std::array<unsigned char, 16> bytes_{};
  int family_ = 0;
  int bits_ = 0;
};

struct Trunk {
  std::string name;
  std::vector<Cidr> from;
};

// The first trunk that has the address; nullptr for none.
const Trunk* trunk_of(const std::vector<Trunk>& trunks, const std::string& ip);

// Counts failed authentications per source: `burst` at once, then one every `refill_ms`. Bounded: when too many
// sources are remembered the one idle for longest is forgotten.
class Throttle {
 public:
  struct Options {
    double burst = 10;
    std::int64_t refill_ms = 6'000;
    std::size_t sources = 10'000;
  };
  explicit Throttle(Options options) : options_(options) {}

  bool blocked(const std::string& source, std::int64_t now_ms) const;
  void failed(const std::string& source, std::int64_t now_ms);
  void succeeded(const std::string& source) { buckets_.erase(source); }

 private:
  struct Bucket {
    double spent = 0;
    std::int64_t at_ms = 0;
  };
  double spent_now(const Bucket& bucket, std::int64_t now_ms) const;
  void make_room();

  Options options_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace tandem::sip
