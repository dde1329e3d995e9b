// A queued telephone call, whole: sipp calls, the program answers, queues, rings an agent (sipp again), bridges, records
// and hangs up, without RTP. Measured of the program alone: processor time per call at several rates, the time from the
// caller's INVITE to the agent's, memory per waiting call.
//   voice_queue [--long] [--rate N] [--tandem PATH]      by default the program beside this one's folder (build/tandem)
// --rate measures one rate only, for 30 s, for a profiler to look at.
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "support/child.hpp"
#include "support/disk.hpp"
#include "support/free_port.hpp"
#include "support/report.hpp"
#include "support/sip_probe.hpp"

namespace tandem::bench {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int agents = 400, probe_agents = 100;
constexpr milliseconds talk{300};
constexpr int waiting_calls = 500;

// The caller stays `pause` ms after the answer (which the queue's music gives at once), then hangs up.
constexpr const char* caller_scenario = R"(<?xml version="1.0" encoding="UTF-8"?>
<scenario name="caller">
  <send retrans="500"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:+86137[field0]@[local_ip]>;tag=[pid]c[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:c@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio [sink] RTP/AVP 8
a=rtpmap:8 PCMA/8000
  ]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="200" rrs="true"/>
  <send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:+86137[field0]@[local_ip]>;tag=[pid]c[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <pause/>
  <send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:+86137[field0]@[local_ip]>;tag=[pid]c[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <recv response="200"/>
</scenario>
)";

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error(path.string() + " cannot be written");
}

std::string agent_lines(const std::string& prefix, int count, const std::string& skill, int port) {
  std::string text;
  for (int i = 1; i <= count; ++i) {
    const auto login = prefix + std::to_string(i);
    text += "  - {login: " + login + ", skills: {" + skill + ": 5}, start: available, phone: {kind: sip, contact: \"sip:" + login +
            "@127.0.0.1:" + std::to_string(port) + "\"}}\n";
  }
  return text;
}

std::string configuration(int sipp_port, int probe_port) {
  return "skills: [load, probe, nobody]\n"
         "queues:\n"
         "  - {name: load, requires: {load: 1}}\n"
         "  - {name: probe, requires: {probe: 1}}\n"
         "  - {name: nobody, requires: {nobody: 1}}\n"
         "trunks: [{name: local, from: [127.0.0.0/8]}]\n"
         "numbers:\n"
         "  - {number: \"4001\", flow: load}\n  - {number: \"4002\", flow: probe}\n  - {number: \"4003\", flow: nobody}\n"
         "flows:\n"
         "  load: {start: q, nodes: {q: {queue: load}}}\n"
         "  probe: {start: q, nodes: {q: {queue: probe}}}\n"
         "  nobody: {start: q, nodes: {q: {queue: nobody}}}\n"
         "agents:\n" +
         agent_lines("a", agents, "load", sipp_port) + agent_lines("p", probe_agents, "probe", probe_port);
}

// The program under test with the telephones around it, in a folder that goes away.
class Bed {
 public:
  explicit Bed(const std::string& program) : program_(program), probe_(static_cast<std::uint16_t>(sip_port_), "4002") {
    std::string name = (fs::temp_directory_path() / "tandem-bench-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::system_error(errno, std::system_category(), name);
    folder_ = name;
    write_file(fs::path(folder_) / "caller.xml", caller_scenario);
    write_file(fs::path(folder_) / "numbers.csv", numbers());
    write_file(fs::path(folder_) / "centre.yaml", configuration(agent_port_, probe_.agent_port()));
    Child apply({program, "apply", "centre.yaml", "--data", "data"}, folder_, "apply.log");
    if (apply.wait(seconds(60)) != 0) throw std::runtime_error("tandem apply failed:\n" + log("apply.log"));
    agent_ = std::make_unique<Child>(
        std::vector<std::string>{"sipp", "-sn", "uas", "-i", "127.0.0.1", "-p", std::to_string(agent_port_), "-nostdin"}, folder_, "agent.log");
    tandem_ = std::make_unique<Child>(
        std::vector<std::string>{program, "serve", "--data", "data", "--http", "127.0.0.1:" + std::to_string(http_port_), "--sip",
                                 "127.0.0.1:" + std::to_string(sip_port_), "--media-ports", "10000-19999", "--log-level", "error"},
        folder_, "tandem.log");
    await_ready();
  }
  ~Bed() {
    tandem_.reset();
    agent_.reset();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  Child& tandem() { return *tandem_; }
  SipProbe& probe() { return probe_; }
  const std::string& folder() const { return folder_; }

  std::unique_ptr<Child> callers(const std::string& number, double rate, int calls, milliseconds pause) {
    return std::make_unique<Child>(
        std::vector<std::string>{"sipp", "127.0.0.1:" + std::to_string(sip_port_), "-sf", "caller.xml", "-inf", "numbers.csv", "-s",
                                 number, "-i", "127.0.0.1", "-p", std::to_string(free_udp_port()), "-key", "sink",
                                 std::to_string(sink_.port), "-r", std::to_string(std::max(1, static_cast<int>(rate))), "-m",
                                 std::to_string(calls), "-l", "20000", "-d", std::to_string(pause.count()), "-nostdin",
                                 "-trace_stat", "-stf", "stat.csv", "-fd", "1", "-timeout", "300s"},
        folder_, "caller.log");
  }
  // As sipp counted at its end.
  int failed_calls() const { return static_cast<int>(statistic("FailedCall(C)")); }

  // Until what is left over of the last calls has been dealt with.
  void settle() {
    for (double before = -1, now = tandem_->cpu_ms(); now - before > 15; now = tandem_->cpu_ms()) {
      before = now;
      std::this_thread::sleep_for(milliseconds(500));
    }
  }
  std::string log(const std::string& name) const {
    std::ifstream in(fs::path(folder_) / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  static std::string numbers() {
    std::string text = "SEQUENTIAL\n";
    for (int i = 0; i < 20000; ++i) text += std::to_string(10'000'000 + i) + "\n";
    return text;
  }
  double statistic(const std::string& column) const {
    std::istringstream lines(log("stat.csv"));
    std::string head, line, last;
    std::getline(lines, head);
    while (std::getline(lines, line))
      if (!line.empty()) last = line;
    std::istringstream names(head), values(last);
    for (std::string name, value; std::getline(names, name, ';') && std::getline(values, value, ';');)
      if (name == column) return std::atof(value.c_str());
    return -1;
  }
  void await_ready() {
    for (int tries = 0; tries < 600; ++tries) {
      if (tandem_->ended()) break;
      if (answers(http_port_)) return;
      std::this_thread::sleep_for(milliseconds(50));
    }
    throw std::runtime_error("tandem serve did not become ready:\n" + log("tandem.log"));
  }

  const std::string program_;
  int http_port_ = free_tcp_port(), sip_port_ = free_udp_port(), agent_port_ = free_udp_port();
  UdpSink sink_;
  SipProbe probe_;
  std::string folder_;
  std::unique_ptr<Child> agent_, tandem_;
};

// Part of the calls are the probe's, which sees both INVITEs on one clock; all of them count.
void measure_rate(Bed& bed, int rate, seconds length) {
  bed.settle();
  const double probes = std::min(25.0, rate / 2.0);
  const int loads = static_cast<int>((rate - probes) * static_cast<double>(length.count()));
  DiskProbe disk(bed.folder());
  const double before = bed.tandem().cpu_ms();
  const auto callers = bed.callers("4001", rate - probes, loads, talk);
  const auto outcome = bed.probe().run(probes, length, talk);
  const auto syncs = disk.samples();
  const auto code = callers->wait(length + seconds(30));
  bed.settle();
  const double cpu = bed.tandem().cpu_ms() - before;
  if (bed.tandem().ended()) throw std::runtime_error("the program ended:\n" + bed.log("tandem.log"));

  boost::json::object conditions{{"calls_per_second", rate}, {"calls", loads + outcome.calls},
                                 {"failed", bed.failed_calls() + outcome.calls - outcome.finished},
                                 {"sipp_exit_code", code.value_or(-1)}, {"rtp", false}, {"agents", agents + probe_agents},
                                 {"talk_ms", talk.count()}};
  report("voice_queue.cpu_per_call", cpu / (loads + outcome.calls), "ms", conditions);
  conditions["samples"] = outcome.offer_ms.size();
  conditions["fdatasync_p50_ms"] = quantile(syncs, 0.5);
  conditions["fdatasync_p99_ms"] = quantile(syncs, 0.99);
  report("voice_queue.invite_to_agent_p50", quantile(outcome.offer_ms, 0.5), "ms", conditions);
  report("voice_queue.invite_to_agent_p99", quantile(outcome.offer_ms, 0.99), "ms", conditions);
}

// Calls for a queue that nobody serves: music is sent to each, nothing comes back.
void measure_waiting(Bed& bed, seconds length) {
  bed.settle();
  const double before = bed.tandem().resident_kb();
  const auto callers = bed.callers("4003", 100, waiting_calls, length + seconds(9));
  std::this_thread::sleep_for(seconds(waiting_calls / 100 + 1));
  const double resident = bed.tandem().resident_kb() - before;
  const double cpu = bed.tandem().cpu_ms();
  std::this_thread::sleep_for(length);
  const double share = (bed.tandem().cpu_ms() - cpu) / (static_cast<double>(length.count()) * 10);
  callers->wait(seconds(40));
  const boost::json::object conditions{{"waiting", waiting_calls}, {"failed", bed.failed_calls()}, {"music", true}};
  report("voice_queue.memory_per_waiting_call", resident / waiting_calls, "kB", conditions);
  report("voice_queue.music_cpu", share, "% of a core", conditions);
}

int run(int argc, char** argv) {
  bool is_long = false;
  int only_rate = 0;
  std::string program = (fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "tandem").string();
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--long") == 0) is_long = true;
    else if (std::strcmp(argv[i], "--rate") == 0 && i + 1 < argc) only_rate = std::max(1, std::atoi(argv[++i]));
    else if (std::strcmp(argv[i], "--tandem") == 0 && i + 1 < argc) program = fs::absolute(argv[++i]).string();
    else {
      std::cerr << "usage: voice_queue [--long] [--rate N] [--tandem PATH]\n";
      return 2;
    }
  }
  Bed bed(program);
  bed.probe().run(10, seconds(1), talk);  // caches and prompts
  if (only_rate > 0) {
    measure_rate(bed, only_rate, seconds(30));
    return 0;
  }
  for (const int rate : {10, 25, 50, 100, 200}) measure_rate(bed, rate, is_long ? seconds(30) : seconds(4));
  measure_waiting(bed, is_long ? seconds(20) : seconds(4));
  bed.tandem().end(SIGTERM);
  return 0;
}

}  // namespace
}  // namespace tandem::bench

int main(int argc, char** argv) {
  try {
    return tandem::bench::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "voice_queue: " << error.what() << '\n';
    return 1;
  }
}
