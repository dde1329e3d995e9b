// The HTTP side of the program: sign-in, the REST resources, the live stream, openapi.json, /healthz and /metrics.
// The application makes one before the engine starts (it listens to what is committed), mounts it on the router, calls
// start() once the engine has recovered, and stops the HTTP server, then the engine, before it goes away.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/auth/accounts.hpp"
#include "base/id_source.hpp"
#include "cases/cases.hpp"
#include "crm/customers.hpp"
#include "crm/history.hpp"
#include "net/http/router.hpp"
#include "ports/blobs.hpp"
#include "ports/configuration_desk.hpp"
#include "ports/engine.hpp"
#include "ports/simulations.hpp"
#include "ports/store.hpp"
#include "ports/telephony.hpp"

namespace tandem::api {

struct DemoAccount {
  std::string login, password;  // role and name come from the account
};

struct ApiOptions {
  bool demo = false;      // serves /api/v1/demo and /demo/identities
  bool loopback = true;   // bound to loopback only: else the demo's passwords open nothing
  std::vector<DemoAccount> demo_accounts;  // also without `demo`: the folder may have been one
  std::vector<std::string> demo_identities;  // external ids that the demo shop can be
  std::string demo_site = "demo";            // the site whose secret signs them
  std::string sip_number;                    // shown in the desk; empty: the first number of the configuration
  std::int64_t session_ms = 12 * 3600 * 1000;  // after the last request
  double sign_ins_burst = 10, sign_ins_per_second = 0.1;  // refused ones, per login; addresses have three times that
  std::function<bool()> accepting;           // false: /healthz answers 503 (the driver's accepting)
  std::function<std::string()> more_metrics; // further lines for /metrics; any HTTP thread
};

struct ApiDependencies {
  EnginePort& engine;
  store::Store& store;
  IdSource& ids;
  Telephony& telephony;
  Blobs& blobs;
  AccountService& accounts;
  crm::Customers& customers;
  crm::History& history;
  cases::Cases& cases;
  // Where there is none, the routes that need it answer 503.
  Directory* directory = nullptr;
  ConfigurationDesk* configuration_desk = nullptr;
  Simulations* simulations = nullptr;
};

class Api {
 public:
  Api(ApiDependencies dependencies, ApiOptions options);
  ~Api();  // stops
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  // After the engine has started, before HTTP does: sessions, the live state and today's numbers.
  Result<void> start();
  void stop();

  // Everything under /api/v1, and /healthz, /metrics, /demo/identities.
  void mount(net::Router& router);

  // For Telephony::BrowserListener (the application joins it with the visitors' side). Any thread.
  void leg_wanted(AgentId agent, LegId leg, ConversationId conversation, ReservationId reservation);
  void leg_closed(AgentId agent, LegId leg, EndCause cause);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tandem::api
