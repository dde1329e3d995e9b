// The whole program in one process: made in the order in which things stand on each other, ended in reverse. Lives on
// the main thread, which does nothing but wait for a signal.
#pragma once

#include <memory>

#include "adapters/speech/espeak.hpp"
#include "api/api.hpp"
#include "app/options.hpp"
#include "app/program/foundation.hpp"
#include "app/program/hours.hpp"
#include "app/simulation/desk.hpp"
#include "cases/cases.hpp"
#include "channels/voice/voice_channel.hpp"
#include "channels/webchat/webchat.hpp"
#include "crm/customers.hpp"
#include "crm/directory.hpp"
#include "crm/history.hpp"
#include "crm/live_customers.hpp"
#include "crm/look_ups.hpp"
#include "net/http/server.hpp"
#include "runtime/recordings.hpp"

namespace tandem::app {

class Program {
 public:
  // Everything up and answering, or a sentence for the operator and nothing left open.
  static Result<std::unique_ptr<Program>> start(const CheckedOptions& options);
  ~Program();

  // New calls are refused; those that are up go on.
  void stop_taking_calls();
  // How many legs are up.
  std::size_t calls() const { return voice_->legs(); }
  // What an operator wants to see at the start: addresses, accounts, what to click and dial.
  std::string welcome() const;

 private:
  explicit Program(const CheckedOptions& options) : options_(options) {}
  Result<void> make_services();
  Result<void> make_voice();
  void make_web();
  void join_sides();
  Result<void> start_engine();
  Result<void> start_http();
  net::Router make_router(Result<void>& mounted);

  const CheckedOptions options_;
  std::unique_ptr<Foundation> base_;
  std::unique_ptr<RecordingWriter> recordings_;
  std::unique_ptr<Espeak> speech_;
  std::unique_ptr<crm::Customers> customers_;
  std::unique_ptr<crm::History> history_;
  std::unique_ptr<crm::CustomerDirectory> directory_;
  std::unique_ptr<crm::LookUps> look_ups_;
  std::unique_ptr<crm::LiveCustomers> live_customers_;
  std::unique_ptr<cases::Cases> cases_;
  std::unique_ptr<SimulationDesk> simulations_;
  std::unique_ptr<VoiceChannel> voice_;
  std::unique_ptr<webchat::WebChat> webchat_;
  std::unique_ptr<api::Api> api_;
  std::unique_ptr<HoursKeeper> hours_;
  std::unique_ptr<net::HttpServer> http_;
};

}  // namespace tandem::app
