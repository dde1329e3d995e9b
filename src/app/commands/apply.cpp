#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands/on_target.hpp"

namespace tandem::app {

int apply(const Target& target, const std::string& file, bool dry_run) {
  std::string yaml;
  if (file == "-") {
    yaml.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
      std::cerr << file << ": cannot be read\n";
      return 1;
    }
    yaml.assign(std::istreambuf_iterator<char>(in), {});
  }
  RemoteWork remote{dry_run ? "/control/apply?dry_run=1" : "/control/apply", yaml, "application/yaml"};
  return run_on_target(target, std::move(remote), [yaml, dry_run](Foundation& base) {
    return apply_configuration(base, yaml, dry_run);
  });
}

}  // namespace tandem::app
