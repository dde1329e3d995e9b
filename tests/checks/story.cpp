#include "checks/story.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

namespace tandem::scenarios {
namespace {

// A line; nothing: it does not matter to the story.
using Line = std::optional<std::string>;

std::string in_brackets(const std::string& text) { return text.empty() ? "" : " (" + text + ")"; }

class Teller {
 public:
  explicit Teller(WallTime start) : start_(start) {}

  std::string tell(const Happened& step) {
    const auto line = std::visit([&](const auto& body) { return asked(body); }, step.stimulus);
    std::string out = moment(step.result.at) + " > " + line + "\n";
    if (step.result.refusal != Refusal::none) out += std::string(indent) + "refused: " + std::string(name_of(step.result.refusal)) + "\n";
    for (const auto& fact : step.result.facts)
      if (const auto decided = std::visit([&](const auto& body) { return said(body); }, fact)) out += std::string(indent) + *decided + "\n";
    for (const auto& effect : step.result.effects)
      if (const auto done = std::visit([&](const auto& body) { return acted(body); }, effect)) out += std::string(indent) + "* " + *done + "\n";
    return out;
  }

 private:
  static constexpr std::string_view indent = "            ";

  std::string moment(WallTime at) const {
    const auto ms = at.since_ms(start_);
    const auto digits = std::to_string(1000 + std::abs(ms) % 1000).substr(1);
    const auto text = (ms < 0 ? "-" : "+") + std::to_string(std::abs(ms) / 1000) + "." + digits;
    return text + std::string(text.size() < 9 ? 9 - text.size() : 0, ' ');
  }
  std::string until(WallTime at) const {
    auto text = moment(at);
    while (text.ends_with(' ')) text.pop_back();
    return text;
  }
  // Counted from 1 as they come: those from outside are far too long to read.
  std::string leg(LegId id) {
    if (!id) return "none";
    return std::to_string(legs_.try_emplace(id, legs_.size() + 1).first->second);
  }
  template <class Tag>
  static std::string skills(const std::vector<SkillLevel>& required, const std::vector<Id<Tag>>& teams) {
    std::string out;
    for (const auto& need : required) out += " skill " + need.skill.text() + " at " + std::to_string(need.level);
    for (const auto& team : teams) out += " team " + team.text();
    return out.empty() ? " nothing" : out;
  }
  // What TaskCreated and TaskChanged have in common.
  std::string demand(const auto& task) const {
    std::string out = " asks for" + skills(task.required, task.teams) + ", due " + until(task.due);
    if (task.not_before > task.at) out += ", asleep until " + until(task.not_before);
    if (task.only) out += ", kept for agent " + task.only.text() + " (" + std::string(name_of(task.sticky)) + ")";
    for (const auto agent : task.blocked) out += ", never for agent " + agent.text();
    for (const auto& way : task.also) out += ", queue " + way.queue.text() + " may help";
    for (const auto& rule : task.rules) out += ", rule " + rule;
    return out;
  }

  std::string asked(const ConfigurationPublished& s) { return "configuration " + std::to_string(s.configuration.version) + " is published"; }
  std::string asked(const ProgramStarted&) { return "the program has started again"; }
  std::string asked(const TimersDue&) { return "time is up"; }
  std::string asked(const SetAgentState& s) { return "agent " + s.agent.text() + " goes " + std::string(name_of(s.state)) + in_brackets(s.reason); }
  std::string asked(const AgentLinkChanged& s) { return "agent " + s.agent.text() + (s.connected ? " has a desk" : " has lost the desk"); }
  std::string asked(const CallArrived& s) { return "a call on leg " + leg(s.leg); }
  std::string asked(const ChatArrived& s) {
    return std::string("a visitor writes") + (s.instead_of ? " instead of waiting in conversation " + s.instead_of.text() : "");
  }
  std::string asked(const WorkArrived& s) { return "a " + std::string(name_of(s.channel)) + " for queue " + s.queue.text(); }
  std::string asked(const LegAnswered& s) { return "leg " + leg(s.leg) + " is picked up"; }
  std::string asked(const LegEnded& s) { return "leg " + leg(s.leg) + " ends: " + std::string(name_of(s.cause)); }
  std::string asked(const DigitsCollected& s) { return "leg " + leg(s.leg) + " keys in " + s.digits.text; }
  std::string asked(const PlaybackFinished& s) { return "leg " + leg(s.leg) + " has heard the prompt"; }
  std::string asked(const AcceptReservation& s) { return "agent " + s.agent.text() + " accepts offer " + s.reservation.text(); }
  std::string asked(const RejectReservation& s) { return "agent " + s.agent.text() + " declines offer " + s.reservation.text() + in_brackets(s.reason); }
  std::string asked(const EndConversation& s) { return "the " + std::string(name_of(s.by)) + " ends conversation " + s.conversation.text(); }
  std::string asked(const FinishWrapUp& s) { return "agent " + s.agent.text() + " finishes conversation " + s.conversation.text(); }
  std::string asked(const LookUpAnswered& s) { return "look-up " + s.request.text() + ": " + std::string(name_of(s.result)); }
  std::string asked(const MoveTask& s) {
    return "supervisor " + s.by.text() + " moves conversation " + s.conversation.text() + " from queue " + s.from.text() + " to " + s.to.text();
  }
  std::string asked(const auto& other) { return to_text(Stimulus{other}); }

  Line said(const ConfigurationActivated& f) { return "configuration " + std::to_string(f.configuration.version) + " counts"; }
  Line said(const AgentStateChanged& f) { return "agent " + f.agent.text() + " is " + std::string(name_of(f.state)) + in_brackets(f.reason); }
  Line said(const ConversationStarted& f) {
    return "conversation " + f.conversation.text() + " starts: " + std::string(name_of(f.channel)) +
           (f.instead_of ? ", in the place of conversation " + f.instead_of.text() : "");
  }
  Line said(const ParticipantJoined& f) {
    people_[f.participant] = f.kind == ParticipantKind::agent ? "agent " + f.agent.text() : std::string(name_of(f.kind));
    return std::nullopt;
  }
  // Waiting and ringing are told by tasks and offers.
  Line said(const SegmentStarted& f) {
    if (f.kind == SegmentKind::waiting || f.kind == SegmentKind::ringing) return std::nullopt;
    const auto doing = f.kind == SegmentKind::flow      ? " in a flow"
                       : f.kind == SegmentKind::talking ? " talking"
                       : f.kind == SegmentKind::hold    ? " on hold"
                                                        : " wrapping up";
    return "conversation " + f.conversation.text() + ": " + people_[f.participant] + doing;
  }
  Line said(const ConversationEnded& f) {
    return "conversation " + f.conversation.text() + " ended by " + std::string(name_of(f.by)) + in_brackets(std::string(name_of(f.cause)));
  }
  Line said(const FlowStarted& f) { return "conversation " + f.conversation.text() + " goes through flow " + f.flow.text(); }
  Line said(const TaskCreated& f) {
    const auto kept = f.since < f.at ? " since " + until(f.since) : "";
    return "task " + f.task.text() + " of conversation " + f.conversation.text() + " waits in queue " + f.queue.text() + kept + ":" + demand(f);
  }
  Line said(const TaskChanged& f) { return "task " + f.task.text() + " " + std::string(name_of(f.change)) + ":" + demand(f); }
  Line said(const OverflowChanged& f) {
    return "queue " + f.queue.text() + (f.on ? " is helped by queue " : " is no longer helped by queue ") + f.way.queue.text();
  }
  Line said(const OverflowTaken& f) {
    return "conversation " + f.conversation.text() + " leaves queue " + f.queue.text() + " by overflow " + std::to_string(f.step);
  }
  Line said(const TaskEnded& f) { return "task " + f.task.text() + " ends: " + std::string(name_of(f.outcome)); }
  Line said(const ReservationMade& f) {
    const auto help = f.why.overflow ? " of queue " + f.why.overflow.text() : "";
    const auto ring = f.leg ? ", leg " + leg(f.leg) : "";
    return "offer " + f.reservation.text() + ": task " + f.task.text() + " to agent " + f.agent.text() + help + " until " + until(f.expires) + ring;
  }
  Line said(const ReservationEnded& f) { return "offer " + f.reservation.text() + " ends: " + std::string(name_of(f.outcome)) + in_brackets(f.reason); }
  Line said(const CapacityReleased& f) { return "agent " + f.agent.text() + " has " + std::to_string(f.cost) + " free again"; }
  Line said(const auto&) { return std::nullopt; }

  Line acted(const RejectLeg& e) { return "leg " + leg(e.leg) + " is turned away" + in_brackets(std::string(name_of(e.cause))); }
  Line acted(const HangUpLeg& e) { return "leg " + leg(e.leg) + " is hung up" + in_brackets(std::string(name_of(e.cause))); }
  Line acted(const DialAgent& e) { return "leg " + leg(e.leg) + " rings" + (e.auto_answer ? ", and picks up by itself" : ""); }
  Line acted(const Bridge& e) { return "legs " + leg(e.customer) + " and " + leg(e.agent) + " hear each other"; }
  Line acted(const auto&) { return std::nullopt; }

  WallTime start_;
  std::map<LegId, std::size_t> legs_;
  std::map<ParticipantId, std::string> people_;
};

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// Lines of at most 110 characters.
std::string as_comment(const std::string& about) {
  std::istringstream words(about);
  std::string out, line = "#", word;
  while (words >> word) {
    if (line.size() + 1 + word.size() > 110) {
      out += line + "\n";
      line = "#";
    }
    line += " " + word;
  }
  return out + line + "\n";
}

}  // namespace

std::string story_of(const std::vector<Happened>& happened, std::size_t from, WallTime start) {
  Teller teller(start);
  std::string out;
  for (std::size_t i = 0; i < happened.size(); ++i) {
    const auto told = teller.tell(happened[i]);  // what came before gives legs and people their names
    if (i >= from) out += told;
  }
  return out;
}

void expect_golden(const std::string& name, const std::string& about, const std::string& story) {
  const auto folder = std::filesystem::path(TANDEM_SOURCE_DIR) / "tests" / "scenarios" / "golden";
  const auto file = folder / (name + ".txt");
  const auto text = as_comment(about) + story;
  if (std::getenv("TANDEM_UPDATE_GOLDEN")) {
    std::filesystem::create_directories(folder);
    std::ofstream(file) << text;
  }
  EXPECT_EQ(read(file), text) << file.filename() << ": TANDEM_UPDATE_GOLDEN=1 writes it anew";
}

}  // namespace tandem::scenarios
