#include <boost/json/serialize.hpp>
#include <iostream>

#include "app/commands/on_target.hpp"

namespace tandem::app {

int add_user(const Target& target, NewUser user) {
  if (user.password.empty() && !std::getline(std::cin, user.password)) {
    std::cerr << "tandem user add: a password is needed, with --password or on standard input\n";
    return 1;
  }
  const boost::json::object body{{"login", user.login}, {"name", user.name}, {"role", user.role}, {"password", user.password}};
  RemoteWork remote{"/control/users", boost::json::serialize(body), "application/json"};
  return run_on_target(target, std::move(remote), [user](Foundation& base) {
    return add_account(base, user.login, user.name, user.role, user.password);
  });
}

}  // namespace tandem::app
