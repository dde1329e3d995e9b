#include <iostream>

#include "app/commands/commands.hpp"

namespace tandem::app {

int print_version() {
  std::cout << "tandem " << TANDEM_VERSION << '\n';
  return 0;
}

}  // namespace tandem::app
