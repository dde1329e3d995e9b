#include "sim/random.hpp"

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/lognormal_distribution.hpp>
#include <boost/random/seed_seq.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>

namespace tandem::sim {
namespace {

boost::random::mt19937_64 engine_of(std::uint64_t seed, std::uint64_t stream) {
  const auto low = [](std::uint64_t value) { return static_cast<std::uint32_t>(value); };
  boost::random::seed_seq words{low(seed), low(seed >> 32), low(stream), low(stream >> 32)};
  return boost::random::mt19937_64(words);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream) : engine_(engine_of(seed, stream)) {}

double Random::exponential(double mean) { return mean <= 0 ? 0 : boost::random::exponential_distribution<>(1 / mean)(engine_); }

double Random::lognormal(double mean, double cv) {
  if (mean <= 0) return 0;
  const double variance = std::log1p(cv * cv);  // of the logarithm
  return boost::random::lognormal_distribution<>(std::log(mean) - variance / 2, std::sqrt(variance))(engine_);
}

std::size_t Random::below(std::size_t n) { return boost::random::uniform_int_distribution<std::size_t>(0, n - 1)(engine_); }

}  // namespace tandem::sim
