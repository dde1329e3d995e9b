#include "channels/voice/sip/stack.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "base/log.hpp"
#include "base/threads/thread_name.hpp"
#include "channels/voice/sip/uas.hpp"
#include "channels/voice/sip/wire/no_lookup.hpp"

namespace tandem::sip {
namespace {

constexpr int longest_sleep_ms = 1000;
constexpr std::int64_t sweep_ms = 5000;

// The source address the kernel would use towards `ip`; nothing is sent.
std::string local_address_towards(const std::string& ip) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(9);
  if (inet_pton(AF_INET, ip.c_str(), &to.sin_addr) != 1) return "127.0.0.1";
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_in mine{};
  socklen_t size = sizeof mine;
  char text[INET_ADDRSTRLEN] = "127.0.0.1";
  if (fd >= 0 && connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0 &&
      getsockname(fd, reinterpret_cast<sockaddr*>(&mine), &size) == 0)
    inet_ntop(AF_INET, &mine.sin_addr, text, sizeof text);
  if (fd >= 0) ::close(fd);
  return text;
}

}  // namespace

class Stack::Impl {
 public:
  Impl(StackOptions options, Observer& observer, SecretLookup lookup, std::shared_ptr<Mailbox> mailbox)
      : options_(std::move(options)),
        observer_(observer),
        lookup_(std::move(lookup)),
        mailbox_(mailbox ? std::move(mailbox) : std::make_shared<Mailbox>(options_.queue)) {}

  ~Impl() {
    if (!thread_.joinable()) return;
    mailbox_->post([this] { stopping_ = true; }, true);
    thread_.join();
  }

  Result<void> start() {
    std::promise<Result<void>> opened;
    auto waiting = opened.get_future();
    thread_ = std::thread([this, &opened] { run(opened); });
    auto result = waiting.get();
    if (!result) thread_.join();
    return result;
  }

  std::string host_towards(const std::string& ip) const {
    if (!options_.advertised_host.empty()) return options_.advertised_host;
    return options_.host == "0.0.0.0" ? local_address_towards(ip) : options_.host;
  }

  Call* find(CallId id) {
    const auto found = calls_.find(id);
    return found == calls_.end() ? nullptr : found->second.get();
  }

  Result<CallId> dial(Dial dial) {
    const auto uri = parse_uri(dial.uri);
    if (dial.from_host.empty()) dial.from_host = host_towards(uri ? uri->host : std::string());
    const CallId id{++last_call_};
    auto call = std::make_unique<Call>(id, *context_);
    // Known before the request leaves: an answer may come while it is being sent.
    Call& started = *calls_.emplace(id, std::move(call)).first->second;
    if (auto result = started.dial(dial); !result) {
      calls_.erase(id);
      return result.error();
    }
    outgoing_ids_.insert(started.call_id());
    return id;
  }

  const StackOptions options_;
  Observer& observer_;
  SecretLookup lookup_;
  Timers timers_;
  std::unique_ptr<Uas> uas_;
  bool draining_ = options_.draining;
  std::unordered_map<CallId, std::unique_ptr<Call>> calls_;
  const std::shared_ptr<Mailbox> mailbox_;
  std::uint16_t port_ = 0;

 private:
  void run(std::promise<Result<void>>& opened) {
    name_thread("sip");
    auto agent = Agent::open({options_.host, options_.port});
    if (!agent) {
      opened.set_value(agent.error());
      return;
    }
    agent_ = std::move(*agent);
    port_ = agent_->port();
    prepare();
    opened.set_value({});
    while (!stopping_) {
      run_tasks();
      timers_.run_due();
      bury_finished();
      agent_->step(!mailbox_->empty() ? 0 : timers_.until_next_ms(longest_sleep_ms));
    }
    shut_down();
  }

  void prepare() {
    context_.emplace(CallContext{*agent_, timers_, observer_,
                                 [this](const std::string& ip, const std::string& transport) {
                                   return "sip:tandem@" + host_towards(ip) + ":" + std::to_string(port_) +
                                          (transport == "tcp" ? ";transport=tcp" : "");
                                 },
                                 [this](CallId id) { finished_.push_back(id); }});
    uas_ = std::make_unique<Uas>(
        options_, std::move(lookup_),
        Uas::Hooks{
            [this](const std::string& call_id) { return outgoing_ids_.contains(call_id); },
            [this] { return draining_ || calls_.size() >= options_.max_calls; },
            [this](ServerTransaction invite, IncomingCall call) { on_invited(std::move(invite), std::move(call)); },
            [mailbox = mailbox_](std::function<void()> task) { return mailbox->post(std::move(task), true); },
            [this](const std::string& device, bool there) { observer_.on_reachable(device, there); }});
    agent_->on_request([this](ServerTransaction request) { uas_->receive(std::move(request)); });
    agent_->watch_readable(mailbox_->fd(), [this] { mailbox_->clear_wake(); });
    sweep();
  }

  void sweep() {
    for (const auto& device : uas_->registrar().sweep(Timers::now_ms())) observer_.on_reachable(device, false);
    if (const std::uint64_t refused = names_refused(); refused != refused_told_) {
      log::warn("sip.names_refused count={} meaning=\"messages asked for answers to host names\"",
                refused - refused_told_);
      refused_told_ = refused;
    }
    timers_.after(sweep_ms, [this] { sweep(); });
  }

  void on_invited(ServerTransaction invite, IncomingCall incoming) {
    incoming.call = CallId{++last_call_};
    Call& call = *calls_.emplace(incoming.call, std::make_unique<Call>(incoming.call, *context_)).first->second;
    if (!call.receive(std::move(invite))) {
      calls_.erase(incoming.call);
      return;
    }
    observer_.on_incoming(incoming);
  }

  void run_tasks() {
    for (auto& task : mailbox_->take()) task();
  }

  void bury_finished() {
    for (const CallId id : finished_) {
      const auto found = calls_.find(id);
      if (found == calls_.end()) continue;
      if (found->second->we_called()) outgoing_ids_.erase(found->second->call_id());
      calls_.erase(found);
    }
    finished_.clear();
  }

  void shut_down() {
    std::vector<CallId> open;
    for (const auto& [id, call] : calls_) open.push_back(id);
    for (const CallId id : open) find(id)->hang_up(41, "shutting down");
    const std::int64_t until = Timers::now_ms() + 100;
    while (Timers::now_ms() < until && !calls_.empty()) {
      bury_finished();
      agent_->step(10);
    }
    agent_->step(0);
    mailbox_->close();
    mailbox_->take();
    calls_.clear();
    uas_.reset();
    context_.reset();
    agent_.reset();
  }

  std::thread thread_;
  bool stopping_ = false;
  std::unique_ptr<Agent> agent_;
  std::optional<CallContext> context_;
  std::vector<CallId> finished_;
  std::unordered_set<std::string> outgoing_ids_;
  std::int64_t last_call_ = 0;
  std::uint64_t refused_told_ = names_refused();
};

Stack::Stack(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Stack::~Stack() = default;

Result<std::unique_ptr<Stack>> Stack::start(StackOptions options, Observer& observer, SecretLookup lookup,
                                            std::shared_ptr<Mailbox> mailbox) {
  auto impl = std::make_unique<Impl>(std::move(options), observer, std::move(lookup), std::move(mailbox));
  if (auto started = impl->start(); !started) return started.error();
  return std::unique_ptr<Stack>(new Stack(std::move(impl)));
}

std::uint16_t Stack::port() const { return impl_->port_; }
bool Stack::post(std::function<void()> task) { return impl_->mailbox_->post(std::move(task)); }
void Stack::post_always(std::function<void()> task) { impl_->mailbox_->post(std::move(task), true); }
void Stack::set_trunks(std::vector<Trunk> trunks) { impl_->uas_->set_trunks(std::move(trunks)); }
void Stack::set_draining(bool draining) { impl_->draining_ = draining; }
Timers& Stack::timers() { return impl_->timers_; }
std::size_t Stack::calls() const { return impl_->calls_.size(); }
Result<CallId> Stack::dial(Dial dial) { return impl_->dial(std::move(dial)); }
std::string Stack::host_towards(const std::string& ip) const { return impl_->host_towards(ip); }

std::vector<Binding> Stack::bindings(const std::string& device) {
  return impl_->uas_->registrar().bindings(device, Timers::now_ms());
}

void Stack::ring(CallId id, const std::string& early_sdp) {
  if (Call* call = impl_->find(id)) call->ring(early_sdp);
}

void Stack::answer(CallId id, const std::string& sdp) {
  if (Call* call = impl_->find(id)) call->answer(sdp);
}

void Stack::reject(CallId id, int status, const Headers& headers) {
  if (Call* call = impl_->find(id)) call->reject(status, headers);
}

void Stack::hang_up(CallId id, int q850, const std::string& text) {
  if (Call* call = impl_->find(id)) call->hang_up(q850, text);
}

void Stack::offer(CallId id, const std::string& sdp) {
  if (Call* call = impl_->find(id)) call->offer(sdp);
}

}  // namespace tandem::sip
