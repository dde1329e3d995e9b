#include "crm/demo_data.hpp"

#include "crm/demo/generator.hpp"
#include "crm/demo/well_known.hpp"

namespace tandem::crm {

std::vector<DemoCustomer> make_demo_customers(std::uint64_t seed, WallTime now, std::size_t count) {
  std::vector<DemoCustomer> people = demo::well_known(now);
  demo::Generator generator(seed, now);
  for (const DemoCustomer& known : people) generator.reserve(known);
  // Every fifth is a customer from abroad, so that both languages turn up on any page of the list.
  while (people.size() < count) people.push_back(people.size() % 5 == 4 ? generator.foreign() : generator.chinese());
  return people;
}

}  // namespace tandem::crm
