#include "app/program/program.hpp"

#include <algorithm>
#include <thread>

#include "app/program/control.hpp"
#include "app/program/demo.hpp"
#include "app/program/web_files.hpp"
#include "app/simulation/journal_source.hpp"
#include "base/log.hpp"
#include "net/tls.hpp"

namespace tandem::app {
namespace {

unsigned http_threads() { return std::clamp(std::thread::hardware_concurrency(), 1u, 8u); }

void access_line(const net::AccessRecord& record) {
  log::debug("http method={} route={} status={} bytes={} micros={} from={} id={}", std::string(to_string(record.method)),
             record.route, record.status, record.bytes, record.micros, record.remote_address, record.id);
}

std::string shown_url(const CheckedOptions& options) {
  if (!options.given.public_url.empty()) return options.given.public_url;
  const auto& host = options.http.host;
  return (options.given.tls_certificate.empty() ? "http://" : "https://") +
         (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(options.http.port);
}

}  // namespace

Result<std::unique_ptr<Program>> Program::start(const CheckedOptions& options) {
  std::unique_ptr<Program> program(new Program(options));
  auto base = Foundation::open(options.given.data, options.given.store, options.given.tenant);
  if (!base) return base.error();
  program->base_ = std::move(*base);
  if (auto done = program->make_services(); !done) return done.error();
  if (auto done = program->make_voice(); !done) return done.error();
  program->make_web();
  program->join_sides();
  if (auto done = program->start_engine(); !done) return done.error();
  if (auto done = program->start_http(); !done) return done.error();
  program->voice_->set_draining(false);
  return program;
}

Result<void> Program::make_services() {
  auto& base = *base_;
  recordings_ = std::make_unique<RecordingWriter>(*base.blobs);
  speech_ = std::make_unique<Espeak>();
  customers_ = std::make_unique<crm::Customers>(*base.driver, *base.store, base.ids);
  history_ = std::make_unique<crm::History>(*base.store);
  directory_ = std::make_unique<crm::CustomerDirectory>(*base.driver, *base.store, base.ids);
  look_ups_ = std::make_unique<crm::LookUps>(base.worker.context().get_executor(), *base.driver, *base.store, base.ids);
  live_customers_ = std::make_unique<crm::LiveCustomers>(base.worker.context().get_executor(), *base.driver, *base.store);
  cases_ = std::make_unique<cases::Cases>(*base.driver, *base.store, base.ids);
  simulations_ = std::make_unique<SimulationDesk>(base.ids, [this] {
    return read_journal_of(options_.given.data, options_.given.store, options_.given.tenant);
  });
  return {};
}

Result<void> Program::make_voice() {
  VoiceOptions voice;
  voice.sip.host = options_.sip.host;
  voice.sip.port = options_.sip.port;
  voice.sip.draining = true;  // until everything else is up
  voice.media.port_low = options_.media_low;
  voice.media.port_high = options_.media_high;
  voice.media.media_addresses = options_.given.media_addresses;
  voice.prompts.folder = base_->folder->path() / "prompts";
  VoiceSurroundings around{*base_->driver,
                           *directory_,
                           *base_->accounts,
                           *speech_,
                           base_->ids,
                           base_->worker.context().get_executor(),
                           [this](RecordingId recording, int number, std::string chunk) {
                             return recordings_->put(recording, number, std::move(chunk));
                           }};
  auto started = VoiceChannel::start(std::move(voice), std::move(around));
  if (!started) return started.error();
  voice_ = std::move(*started);
  return {};
}

void Program::make_web() {
  auto& base = *base_;
  webchat_ = std::make_unique<webchat::WebChat>(
      webchat::Dependencies{*base.driver, *base.store, *directory_, *voice_, base.ids,
                            [this](AgentId agent) { return base_->accounts->name_of(agent); }});
  api::ApiOptions options;
  options.loopback = is_loopback(options_.http.host);
  options.accepting = [this] { return base_->driver->accepting(); };
  add_demo_to(options, options_.given.demo);
  api_ = std::make_unique<api::Api>(api::ApiDependencies{*base.driver, *base.store, base.ids, *voice_, *base.blobs,
                                                         *base.accounts, *customers_, *history_, *cases_, directory_.get(),
                                                         base.configuration_desk.get(), simulations_.get()},
                                    std::move(options));
}

// Who hears of what: effects go to the telephone, facts to the visitors' sockets, a configuration to the telephone.
void Program::join_sides() {
  auto& driver = *base_->driver;
  driver.on_effect([this](const Effect& effect) { voice_->perform(effect); });
  driver.on_committed([this](const Committed& committed) {
    if (const auto* activated = committed.find<ConfigurationActivated>())
      voice_->configure(std::make_shared<const Configuration>(activated->configuration));
  });
  webchat_->follow();
  Telephony::BrowserListener listener;
  listener.wanted = [this](AgentId agent, LegId leg, ConversationId conversation, ReservationId reservation) {
    api_->leg_wanted(agent, leg, conversation, reservation);
  };
  listener.closed = [this](AgentId agent, LegId leg, EndCause cause) { api_->leg_closed(agent, leg, cause); };
  listener.visitor_closed = [](const Private&, LegId, EndCause) {};  // the visitor hears it from the fact
  voice_->set_browser_listener(std::move(listener));
}

Result<void> Program::start_engine() {
  if (auto started = base_->driver->start(); !started) return started.error();
  base_->driver->view([&](const State& state, std::int64_t) { voice_->configure(state.configuration); });
  if (options_.given.demo)
    if (auto done = prepare_demo(*base_, options_); !done) return done.error();
  hours_ = std::make_unique<HoursKeeper>(*base_);
  webchat_->load();
  return api_->start();
}

net::Router Program::make_router(Result<void>& mounted) {
  net::Router router;
  api_->mount(router);
  webchat_->mount(router);
  mount_control(router, *base_);
  mounted = mount_web(router, options_.given.web.empty() ? find_web_folder() : options_.given.web, options_.given.demo);
  return router;
}

Result<void> Program::start_http() {
  Result<void> mounted;
  auto router = make_router(mounted);
  if (!mounted) return mounted.error();
  net::ServerOptions server;
  net::Listen tcp{options_.http.host, options_.http.port, nullptr, {}};
  if (!options_.given.tls_certificate.empty()) {
    auto tls = net::tls_server_from_files(options_.given.tls_certificate, options_.given.tls_key);
    if (!tls) return tls.error();
    tcp.tls = *tls;
  }
  net::Listen local;
  local.unix_path = base_->folder->control_socket();
  server.listen = {tcp, local};
  server.threads = http_threads();
  server.access_log = &access_line;
  http_ = std::make_unique<net::HttpServer>(std::move(server), std::move(router));
  return http_->start();
}

std::string Program::welcome() const {
  const auto url = shown_url(options_);
  if (options_.given.demo) return demo_welcome(*base_, url, options_);
  return "Tandem is ready: " + url + "\nSIP on " + options_.given.sip + " (UDP and TCP)\n";
}

void Program::stop_taking_calls() { voice_->set_draining(true); }

// HTTP first, so that nobody asks any more; then the engine, whose effects go to the telephone; then the telephone, which
// says goodbye to what is still up (on record as ended by the next start).
Program::~Program() {
  if (http_) http_->stop();
  hours_.reset();
  if (api_) api_->stop();
  if (base_ && base_->driver) base_->driver->stop();
  voice_.reset();
  if (base_) base_->worker.stop();
  http_.reset();
  api_.reset();
  webchat_.reset();
  if (recordings_) recordings_->stop();
}

}  // namespace tandem::app
