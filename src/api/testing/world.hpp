// The API over the real server, store and driver, for tests: a small contact centre with two teams, people who can sign
// in, and a telephone that only notes what it is asked. Used on the test's thread; changes to customers are followed on
// one behind it.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "api/api.hpp"
#include "api/testing/kept_configuration.hpp"
#include "crm/live_customers.hpp"
#include "net/http/client.hpp"
#include "net/http/server.hpp"
#include "net/websocket/client.hpp"
#include "runtime/disk_blobs.hpp"
#include "support/service_world.hpp"

namespace tandem::api::testing {

namespace json = boost::json;
using boost::asio::awaitable;

// Answers every SDP; says which effects it was asked to perform.
class NotedTelephony final : public Telephony {
 public:
  void perform(const Effect& effect) override {
    std::lock_guard lock(mutex_);
    effects_.push_back(effect);
  }
  void agent_offer(AgentId, LegId, std::string sdp, SdpDone done) override {
    if (sdp == "bad") done(fail(make_error_code(errc::bad_input), "no audio in it"));
    else done("answer to " + sdp);
  }
  void visitor_call(BrowserCall, std::string, CallDone) override {}
  void visitor_offer(const Private&, LegId, std::string, SdpDone) override {}
  void visitor_hang_up(const Private&, LegId) override {}
  void visitor_digits(const Private&, LegId, std::string) override {}
  void set_browser_listener(BrowserListener) override {}
  std::vector<Effect> effects() const {
    std::lock_guard lock(mutex_);
    return effects_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Effect> effects_;
};

inline constexpr AgentId li{1001}, han{1002}, zhao{1003};  // li and han are in one team, zhao in another
inline constexpr UserId lin{2001}, root{2002};             // lin supervises li's team, root is the administrator
inline constexpr TeamId team_a{11}, team_b{12};
inline const std::string password = "correct-horse";

inline Configuration shop() {
  Configuration c;
  c.version = 1;
  c.skills = {{SkillId{1}, "orders"}};
  c.teams = {{team_a, "一组"}, {team_b, "二组"}};
  Queue support;
  support.id = QueueId{1};
  support.name = "support";
  support.required = {{SkillId{1}, 2}};
  c.queues = {support};
  for (const auto& [id, login, team] : {std::tuple(li, "li", team_a), std::tuple(han, "han", team_a), std::tuple(zhao, "zhao", team_b)}) {
    AgentProfile profile;
    profile.id = id;
    profile.login = login;
    profile.team = team;
    profile.skills = {{SkillId{1}, 5}};
    c.agents.push_back(profile);
  }
  FlowGraph voice;
  voice.id = FlowId{1};
  voice.name = "main";
  voice.start = 0;
  CollectNode order;
  order.text = {"请输入订单号", "Enter your order number"};
  order.into = "order_number";
  order.label = {"订单号", "Order number"};
  order.next = order.no_input = 1;
  QueueNode queue;
  queue.queue = QueueId{1};
  voice.nodes = {{"order", order}, {"queue", queue}};
  FlowGraph chat;
  chat.id = FlowId{2};
  chat.name = "chat";
  chat.start = 0;
  chat.nodes = {{"queue", queue}};
  c.flows = {voice, chat};
  c.numbers = {{NumberId{1}, "4001", FlowId{1}}};
  Site site;
  site.id = SiteId{1};
  site.key = "demo";
  site.chat_flow = FlowId{2};
  site.secret = "secret";
  c.sites = {site};
  c.dispositions = {{"resolved", {"已解决", "Resolved"}, 0}};
  c.break_reasons = {{"lunch", {"午餐", "Lunch"}, 45}};
  return c;
}

struct Answer {
  unsigned status = 0;
  json::value body;
  net::http::fields headers;
  std::string raw;
  const json::object& object() const { return body.as_object(); }
  const json::value& at(std::string_view name) const { return body.at(name); }
  std::string text(std::string_view name) const { return std::string(body.at(name).as_string()); }
  std::string header(std::string_view name) const {
    const auto at = headers.find({name.data(), name.size()});
    return at == headers.end() ? std::string() : std::string(at->value());
  }
};

// A desk's socket, read message by message.
class Desk {
 public:
  Desk(const std::string& url, const std::string& token, std::optional<std::int64_t> since = {}, const std::string& tab = "tab") {
    net::WebSocketUrl where;
    where.url = url;
    auto connected = run(net::WebSocketClient::connect(std::move(where)));
    client_ = std::move(connected.value());
    json::value from;
    if (since) from = *since;
    send({{"type", "authenticate"}, {"token", token}, {"since", std::move(from)}, {"tab", tab}});
  }
  ~Desk() {
    if (client_) leave();
  }
  void leave() {
    run_void(client_->close());
    client_.reset();
  }
  void send(const json::object& message) { run(client_->send(json::serialize(message))).value(); }
  // The next message of any kind; none once the server has closed.
  std::optional<json::object> next() {
    auto text = run(client_->receive());
    if (!text) return std::nullopt;
    return json::parse(*text).as_object();
  }
  // The next of this type; what comes before is kept in `passed`.
  json::object until(std::string_view type) {
    while (auto message = next()) {
      if (message->at("type").as_string() == type) return std::move(*message);
      passed.push_back(std::move(*message));
    }
    ADD_FAILURE() << "the socket closed with " << client_->close_code() << " before " << type;
    return {{"type", "closed"}, {"seq", 0}, {"data", json::object()}};
  }
  int close_code() {
    while (next()) {}
    return client_->close_code();
  }
  std::vector<json::object> passed;

 private:
  template <class T>
  T run(awaitable<T> work) {
    std::optional<T> out;
    io_.restart();
    auto guard = boost::asio::make_work_guard(io_);
    boost::asio::steady_timer limit(io_, std::chrono::seconds(20));
    limit.async_wait([](const boost::system::error_code& cancelled) {
      if (!cancelled) throw std::runtime_error("nothing came over the socket for 20 seconds");
    });
    boost::asio::co_spawn(io_, std::move(work), [&](std::exception_ptr error, T value) {
      if (error) std::rethrow_exception(error);
      out.emplace(std::move(value));
    });
    while (!out) io_.run_one();
    return std::move(*out);
  }
  void run_void(awaitable<void> work) {
    auto wrapped = [](awaitable<void> inner) -> awaitable<int> {
      co_await std::move(inner);
      co_return 0;
    };
    run<int>(wrapped(std::move(work)));
  }

  boost::asio::io_context io_;
  std::unique_ptr<net::WebSocketClient> client_;
};

class ApiWorld {
 public:
  explicit ApiWorld(test::ServiceWorld& services, ApiOptions options = {})
      : services_(services),
        folder_(std::filesystem::temp_directory_path() / ("api_" + std::to_string(::getpid()) + "_blobs")),
        blobs_(DiskBlobs::open(folder_).value()),
        accounts_(services.engine(), services.store(), services.ids(), cheap()),
        customers_(services.engine(), services.store(), services.ids()),
        history_(services.store()),
        cases_(services.engine(), services.store(), services.ids()),
        live_customers_(background_.get_executor(), services.engine(), services.store()) {
    options.accepting = [this] { return services_.engine().accepting(); };
    api_ = std::make_unique<Api>(ApiDependencies{services.engine(), services.store(), services.ids(), telephony, *blobs_, accounts_,
                                                 customers_, history_, cases_, nullptr, &configuration},
                                 std::move(options));
    services.engine().on_effect([this](const Effect& effect) { answer(effect); });
    accounts_.load().value();
    services.start(shop());
    add_people();
    api_->start().value();
    net::Router router;
    api_->mount(router);
    net::ServerOptions server;
    server.listen.emplace_back();
    server_ = std::make_unique<net::HttpServer>(std::move(server), std::move(router));
    server_->start().value();
    behind_ = std::thread([this] { background_.run(); });
  }
  ~ApiWorld() {
    server_->stop();
    api_->stop();
    services_.engine().stop();
    working_.reset();
    behind_.join();
    api_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  Answer ask(net::http::verb method, std::string_view path, const std::string& token, std::optional<json::value> body = {},
             std::vector<net::Parameter> headers = {}) {
    net::ClientRequest request;
    request.method = method;
    request.url = url("http") + std::string(path.starts_with("/api") || path.starts_with("/demo") ? "" : "/api/v1") + std::string(path);
    request.headers = std::move(headers);
    request.answer_limit = 8 << 20;
    request.time_limit = std::chrono::seconds(30);
    if (!token.empty()) request.headers.push_back({"Authorization", "Bearer " + token});
    if (body) {
      request.body = json::serialize(*body);
      request.headers.push_back({"Content-Type", "application/json"});
    }
    auto got = net::fetch_blocking(std::move(request));
    if (!got) throw std::runtime_error(got.error().detail);
    Answer out;
    out.status = got->status;
    out.raw = got->body;
    out.headers = std::move(got->headers);
    boost::system::error_code not_json;
    out.body = json::parse(got->body, not_json);
    return out;
  }
  Answer get(std::string_view path, const std::string& token) { return ask(net::http::verb::get, path, token); }
  Answer post(std::string_view path, const std::string& token, json::value body = json::object(),
              std::vector<net::Parameter> headers = {}) {
    return ask(net::http::verb::post, path, token, std::move(body), std::move(headers));
  }
  std::string sign_in(const std::string& login) {
    auto answer = post("/sessions", "", json::object{{"login", login}, {"password", password}});
    EXPECT_EQ(answer.status, 201u) << answer.raw;
    return answer.text("token");
  }
  std::unique_ptr<Desk> desk(const std::string& token, std::optional<std::int64_t> since = {}, const std::string& tab = "tab") {
    return std::make_unique<Desk>(url("ws") + "/api/v1/stream", token, since, tab);
  }
  // Whoever answers in the browser gets nothing without an open desk.
  std::unique_ptr<Desk> on_duty(AgentId agent, const std::string& token, const std::string& tab = "tab") {
    auto opened = desk(token, {}, tab);
    opened->until("ready");
    go_available(agent, token);
    return opened;
  }
  void go_available(AgentId agent, const std::string& token) {
    auto answer = post("/agents/" + agent.text() + "/state", token, json::object{{"state", "available"}});
    EXPECT_EQ(answer.status, 200u) << answer.raw;
  }

  ConversationId chat(const std::string& visitor, const std::string& text, CustomerId customer = {}) {
    ChatArrived arrived;
    arrived.site = SiteId{1};
    arrived.contact = priv(visitor);
    arrived.customer = customer;
    arrived.language = "zh-CN";
    arrived.message = services_.ids().next<MessageId>();
    arrived.key = static_cast<std::int64_t>(std::hash<std::string>{}(visitor + text));
    arrived.text = priv(text);
    return tell(arrived).find<ConversationStarted>()->conversation;
  }
  // Its flow collects `digits`, then it waits.
  ConversationId call(const std::string& number, const std::string& digits, CustomerId customer = {}) {
    digits_ = digits;
    CallArrived arrived;
    arrived.leg = services_.ids().next<LegId>();
    arrived.number = NumberId{1};
    arrived.contact = priv(number);
    arrived.customer = customer;
    return tell(arrived).find<ConversationStarted>()->conversation;
  }
  Committed tell(Stimulus stimulus) { return services_.engine().ask_and_wait(std::move(stimulus)).value(); }
  Private priv(const std::string& text) { return {services_.ids().next<PayloadId>(), text, false}; }
  template <class T>
  T run(awaitable<T> work) { return services_.run(std::move(work)); }
  std::string url(std::string_view scheme) const {
    return std::string(scheme) + "://127.0.0.1:" + std::to_string(server_->port());
  }

  AccountService& accounts() { return accounts_; }
  crm::Customers& customers() { return customers_; }
  cases::Cases& cases() { return cases_; }
  Blobs& blobs() { return *blobs_; }
  Api& api() { return *api_; }
  net::HttpServer& server() { return *server_; }
  test::ServiceWorld& services() { return services_; }
  NotedTelephony telephony;
  KeptConfiguration configuration;

 private:
  static AccountOptions cheap() {
    AccountOptions options;
    options.cost = {64, 1};  // tests are about who gets in, not about how long a guess takes
    return options;
  }
  void add_people() {
    Accounts::Changes changes;
    const auto add = [&](UserId id, const char* login, const char* name, Role role, TeamId team) {
      changes.accounts.push_back({{id, login, name, role, team, "", true}, password});
    };
    add(li, "li", "李雷", Role::agent, team_a);
    add(han, "han", "韩梅梅", Role::agent, team_a);
    add(zhao, "zhao", "赵敏", Role::agent, team_b);
    add(lin, "lin", "林涛", Role::supervisor, team_a);
    add(root, "root", "Root", Role::admin, TeamId{});
    run(accounts_.apply(std::move(changes))).value();
  }
  // What the voice channel would do with the engine's wishes.
  void answer(const Effect& effect) {
    if (const auto* collect = std::get_if<CollectDigits>(&effect)) {
      DigitsCollected collected;
      collected.leg = collect->leg;
      collected.action = collect->action;
      collected.digits = priv(digits_);
      services_.engine().submit(collected);
    }
    if (const auto* dial = std::get_if<DialAgent>(&effect)) api_->leg_wanted(dial->agent, dial->leg, dial->conversation, dial->reservation);
  }

  test::ServiceWorld& services_;
  std::filesystem::path folder_;
  std::unique_ptr<DiskBlobs> blobs_;
  AccountService accounts_;
  crm::Customers customers_;
  crm::History history_;
  cases::Cases cases_;
  boost::asio::io_context background_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> working_ = boost::asio::make_work_guard(background_);
  std::thread behind_;
  crm::LiveCustomers live_customers_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<net::HttpServer> server_;
  std::string digits_;
};

class ApiTest : public test::ServiceTest {
 protected:
  void SetUp() override {
    test::ServiceTest::SetUp();
    if (!IsSkipped()) api_ = std::make_unique<ApiWorld>(world(), options());
  }
  void TearDown() override { api_.reset(); }
  virtual ApiOptions options() const { return {}; }
  ApiWorld& api() { return *api_; }

 private:
  std::unique_ptr<ApiWorld> api_;
};

}  // namespace tandem::api::testing
