// A configuration file may be anything: the parser must answer with problems or a configuration, never crash or hang; and
// a configuration that is written out must be read as the same one.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/configuration/diff.hpp"
#include "app/configuration/document/document.hpp"
#include "app/configuration/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tandem;
  IdSource ids;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto parsed = configuration::parse(text, {}, ids);
  if (const auto* problems = std::get_if<std::vector<configuration::Problem>>(&parsed)) {
    if (problems->empty()) std::abort();  // refused without a reason
    for (const auto* language : {"zh", "en"}) (void)configuration::to_text(*problems, "f", language);
    return 0;
  }
  // What was accepted must be accepted again and change nothing.
  auto desired = std::get<configuration::Desired>(std::move(parsed));
  configuration::Existing existing;
  existing.configuration = std::make_shared<const Configuration>(desired.configuration);
  for (const auto& change : desired.accounts) existing.accounts.push_back(change.account);
  for (const auto& device : desired.devices) existing.devices.push_back(device.device);
  auto again = configuration::parse(text, existing, ids);
  auto* same = std::get_if<configuration::Desired>(&again);
  if (!same || !configuration::make_plan(existing, std::move(*same)).changes_nothing()) std::abort();
  const auto document = configuration::to_document(*existing.configuration, existing.accounts, configuration::Secrets::kept);
  configuration::ParseOptions options;
  options.largest = configuration::largest_document;
  auto back = configuration::parse(configuration::serialise(document), existing, ids, options);
  auto* read = std::get_if<configuration::Desired>(&back);
  if (!read || !configuration::make_plan(existing, std::move(*read)).changes_nothing()) std::abort();
  return 0;
}
