#include "channels/voice/sip/wire/agent.hpp"

#include <arpa/inet.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/log.hpp"
#include "channels/voice/sip/wire/library_clock.hpp"

// The library's callbacks take "magic" pointers whose types these macros fix; they must stand before its headers, and
// therefore its headers are included nowhere else.
#define NTA_AGENT_MAGIC_T ::tandem::sip::Agent::Impl
#define NTA_LEG_MAGIC_T ::tandem::sip::Leg::Impl
#define NTA_INCOMING_MAGIC_T ::tandem::sip::ServerTransaction::Impl
#define NTA_OUTGOING_MAGIC_T ::tandem::sip::ClientTransaction::Impl
#define SU_WAKEUP_ARG_T ::std::function<void()>
#include <sofia-sip/msg_addr.h>
#include <sofia-sip/nta.h>
#include <sofia-sip/nta_tag.h>
#include <sofia-sip/sip.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/sip_util.h>
#include <sofia-sip/su_log.h>
#include <sofia-sip/tport_tag.h>
#include <sofia-sip/url.h>

namespace tandem::sip {

struct Agent::Impl {
  su_root_t* root = nullptr;
  nta_agent_t* nta = nullptr;
  nta_leg_t* default_leg = nullptr;
  std::unique_ptr<Leg::Impl> default_impl;
  Receiver receiver;
  std::vector<std::pair<int, std::unique_ptr<std::function<void()>>>> watched;
  // Objects that were let go inside a callback of the library; freed between two steps.
  std::vector<std::unique_ptr<Leg::Impl>> old_legs;
  std::vector<std::unique_ptr<ServerTransaction::Impl>> old_servers;
  std::vector<std::unique_ptr<ClientTransaction::Impl>> old_clients;

  ~Impl();
  void bury();
};

struct ServerTransaction::Impl {
  Agent::Impl& agent;
  nta_incoming_t* nta;
  Message request;
  Watcher watcher;
  int status = 0;
};

struct ClientTransaction::Impl {
  Agent::Impl& agent;
  nta_outgoing_t* nta = nullptr;
  Receiver receiver;
};

struct Leg::Impl {
  Agent::Impl& agent;
  nta_leg_t* nta = nullptr;
  Receiver receiver;
};

namespace {

std::string str(const char* text) { return text ? std::string(text) : std::string(); }

std::string url_text(const url_t* url) {
  if (!url) return {};
  su_home_t home[1] = {SU_HOME_INIT(home)};
  std::string out = str(url_as_string(home, url));
  su_home_deinit(home);
  return out;
}

NameAddr address(const sip_addr_t* a) {
  if (!a) return {};
  NameAddr out{str(a->a_display), url_text(a->a_url), str(a->a_tag)};
  if (out.display.size() > 1 && out.display.front() == '"') out.display = out.display.substr(1, out.display.size() - 2);
  return out;
}

void add_items(const msg_list_t* list, std::vector<std::string>& out) {
  for (; list; list = list->k_next)
    for (auto item = list->k_items; item && *item; ++item) out.emplace_back(*item);
}

std::vector<Credentials> credentials(const msg_auth_t* auth) {
  std::vector<Credentials> out;
  for (; auth && out.size() < 8; auth = auth->au_next) {
    Credentials one{str(auth->au_scheme), {}};
    for (auto p = auth->au_params; p && *p && one.params.size() < 32; ++p) {
      const std::string_view text = *p;
      const auto equal = text.find('=');
      if (equal == std::string_view::npos) continue;
      auto value = text.substr(equal + 1);
      if (value.size() > 1 && value.front() == '"') value = value.substr(1, value.size() - 2);
      one.params.emplace_back(text.substr(0, equal), value);
    }
    out.push_back(std::move(one));
  }
  return out;
}

void read_contacts(const sip_t* sip, Message& out) {
  for (auto m = sip->sip_contact; m && out.contacts.size() < 32; m = m->m_next) {
    if (m->m_url->url_type == url_any) {
      out.contact_star = true;
      continue;
    }
    ContactValue contact{url_text(m->m_url), std::nullopt, str(m->m_q)};
    if (m->m_expires) contact.expires_s = static_cast<std::uint32_t>(std::strtoul(m->m_expires, nullptr, 10));
    out.contacts.push_back(std::move(contact));
  }
}

void read_headers(const sip_t* sip, Message& out) {
  for (auto r = sip->sip_record_route; r && out.record_route.size() < 32; r = r->r_next)
    out.record_route.push_back("<" + url_text(r->r_url) + ">");
  add_items(sip->sip_require, out.require);
  add_items(sip->sip_supported, out.supported);
  for (auto a = sip->sip_accept; a; a = a->ac_next) out.accept.push_back(str(a->ac_type));
  out.authorization = credentials(sip->sip_authorization);
  out.proxy_authorization = credentials(sip->sip_proxy_authorization);
  if (sip->sip_expires) out.expires_s = static_cast<std::uint32_t>(sip->sip_expires->ex_delta);
  if (sip->sip_max_forwards) out.max_forwards = static_cast<std::uint32_t>(sip->sip_max_forwards->mf_count);
  if (auto x = sip->sip_session_expires)
    out.session_expires = SessionExpires{static_cast<std::uint32_t>(x->x_delta), str(x->x_refresher)};
  if (sip->sip_min_se) out.min_se_s = static_cast<std::uint32_t>(sip->sip_min_se->min_delta);
  if (sip->sip_retry_after) out.retry_after_s = static_cast<std::uint32_t>(sip->sip_retry_after->af_delta);
  if (auto r = sip->sip_reason) out.reason = str(r->re_protocol) + ";cause=" + str(r->re_cause);
  for (auto u = sip->sip_unknown; u; u = u->un_next)
    if (u->un_name && equals_ignoring_case(u->un_name, "P-Asserted-Identity") && out.asserted_identity.size() < 4)
      out.asserted_identity.push_back(str(u->un_value));
}

Message copy_message(const sip_t* sip) {
  Message out;
  if (sip->sip_request) {
    out.method = str(sip->sip_request->rq_method_name);
    out.request_uri = url_text(sip->sip_request->rq_url);
  }
  if (sip->sip_status) {
    out.status = sip->sip_status->st_status;
    out.phrase = str(sip->sip_status->st_phrase);
  }
  if (sip->sip_cseq) {
    out.cseq = sip->sip_cseq->cs_seq;
    if (out.method.empty()) out.method = str(sip->sip_cseq->cs_method_name);
  }
  out.from = address(sip->sip_from);
  out.to = address(sip->sip_to);
  if (sip->sip_call_id) out.call_id = str(sip->sip_call_id->i_id);
  read_contacts(sip, out);
  read_headers(sip, out);
  if (sip->sip_content_type) out.content_type = str(sip->sip_content_type->c_type);
  if (sip->sip_content_encoding && sip->sip_content_encoding->k_items && *sip->sip_content_encoding->k_items)
    out.content_encoding = *sip->sip_content_encoding->k_items;
  if (sip->sip_payload && sip->sip_payload->pl_data)
    out.body.assign(sip->sip_payload->pl_data, sip->sip_payload->pl_len);
  return out;
}

Source source_of(msg_t* msg, const sip_t* sip) {
  Source out;
  if (const su_sockaddr_t* from = msg ? msg_addr(msg) : nullptr) {
    char text[INET6_ADDRSTRLEN] = "";
    const void* raw = from->su_family == AF_INET6 ? static_cast<const void*>(&from->su_sin6.sin6_addr)
                                                  : static_cast<const void*>(&from->su_sin.sin_addr);
    inet_ntop(from->su_family, raw, text, sizeof text);
    out.ip = text;
    out.port = ntohs(from->su_port);
  }
  const char* transport = sip && sip->sip_via ? sip_via_transport(sip->sip_via) : nullptr;
  out.transport = transport && equals_ignoring_case(transport, "tcp") ? "tcp" : "udp";
  return out;
}

std::string header_text(const Content& content) {
  std::string out;
  for (const auto& [name, value] : content.headers) out += name + ": " + value + "\r\n";
  if (!content.type.empty()) out += "Content-Type: " + content.type + "\r\n";
  return out;
}

int on_leg_request(Leg::Impl* leg, nta_leg_t*, nta_incoming_t* irq, const sip_t* sip) {
  auto impl = std::make_unique<ServerTransaction::Impl>(
      ServerTransaction::Impl{leg->agent, irq, copy_message(sip), {}, 0});
  if (msg_t* msg = nta_incoming_getrequest(irq)) {
    impl->request.source = source_of(msg, sip);
    msg_destroy(msg);
  }
  ServerTransaction transaction(std::move(impl));
  const auto& receiver = leg == leg->agent.default_impl.get() ? leg->agent.receiver : leg->receiver;
  if (receiver)
    receiver(std::move(transaction));
  else
    transaction.reply(481);
  return 0;
}

int on_ack_or_cancel(ServerTransaction::Impl* impl, nta_incoming_t*, const sip_t* sip) {
  if (!impl || !impl->watcher) return 0;
  const auto watcher = impl->watcher;
  if (!sip || !sip->sip_request) {
    watcher(ServerTransaction::Event::timed_out, nullptr);
    return 0;
  }
  const Message message = copy_message(sip);
  watcher(sip->sip_request->rq_method == sip_method_cancel ? ServerTransaction::Event::cancel
                                                           : ServerTransaction::Event::ack,
          &message);
  return 0;
}

int on_response(ClientTransaction::Impl* impl, nta_outgoing_t* orq, const sip_t* sip) {
  if (!impl || !impl->receiver) return 0;
  const auto receiver = impl->receiver;
  Message message;
  if (sip) {
    message = copy_message(sip);
    if (msg_t* msg = nta_outgoing_getresponse(orq)) {
      message.source = source_of(msg, sip);
      msg_destroy(msg);
    }
  } else {
    message.status = nta_outgoing_status(orq);
    message.method = str(nta_outgoing_method_name(orq));
  }
  receiver(message);
  return 0;
}

int on_wakeup(su_root_magic_t*, su_wait_t*, std::function<void()>* ready) {
  (*ready)();
  return 0;
}

void log_line(void*, const char* format, va_list args) {
  char text[512];
  const int length = std::vsnprintf(text, sizeof text, format, args);
  if (length > 0) log::debug("sip library: {}", std::string_view(text, std::min<std::size_t>(length, sizeof text - 1)));
}

// The library loses errno on its way out, so the reason is looked for with sockets of our own.
int why_not_bound(const Agent::Options& options) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(options.port);
  if (inet_pton(AF_INET, options.host.c_str(), &address.sin_addr) != 1) return EINVAL;
  for (const int type : {SOCK_DGRAM, SOCK_STREAM}) {
    const int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);
    if (fd < 0) return errno;
    const int result = bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address);
    const int error = errno;
    ::close(fd);
    if (result != 0) return error;
  }
  return EIO;
}

Failure cannot_open(const Agent::Options& options, int error) {
  const std::string where = options.host + ":" + std::to_string(options.port);
  std::string why = std::strerror(error);
  if (error == EADDRINUSE) why = "another program uses this port; stop it or choose another with --sip";
  if (error == EADDRNOTAVAIL) why = "this machine does not have this address";
  if (error == EINVAL) why = "the host must be an IPv4 address";
  if (error == EACCES) why = "no permission to use this port";
  return fail(boost::system::error_code(error ? error : EINVAL, boost::system::system_category()),
              "cannot open SIP on " + where + ": " + why);
}

}  // namespace

// --- transactions ---

ServerTransaction::ServerTransaction() = default;
ServerTransaction::ServerTransaction(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ServerTransaction::ServerTransaction(ServerTransaction&&) noexcept = default;
ServerTransaction& ServerTransaction::operator=(ServerTransaction&& other) noexcept {
  if (this != &other) {
    drop();
    impl_ = std::move(other.impl_);
  }
  return *this;
}
ServerTransaction::~ServerTransaction() { drop(); }

const Message& ServerTransaction::request() const { return impl_->request; }
bool ServerTransaction::answered() const { return impl_->status >= 200; }

void ServerTransaction::reply(int status, const Content& content) {
  if (!impl_ || impl_->status >= 200 || impl_->request.method == "ACK") return;
  impl_->status = status;
  const std::string headers = header_text(content);
  nta_incoming_treply(impl_->nta, status, nullptr,
                      TAG_IF(!headers.empty(), SIPTAG_HEADER_STR(headers.c_str())),
                      TAG_IF(!content.body.empty(), SIPTAG_PAYLOAD_STR(content.body.c_str())), TAG_END());
}

void ServerTransaction::watch(Watcher watcher) {
  impl_->watcher = std::move(watcher);
  nta_incoming_bind(impl_->nta, on_ack_or_cancel, impl_.get());
}

void ServerTransaction::drop() {
  if (!impl_) return;
  reply(500);
  nta_incoming_bind(impl_->nta, nullptr, nullptr);
  nta_incoming_destroy(impl_->nta);
  auto& agent = impl_->agent;
  agent.old_servers.push_back(std::move(impl_));
}

ClientTransaction::ClientTransaction() = default;
ClientTransaction::ClientTransaction(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ClientTransaction::ClientTransaction(ClientTransaction&&) noexcept = default;
ClientTransaction& ClientTransaction::operator=(ClientTransaction&& other) noexcept {
  if (this != &other) {
    drop();
    impl_ = std::move(other.impl_);
  }
  return *this;
}
ClientTransaction::~ClientTransaction() { drop(); }

void ClientTransaction::cancel() {
  if (impl_ && impl_->nta) nta_outgoing_cancel(impl_->nta);
}

void ClientTransaction::drop() {
  if (!impl_) return;
  impl_->receiver = nullptr;
  if (impl_->nta) nta_outgoing_destroy(impl_->nta);
  auto& agent = impl_->agent;
  agent.old_clients.push_back(std::move(impl_));
}

// --- legs ---

Leg::Leg(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Leg::~Leg() {
  impl_->receiver = nullptr;
  auto& agent = impl_->agent;
  agent.old_legs.push_back(std::move(impl_));
}

ClientTransaction Leg::request(const std::string& method, const std::string& request_uri, const std::string& route,
                               const Content& content, ClientTransaction::Receiver receiver) {
  auto impl = std::make_unique<ClientTransaction::Impl>(
      ClientTransaction::Impl{impl_->agent, nullptr, std::move(receiver)});
  const std::string headers = header_text(content);
  const char* route_text = route.empty() ? nullptr : route.c_str();
  const char* uri_text = request_uri.empty() ? nullptr : request_uri.c_str();
  impl->nta = nta_outgoing_tcreate(impl_->nta, on_response, impl.get(), URL_STRING_MAKE(route_text),
                                   sip_method_code(method.c_str()), method.c_str(), URL_STRING_MAKE(uri_text),
                                   TAG_IF(!headers.empty(), SIPTAG_HEADER_STR(headers.c_str())),
                                   TAG_IF(!content.body.empty(), SIPTAG_PAYLOAD_STR(content.body.c_str())), TAG_END());
  if (!impl->nta) return {};
  return ClientTransaction(std::move(impl));
}

void Leg::acknowledge(std::uint32_t invite_cseq, const std::string& route, const Content& content) {
  const std::string cseq = std::to_string(invite_cseq) + " ACK";
  const std::string headers = header_text(content);
  const char* route_text = route.empty() ? nullptr : route.c_str();
  // The library answers repeated 2xx with this ACK by itself until its timer ends.
  if (auto ack = nta_outgoing_tcreate(impl_->nta, nullptr, nullptr, URL_STRING_MAKE(route_text), SIP_METHOD_ACK, nullptr,
                                      SIPTAG_CSEQ_STR(cseq.c_str()),
                                      TAG_IF(!headers.empty(), SIPTAG_HEADER_STR(headers.c_str())),
                                      TAG_IF(!content.body.empty(), SIPTAG_PAYLOAD_STR(content.body.c_str())),
                                      TAG_END()))
    nta_outgoing_destroy(ack);
}

void Leg::confirm(const Message& response) {
  su_home_t home[1] = {SU_HOME_INIT(home)};
  nta_leg_rtag(impl_->nta, response.to.tag.c_str());
  sip_record_route_t* routes = nullptr;
  std::string text;
  for (const auto& route : response.record_route) text += (text.empty() ? "" : ", ") + route;
  if (!text.empty()) routes = sip_record_route_make(home, text.c_str());
  sip_contact_t* contact =
      response.contacts.empty() ? nullptr : sip_contact_make(home, ("<" + response.contacts.front().uri + ">").c_str());
  nta_leg_client_reroute(impl_->nta, routes, contact, 1);
  su_home_deinit(home);
}

void Leg::retarget(const std::string& contact_uri) {
  su_home_t home[1] = {SU_HOME_INIT(home)};
  if (sip_contact_t* contact = sip_contact_make(home, ("<" + contact_uri + ">").c_str()))
    nta_leg_client_reroute(impl_->nta, nullptr, contact, 0);
  su_home_deinit(home);
}

DialogIds Leg::ids() const {
  DialogIds out;
  su_home_t home[1] = {SU_HOME_INIT(home)};
  if (sip_replaces_t* r = nta_leg_make_replaces(impl_->nta, home, 0)) {
    out.call_id = str(r->rp_call_id);
  }
  out.local_tag = str(nta_leg_get_tag(impl_->nta));
  out.remote_tag = str(nta_leg_get_rtag(impl_->nta));
  const sip_route_t* route = nullptr;
  const sip_contact_t* target = nullptr;
  if (nta_leg_get_route(impl_->nta, &route, &target) >= 0) {
    for (; route; route = route->r_next) out.route_set.push_back("<" + url_text(route->r_url) + ">");
    if (target) out.remote_target = url_text(target->m_url);
  }
  out.local_cseq = nta_leg_get_seq(impl_->nta);
  out.remote_cseq = nta_leg_get_rseq(impl_->nta);
  su_home_deinit(home);
  return out;
}

// --- agent ---

Agent::Impl::~Impl() {
  bury();
  if (default_leg) nta_leg_destroy(default_leg);
  if (nta) nta_agent_destroy(nta);
  watched.clear();
  if (root) su_root_destroy(root);
}

void Agent::Impl::bury() {
  for (auto& leg : old_legs) nta_leg_destroy(leg->nta);
  old_legs.clear();
  old_servers.clear();
  old_clients.clear();
}

Agent::Agent(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Agent::~Agent() = default;

Result<std::unique_ptr<Agent>> Agent::open(const Options& options) {
  static const bool started = [] {
    su_init();
    give_library_our_clock();
    su_log_redirect(su_log_default, log_line, nullptr);
    su_log_set_level(su_log_default, 0);
    return true;
  }();
  (void)started;
  auto impl = std::make_unique<Impl>();
  impl->root = su_root_create(nullptr);
  if (!impl->root) return cannot_open(options, errno);
  const std::string port = options.port == 0 ? "*" : std::to_string(options.port);
  // No transport list in it: Debian 12's library reads freed memory for "transport=udp,tcp". "sip:" means both.
  const std::string url = "sip:" + options.host + ":" + port;
  // UA(1): without it a 2xx is not sent again until the ACK. NAPTR and SRV stay off: peers are addresses.
  impl->nta = nta_agent_create(impl->root, URL_STRING_MAKE(url.c_str()), nullptr, nullptr, NTATAG_UA(1),
                               NTATAG_MERGE_482(1), NTATAG_SERVER_RPORT(1), NTATAG_CLIENT_RPORT(1),
                               NTATAG_USE_NAPTR(0), NTATAG_USE_SRV(0), NTATAG_EXTRA_100(0),
                               NTATAG_MAXSIZE(options.max_message_bytes), NTATAG_MAX_FORWARDS(70),
                               TPTAG_UDP_RMEM(options.udp_receive_bytes), TPTAG_UDP_WMEM(options.udp_receive_bytes),
                               TPTAG_IDLE(1800000), TPTAG_TIMEOUT(30000), TPTAG_QUEUESIZE(256), TAG_END());
  if (!impl->nta) return cannot_open(options, why_not_bound(options));
  impl->default_impl = std::make_unique<Leg::Impl>(Leg::Impl{*impl, nullptr, {}});
  impl->default_leg =
      nta_leg_tcreate(impl->nta, on_leg_request, impl->default_impl.get(), NTATAG_NO_DIALOG(1), TAG_END());
  if (!impl->default_leg) return cannot_open(options, ENOMEM);
  return std::unique_ptr<Agent>(new Agent(std::move(impl)));
}

void Agent::on_request(Receiver receiver) { impl_->receiver = std::move(receiver); }

std::uint16_t Agent::port() const {
  const sip_via_t* via = nta_agent_via(impl_->nta);
  if (!via) via = nta_agent_public_via(impl_->nta);
  return via && via->v_port ? static_cast<std::uint16_t>(std::strtoul(via->v_port, nullptr, 10)) : 5060;
}

void Agent::watch_readable(int fd, std::function<void()> ready) {
  auto owned = std::make_unique<std::function<void()>>(std::move(ready));
  su_wait_t wait[1];
  su_wait_create(wait, fd, SU_WAIT_IN);
  const int index = su_root_register(impl_->root, wait, on_wakeup, owned.get(), su_pri_normal);
  impl_->watched.emplace_back(index, std::move(owned));
}

void Agent::step(int timeout_ms) {
  su_root_step(impl_->root, timeout_ms);
  impl_->bury();
}

std::unique_ptr<Leg> Agent::answer_leg(ServerTransaction& invite, Leg::Receiver receiver) {
  auto* transaction = invite.impl_.get();
  auto leg = std::make_unique<Leg::Impl>(Leg::Impl{*impl_, nullptr, std::move(receiver)});
  msg_t* msg = nta_incoming_getrequest(transaction->nta);
  const sip_t* sip = sip_object(msg);
  leg->nta = nta_leg_tcreate(impl_->nta, on_leg_request, leg.get(), SIPTAG_CALL_ID(sip->sip_call_id),
                             SIPTAG_FROM(sip->sip_to), SIPTAG_TO(sip->sip_from),
                             NTATAG_REMOTE_CSEQ(sip->sip_cseq->cs_seq), TAG_END());
  if (leg->nta) {
    nta_leg_server_route(leg->nta, sip->sip_record_route, sip->sip_contact);
    nta_leg_tag(leg->nta, nta_incoming_tag(transaction->nta, nullptr));
  }
  msg_destroy(msg);
  if (!leg->nta) return nullptr;
  return std::make_unique<Leg>(std::move(leg));
}

std::unique_ptr<Leg> Agent::calling_leg(const std::string& from, const std::string& to, Leg::Receiver receiver) {
  auto leg = std::make_unique<Leg::Impl>(Leg::Impl{*impl_, nullptr, std::move(receiver)});
  leg->nta = nta_leg_tcreate(impl_->nta, on_leg_request, leg.get(), SIPTAG_FROM_STR(from.c_str()),
                             SIPTAG_TO_STR(to.c_str()), TAG_END());
  if (!leg->nta) return nullptr;
  nta_leg_tag(leg->nta, nullptr);
  return std::make_unique<Leg>(std::move(leg));
}

}  // namespace tandem::sip
