#include "api/api.hpp"

#include <fmt/format.h>

#include "api/context.hpp"
#include "api/routes/handlers.hpp"
#include "api/routes/idempotency.hpp"
#include "api/routes/table.hpp"
#include "api/stream/hub.hpp"

namespace tandem::api {
namespace {

net::ThrottleOptions throttle_options(const ApiOptions& options, double factor) {
  net::ThrottleOptions out;
  out.burst = options.sign_ins_burst * factor;
  out.per_second = options.sign_ins_per_second * factor;
  return out;
}

net::WebSocketOptions stream_options() {
  net::WebSocketOptions out;
  out.queue_messages = 4096;
  out.queue_bytes = 8 << 20;
  return out;
}

}  // namespace

class Api::Impl {
 public:
  Impl(ApiDependencies dependencies, ApiOptions given)
      : options(std::move(given)),
        sessions(dependencies.engine, dependencies.store, dependencies.ids, options.session_ms),
        audit(dependencies.engine, dependencies.store, dependencies.ids),
        files("recordings", 2, 64),
        refused_logins(throttle_options(options, 1)),
        refused_addresses(throttle_options(options, 3)),
        hub({dependencies.engine, dependencies.store, dependencies.accounts, dependencies.customers, dependencies.history,
             dependencies.cases, keys},
            sessions, dependencies.telephony),
        context{dependencies.engine,
                dependencies.store,
                dependencies.ids,
                dependencies.telephony,
                dependencies.blobs,
                dependencies.accounts,
                dependencies.customers,
                dependencies.history,
                dependencies.cases,
                dependencies.directory,
                dependencies.configuration_desk,
                dependencies.simulations,
                sessions,
                audit,
                hub,
                keys,
                files,
                refused_logins,
                refused_addresses,
                options,
                WallTime::now()},
        idempotency(dependencies.engine, dependencies.store) {
    sessions.on_ended([this](SessionId id) { hub.session_ended(id); });
    dependencies.engine.on_effect([this](const Effect& effect) {
      if (const auto* due = std::get_if<CompleteWrapUp>(&effect)) hub.run(routes::complete_wrap_up(context, *due));
    });
    dependencies.accounts.on_revoked([this](UserId user) { sessions.forget_user(user); });
  }

  ~Impl() {
    hub.stop();
    context.accounts.on_revoked({});
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  bool healthy() const { return !options.accepting || options.accepting(); }
  std::string metrics() const;

  const ApiOptions options;
  MessageKeys keys;
  Sessions sessions;
  Audit audit;
  net::BlockingPool files;
  net::Throttle refused_logins, refused_addresses;
  Hub hub;
  Context context;
  Idempotency idempotency;
};

// Prometheus' text format, version 0.0.4.
std::string Api::Impl::metrics() const {
  std::size_t conversations = 0, waiting = 0, legs = 0;
  std::map<std::string_view, int> agents;
  std::int64_t position = 0;
  context.engine.view([&](const State& state, std::int64_t at) {
    conversations = state.conversations.size();
    waiting = state.tasks.size();
    legs = state.legs.size();
    position = at;
    for (const auto& [id, agent] : state.agents) ++agents[name_of(agent.state)];
  });
  std::string out;
  const auto add = [&](std::string_view name, std::string_view type, std::string_view help, auto value) {
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, type, value);
  };
  const auto& counters = hub.counters();
  add("tandem_up", "gauge", "1 while new work is taken", healthy() ? 1 : 0);
  add("tandem_journal_position", "counter", "Records committed", position);
  add("tandem_conversations_open", "gauge", "Open conversations", conversations);
  add("tandem_tasks_waiting", "gauge", "Tasks that wait or are being offered", waiting);
  add("tandem_legs", "gauge", "Legs of calls", legs);
  add("tandem_stream_sockets", "gauge", "Desks on the live stream", counters.sockets.load());
  add("tandem_stream_events_total", "counter", "Events made for desks", counters.events.load());
  add("tandem_stream_resumed_total", "counter", "Desks that came back after a break", counters.resumed.load());
  add("tandem_stream_resyncs_total", "counter", "Times the stream fell behind and began anew", counters.resyncs.load());
  add("tandem_stream_lag_records", "gauge", "Records that the stream has not told yet", position - counters.position.load());
  out += "# HELP tandem_agents Agents by state\n# TYPE tandem_agents gauge\n";
  for (const auto& [state, count] : agents) out += fmt::format("tandem_agents{{state=\"{}\"}} {}\n", state, count);
  if (options.more_metrics) out += options.more_metrics();
  return out;
}

Api::Api(ApiDependencies dependencies, ApiOptions options)
    : impl_(std::make_unique<Impl>(std::move(dependencies), std::move(options))) {}

Api::~Api() { stop(); }

Result<void> Api::start() {
  if (auto loaded = impl_->sessions.load(); !loaded) return loaded;
  return impl_->hub.start();
}

void Api::stop() { impl_->hub.stop(); }

void Api::mount(net::Router& router) {
  auto& impl = *impl_;
  for (const auto& endpoint : endpoints())
    router.add(endpoint.method, std::string(base_path) + std::string(endpoint.path), gated(impl.context, impl.idempotency, endpoint));
  router.websocket(std::string(base_path) + "/stream",
                   [&impl](std::shared_ptr<net::WebSocketSession> link) { return impl.hub.serve(std::move(link)); },
                   stream_options());
  router.get("/demo/identities", [&impl](net::Request request) -> awaitable<Response> {
    Call call;
    call.request = std::move(request);
    co_return co_await routes::demo_identities(impl.context, std::move(call));
  });
  router.get("/healthz", [&impl](net::Request) -> awaitable<Response> {
    if (!impl.healthy()) co_return net::problem(http::status::service_unavailable, "the store cannot be written to");
    json::object body{{"status", "ok"}};
    co_return net::json_response(body);
  });
  router.get("/metrics", [&impl](net::Request) -> awaitable<Response> {
    co_return net::bytes_response(impl.metrics(), "text/plain; version=0.0.4; charset=utf-8");
  });
}

void Api::leg_wanted(AgentId agent, LegId leg, ConversationId conversation, ReservationId reservation) {
  impl_->hub.leg_wanted(agent, leg, conversation, reservation);
}

void Api::leg_closed(AgentId agent, LegId leg, EndCause cause) { impl_->hub.leg_closed(agent, leg, cause); }

}  // namespace tandem::api
