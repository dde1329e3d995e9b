#include "media/dtls/dtls_thread.hpp"

#include <poll.h>

#include <algorithm>

#include "base/threads/thread_name.hpp"

namespace tandem::media {

void DtlsThread::Lane::receive(Packet&& packet) {
  if (ring_.push(std::move(packet))) owner_.wakeup_.wake();
}

DtlsThread::DtlsThread(int lanes) {
  for (int i = 0; i < lanes; ++i) lanes_.push_back(std::make_unique<Lane>(*this));
  thread_ = std::thread([this] { run(); });
}

DtlsThread::~DtlsThread() {
  stopping_ = true;
  wakeup_.wake();
  thread_.join();
}

void DtlsThread::open(std::int64_t session, SocketPtr socket, Done done) {
  post({Command::Kind::open, session, std::move(socket), std::move(done), {}});
}
void DtlsThread::set_fingerprint(std::int64_t session, std::string fingerprint) {
  post({Command::Kind::fingerprint, session, nullptr, {}, std::move(fingerprint)});
}
void DtlsThread::close(std::int64_t session) { post({Command::Kind::close, session, nullptr, {}, {}}); }

void DtlsThread::post(Command command) {
  {
    const std::scoped_lock lock(mutex_);
    commands_.push_back(std::move(command));
  }
  wakeup_.wake();
}

void DtlsThread::run() {
  name_thread("media-dtls");
  while (!stopping_) {
    pollfd waiting{wakeup_.fd(), POLLIN, 0};
    poll(&waiting, 1, wait_ms());
    wakeup_.clear();
    run_commands();
    while (run_packets()) run_commands();
    run_timers();
  }
}

void DtlsThread::run_commands() {
  std::vector<Command> commands;
  {
    const std::scoped_lock lock(mutex_);
    commands.swap(commands_);
  }
  for (auto& c : commands) {
    if (c.kind == Command::Kind::open) {
      auto& session = sessions_[c.session];
      session.socket = std::move(c.socket);
      session.done = std::move(c.done);
      continue;
    }
    const auto found = sessions_.find(c.session);
    if (found == sessions_.end()) continue;
    auto& session = found->second;
    if (c.kind == Command::Kind::fingerprint) {
      session.fingerprint = std::move(c.text);
      progress(session);
    } else {
      if (session.handshake) session.handshake->close();
      flush(session);
      sessions_.erase(found);
    }
  }
}

bool DtlsThread::run_packets() {
  bool any = false;
  for (auto& lane : lanes_) {
    Packet packet;
    if (!lane->ring_.pop(packet)) continue;
    any = true;
    receive(packet);
  }
  return any;
}

void DtlsThread::receive(Packet& packet) {
  const auto found = sessions_.find(packet.session);
  if (found == sessions_.end() || found->second.over) return;
  auto& session = found->second;
  if (!session.handshake) {
    session.handshake = std::make_unique<DtlsHandshake>(identity_);
    session.started = Clock::now();
  }
  session.peer = packet.from;
  session.local_ip = packet.local_ip;
  session.handshake->receive(packet.bytes);
  flush(session);
  progress(session);
}

void DtlsThread::progress(Session& session) {
  if (!session.handshake || session.over) return;
  switch (session.handshake->state()) {
    case DtlsHandshake::State::going_on:
      return;
    case DtlsHandshake::State::failed:
      return end(session, "the DTLS handshake failed");
    case DtlsHandshake::State::closed:
      return end(session, "the browser closed the connection");
    case DtlsHandshake::State::established:
      break;
  }
  if (session.keys_given || session.fingerprint.empty()) return;
  if (session.handshake->peer_fingerprint() != session.fingerprint)
    return end(session, "the certificate is not the one that the SDP named");
  const auto keys = session.handshake->keys();
  if (!keys) return end(session, keys.error().detail);
  auto srtp = SrtpSession::make(*keys);
  if (!srtp) return end(session, srtp.error().detail);
  session.keys_given = true;
  session.done(std::move(*srtp));
}

void DtlsThread::end(Session& session, const std::string& why) {
  session.over = true;
  session.done(fail(errc::system, why));
}

void DtlsThread::flush(Session& session) {
  if (!session.handshake) return;
  for (const auto& datagram : session.handshake->outbox())
    session.socket->send(datagram, session.peer, session.local_ip);
}

int DtlsThread::wait_ms() {
  int least = -1;
  for (auto& [id, session] : sessions_) {
    if (!session.handshake || session.over || session.handshake->state() != DtlsHandshake::State::going_on) continue;
    const auto left = session.handshake->timeout().value_or(std::chrono::milliseconds(1000));
    const int ms = std::clamp(static_cast<int>(left.count()), 1, 1000);
    least = least < 0 ? ms : std::min(least, ms);
  }
  return least;
}

void DtlsThread::run_timers() {
  for (auto& [id, session] : sessions_) {
    if (!session.handshake || session.over || session.handshake->state() != DtlsHandshake::State::going_on) continue;
    if (Clock::now() - session.started > handshake_limit) {
      end(session, "the DTLS handshake took too long");
      continue;
    }
    const auto left = session.handshake->timeout();
    if (!left || left->count() > 0) continue;
    session.handshake->timed_out();
    flush(session);
    progress(session);
  }
}

}  // namespace tandem::media
