#include "channels/voice/sip/call.hpp"

#include <openssl/rand.h>

#include "channels/voice/sip/causes.hpp"

namespace tandem::sip {
namespace {

constexpr std::int64_t linger_ms = 40'000;  // longer than 64*T1
constexpr const char* sdp_type = "application/sdp";

// RFC 3261 §14.1: who owns the Call-ID waits 2.1–4 s, the other side 0–2 s.
std::int64_t glare_pause_ms(bool owner) {
  unsigned char byte = 0;
  RAND_bytes(&byte, 1);
  return owner ? 2100 + byte * 1900 / 255 : byte * 2000 / 255;
}

bool is_sdp(const Message& message) {
  return message.body.empty() || equals_ignoring_case(message.content_type, sdp_type);
}

bool usable_contact(const Message& message) {
  if (message.contacts.empty()) return false;
  const auto uri = parse_uri(message.contacts.front().uri);
  return uri && uri->is_sip();
}

Headers allow() { return {{"Allow", allowed_methods}, {"Supported", "timer"}}; }

std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char c : header_safe(name, 64)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

Call::~Call() {
  context_.timers.cancel(session_alarm_);
  context_.timers.cancel(retry_alarm_);
  context_.timers.cancel(linger_alarm_);
}

// --- as the called side ---

bool Call::receive(ServerTransaction invite) {
  const Message& request = invite.request();
  const TimerAnswer timer = answer_session_timer(request);
  if (timer.too_small) {
    invite.reply(422, {{{"Min-SE", std::to_string(min_session_s)}}, {}, {}});
    return false;
  }
  leg_ = context_.agent.answer_leg(invite, [this](ServerTransaction t) { on_request(std::move(t)); });
  if (!leg_) {
    invite.reply(500);
    return false;
  }
  contact_ = context_.contact(request.source.ip, request.source.transport);
  call_id_ = request.call_id;
  local_uri_ = request.to.uri;
  remote_uri_ = request.from.uri;
  remote_sdp_ = request.body;
  timer_ = timer.timer;
  if (request.record_route.empty() && !request.contacts.empty())
    dial_.route = return_route(request.contacts.front().uri, request.source);
  server_ = std::move(invite);
  watch_answer(server_, true);
  server_.reply(100);
  return true;
}

void Call::ring(const std::string& early_sdp) {
  if (state_ != CallState::incoming) return;
  Content content = with_contact();
  if (!early_sdp.empty()) {
    content.type = sdp_type;
    content.body = early_sdp;
  }
  server_.reply(early_sdp.empty() ? 180 : 183, content);
}

void Call::answer(const std::string& sdp) {
  if (state_ != CallState::incoming) return;
  Headers headers = allow();
  for (auto& header : answer_session_timer(server_.request()).headers) headers.push_back(std::move(header));
  Content content = with_contact(std::move(headers));
  content.type = sdp_type;
  content.body = sdp;
  local_sdp_ = sdp;
  state_ = CallState::answered;
  server_.reply(200, content);
  describe();
}

void Call::reject(int status, const Headers& headers) {
  if (state_ != CallState::incoming) return;
  server_.reply(status, {headers, {}, {}});
  end({false, status, q850_of_status(status), {}});
  close();
}

void Call::watch_answer(ServerTransaction& transaction, bool initial) {
  transaction.watch([this, initial](ServerTransaction::Event event, const Message* message) {
    if (event == ServerTransaction::Event::cancel) {
      server_.reply(487);
      if (!initial) return;
      end({true, 487, 16, "cancelled"});
      close();
      return;
    }
    if (!server_.answered()) return;
    const bool offerless = server_.request().body.empty();
    server_.drop();
    if (event == ServerTransaction::Event::timed_out || bye_when_acked_) {
      send_bye(event == ServerTransaction::Event::timed_out ? 102 : 16, "");
      end({false, 408, 102, "the answer was never acknowledged"});
      close();
      return;
    }
    if (offerless && message) remote_sdp_ = message->body;
    if (state_ == CallState::answered) {
      state_ = CallState::up;
      arm(timer_);
      context_.observer.on_confirmed(id_, offerless && message ? message->body : std::string());
    } else if (state_ == CallState::up && offerless && message && !message->body.empty()) {
      context_.observer.on_offer_answered(id_, message->body);
    }
    if (state_ == CallState::up && !next_offer_.empty()) send_offer(std::exchange(next_offer_, {}));
  });
}

// --- as the caller ---

Result<void> Call::dial(const Dial& dial) {
  const auto invalid = make_error_code(boost::system::errc::invalid_argument);
  const auto uri = parse_uri(dial.uri);
  if (!uri || !uri->is_sip()) return fail(invalid, "only sip: and sips: addresses can be called");
  we_called_ = true;
  state_ = CallState::calling;
  dial_ = dial;
  local_uri_ = "sip:" + header_safe(dial.from, 64) + "@" + dial.from_host;
  if (!parse_uri(local_uri_)) local_uri_ = "sip:anonymous@" + dial.from_host;
  remote_uri_ = dial.uri;
  contact_ = context_.contact(uri->host, uri->param("transport") == "tcp" ? "tcp" : "udp");
  const std::string from = (dial.from_name.empty() ? "" : quoted(dial.from_name) + " ") + "<" + local_uri_ + ">";
  leg_ = context_.agent.calling_leg(from, "<" + dial.uri + ">", [this](ServerTransaction t) { on_request(std::move(t)); });
  if (!leg_) return fail(invalid, "the address to call cannot be used");
  local_sdp_ = dial.offer;
  client_ = send_invite(dial.offer, offer_session_timer(wanted_session_s, min_session_s, nullptr),
                        [this](const Message& response) { on_invite_response(response); });
  if (!client_) return fail(invalid, "the address to call cannot be used");
  call_id_ = leg_->ids().call_id;
  return {};
}

ClientTransaction Call::send_invite(const std::string& sdp, const Headers& timer, ClientTransaction::Receiver receiver) {
  Headers headers = timer;
  headers.emplace_back("Allow", allowed_methods);
  const bool initial = state_ == CallState::calling;
  if (initial && dial_.auto_answer) {
    headers.emplace_back("Answer-Mode", "Auto");  // RFC 5373 §4
    headers.emplace_back("Call-Info", "<sip:" + dial_.from_host + ">;answer-after=0");  // what most desk phones know instead
  }
  Content content = with_contact(std::move(headers));
  content.type = sdp_type;
  content.body = sdp;
  return leg_->request("INVITE", initial ? dial_.uri : std::string(), dial_.route, content, std::move(receiver));
}

void Call::on_invite_response(const Message& response) {
  if (response.status < 200) {
    if (response.status >= 180 && state_ == CallState::calling && is_sdp(response))
      context_.observer.on_ringing(id_, response.body);
    return;
  }
  if (response.status < 300)
    on_accepted(response);
  else
    on_refused(response);
}

void Call::on_accepted(const Message& response) {
  Message cleaned = response;
  const bool bad_contact = !response.contacts.empty() && !usable_contact(response);
  if (!usable_contact(response)) cleaned.contacts = {{dial_.uri, std::nullopt, {}}};
  leg_->confirm(cleaned);
  leg_->acknowledge(response.cseq, dial_.route);
  client_.drop();
  if (state_ == CallState::ending) {  // crossed our CANCEL
    send_bye(16, "");
    close();
    return;
  }
  state_ = CallState::up;
  remote_sdp_ = response.body;
  if (bad_contact || !is_sdp(response)) {
    send_bye(111, "");
    end({false, 502, 111, "the answer cannot be understood"});
    close();
    return;
  }
  arm(accept_session_timer(response));
  describe();
  context_.observer.on_answered(id_, response.body);
}

void Call::on_refused(const Message& response) {
  client_.drop();
  if (response.status == 422 && response.min_se_s && !retried_min_se_ && state_ == CallState::calling) {
    retried_min_se_ = true;
    client_ = send_invite(local_sdp_, offer_session_timer(wanted_session_s, std::min(*response.min_se_s, 86'400u), nullptr),
                          [this](const Message& next) { on_invite_response(next); });
    if (client_) return;
  }
  const int stated = q850_of_reason(response.reason);
  end({true, response.status, stated != 0 ? stated : q850_of_status(response.status), response.phrase});
  close();
}

// --- inside the call ---

void Call::on_request(ServerTransaction request) {
  const std::string& method = request.request().method;
  if (method == "ACK") return;
  if (method == "BYE") return on_bye(request);
  if (method == "INVITE") return on_reinvite(std::move(request));
  if (method == "OPTIONS") return request.reply(200, {allow(), {}, {}});
  if (method == "INFO") return on_info(request);
  if (method == "CANCEL") return request.reply(481);
  request.reply(is_known_method(method) ? 405 : 501, {{{"Allow", allowed_methods}}, {}, {}});
}

void Call::on_bye(ServerTransaction& request) {
  request.reply(200);
  if (state_ == CallState::incoming) server_.reply(487);
  const int stated = q850_of_reason(request.request().reason);
  end({true, 200, stated != 0 ? stated : 16, {}});
  close();
}

void Call::on_info(ServerTransaction& request) {
  const Message& message = request.request();
  const bool relay = equals_ignoring_case(message.content_type, "application/dtmf-relay");
  const bool plain = equals_ignoring_case(message.content_type, "application/dtmf");
  if (!message.body.empty() && !relay && !plain)
    return request.reply(415, {{{"Accept", "application/sdp, application/dtmf-relay, application/dtmf"}}, {}, {}});
  request.reply(200);
  const char digit = digit_of_info(message.body, relay);
  if (digit != 0 && state_ == CallState::up) context_.observer.on_digit(id_, digit);
}

void Call::on_reinvite(ServerTransaction request) {
  const Message& message = request.request();
  if (client_ || state_ != CallState::up || server_) return request.reply(491);
  if (!message.contacts.empty() && !usable_contact(message)) return request.reply(400);
  if (!is_sdp(message)) return request.reply(415, {{{"Accept", sdp_type}}, {}, {}});
  const TimerAnswer timer = answer_session_timer(message);
  if (timer.too_small) return request.reply(422, {{{"Min-SE", std::to_string(min_session_s)}}, {}, {}});
  std::string sdp = local_sdp_;
  if (!message.body.empty()) {
    auto answer = context_.observer.on_offer(id_, message.body);
    if (state_ != CallState::up) return request.reply(481);
    if (!answer) return request.reply(488);
    sdp = *answer;
    remote_sdp_ = message.body;
  }
  if (!message.contacts.empty()) leg_->retarget(message.contacts.front().uri);
  local_sdp_ = sdp;
  arm(timer.timer);
  Headers headers = allow();
  headers.insert(headers.end(), timer.headers.begin(), timer.headers.end());
  Content content = with_contact(std::move(headers));
  content.type = sdp_type;
  content.body = sdp;
  server_ = std::move(request);
  watch_answer(server_, false);
  server_.reply(200, content);
  describe();
}

void Call::offer(const std::string& sdp) {
  if (state_ == CallState::up || state_ == CallState::answered) send_offer(sdp);
}

void Call::send_offer(const std::string& sdp) {
  if (client_ || server_ || retry_alarm_ != 0) {
    next_offer_ = sdp;
    return;
  }
  sent_offer_ = sdp;
  const Headers timer = timer_.seconds == 0
                            ? Headers{}
                            : offer_session_timer(timer_.seconds, min_session_s, timer_.we_refresh ? "uac" : "uas");
  client_ = send_invite(sdp, timer, [this](const Message& response) { on_offer_response(response); });
}

void Call::on_offer_response(const Message& response) {
  if (response.status < 200) return;
  client_.drop();
  const bool refreshing = std::exchange(refreshing_, false);
  if (response.status < 300) {
    leg_->acknowledge(response.cseq, dial_.route);
    if (usable_contact(response)) leg_->retarget(response.contacts.front().uri);
    const bool changed = response.body != remote_sdp_;
    local_sdp_ = sent_offer_;
    remote_sdp_ = response.body;
    arm(accept_session_timer(response));
    describe();
    if (!refreshing || changed) context_.observer.on_offer_answered(id_, response.body);
  } else if (response.status == 491) {
    refreshing_ = refreshing;
    retry_alarm_ = context_.timers.after(glare_pause_ms(we_called_), [this] {
      retry_alarm_ = 0;
      if (state_ == CallState::up) send_offer(next_offer_.empty() ? sent_offer_ : std::exchange(next_offer_, {}));
    });
    return;
  } else if (response.status == 481 || response.status == 408) {  // §12.2.1.2: the dialog is gone
    send_bye(41, "");
    end({true, response.status, 41, response.phrase});
    return close();
  } else if (!refreshing) {
    context_.observer.on_offer_answered(id_, {});
  }
  if (state_ == CallState::up && !next_offer_.empty()) send_offer(std::exchange(next_offer_, {}));
}

// --- session timer ---

void Call::arm(const SessionTimer& timer) {
  timer_ = timer;
  context_.timers.cancel(session_alarm_);
  if (timer.seconds == 0) return;
  session_alarm_ = context_.timers.after(timer.due_ms(), [this] {
    session_alarm_ = 0;
    on_session_due();
  });
}

void Call::on_session_due() {
  if (state_ != CallState::up) return;
  if (!timer_.we_refresh) {
    send_bye(102, "session expired");
    end({false, 408, 102, "the session was not refreshed"});
    return close();
  }
  if (!client_ && !server_ && retry_alarm_ == 0) {
    refreshing_ = true;
    send_offer(local_sdp_);
  }
  // Another attempt, should this one be refused; a 2xx arms the clock anew.
  arm({timer_.seconds, true});
}

// --- the end ---

void Call::hang_up(int q850, const std::string& text) {
  const Ended why{false, 200, q850, text};
  switch (state_) {
    case CallState::incoming:
      return reject(status_of_q850(q850), {});
    case CallState::answered:
      bye_when_acked_ = true;
      state_ = CallState::ending;
      end(why);
      return linger();
    case CallState::calling:
      client_.cancel();
      state_ = CallState::ending;
      end({false, 487, q850, text});
      return linger();
    case CallState::up:
      send_bye(q850, text);
      end(why);
      return close();
    case CallState::ending:
    case CallState::over:
      return;
  }
}

void Call::send_bye(int q850, const std::string& text) {
  Headers headers;
  if (q850 != 0) {
    std::string reason = "Q.850;cause=" + std::to_string(q850);
    if (!text.empty()) reason += ";text=" + quoted(text);
    headers.emplace_back("Reason", reason);
  }
  bye_ = leg_->request("BYE", {}, dial_.route, {headers, {}, {}}, [](const Message&) {});
}

void Call::end(const Ended& why) {
  if (reported_) return;
  reported_ = true;
  context_.observer.on_ended(id_, why);
}

void Call::close() {
  if (state_ == CallState::over) return;
  state_ = CallState::over;
  context_.finished(id_);
}

void Call::linger() {
  linger_alarm_ = context_.timers.after(linger_ms, [this] {
    linger_alarm_ = 0;
    close();
  });
}

void Call::describe() {
  DialogDescription out;
  out.we_called = we_called_;
  out.ids = leg_->ids();
  out.ids.call_id = call_id_;
  out.ids.local_uri = local_uri_;
  out.ids.remote_uri = remote_uri_;
  out.local_contact = contact_;
  out.route = dial_.route;
  out.local_sdp = local_sdp_;
  out.remote_sdp = remote_sdp_;
  context_.observer.on_described(id_, out);
}

Content Call::with_contact(Headers headers) const {
  headers.emplace_back("Contact", "<" + contact_ + ">");
  return {std::move(headers), {}, {}};
}

}  // namespace tandem::sip
