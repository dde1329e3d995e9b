// What every route gets: the services, and what the API owns besides. References live as long as the Api object.
#pragma once

#include "api/api.hpp"
#include "api/auth/audit.hpp"
#include "api/auth/sessions.hpp"
#include "api/message_keys.hpp"
#include "net/throttle.hpp"

namespace tandem::api {

class Hub;

struct Context {
  EnginePort& engine;
  store::Store& store;
  IdSource& ids;
  Telephony& telephony;
  Blobs& blobs;
  AccountService& accounts;
  crm::Customers& customers;
  crm::History& history;
  cases::Cases& cases;
  Directory* directory;                   // null, like the next two, where the program has none
  ConfigurationDesk* configuration_desk;
  Simulations* simulations;
  Sessions& sessions;
  Audit& audit;
  Hub& hub;
  MessageKeys& keys;
  net::BlockingPool& files;  // reading recordings
  net::Throttle& refused_logins;
  net::Throttle& refused_addresses;
  const ApiOptions& options;
  WallTime started;

  // The configuration in force.
  ConfigurationPtr configuration() const {
    ConfigurationPtr out;
    engine.view([&](const State& state, std::int64_t) { out = state.configuration; });
    return out;
  }
};

}  // namespace tandem::api
