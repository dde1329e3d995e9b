#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands/language.hpp"
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
  const auto name = file == "-" ? std::string("standard input") : std::filesystem::path(file).filename().string();
  const std::string language(language_of_terminal());
  const std::string where = "/control/apply?language=" + language + "&file=" + boost::urls::encode(name, boost::urls::unreserved_chars);
  RemoteWork remote{dry_run ? where + "&dry_run=1" : where, yaml, "application/yaml"};
  return run_on_target(target, std::move(remote), [yaml, name, dry_run, language](Foundation& base) {
    return apply_configuration(base, yaml, name, dry_run, language);
  });
}

}  // namespace tandem::app
