// Numbers that look random and are the same on every machine for the same seed. Each source of chance in a simulation has
// a stream of its own, so that two configurations meet the same customers.
#pragma once

#include <boost/random/mersenne_twister.hpp>
#include <cstddef>
#include <cstdint>

namespace tandem::sim {

class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream);

  // Both in milliseconds and at least 0; `cv` is the standard deviation divided by the mean.
  double exponential(double mean);
  double lognormal(double mean, double cv);
  // From 0 to n - 1, each as likely; n is at least 1.
  std::size_t below(std::size_t n);

 private:
  boost::random::mt19937_64 engine_;
};

}  // namespace tandem::sim
