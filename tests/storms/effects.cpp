#include "storms/effects.hpp"

#include <sstream>

namespace tandem::scenarios {
namespace {

class Lines {
 public:
  void add(const AnswerLeg& e) { line("answer", e.leg.value); }
  void add(const RejectLeg& e) { line("reject", e.leg.value, int(e.cause)); }
  void add(const HangUpLeg& e) { line("hang up", e.leg.value, int(e.cause)); }
  void add(const PlayPrompts& e) {
    line("play", e.leg.value, e.action.value);
    prompts(e.prompts);
  }
  void add(const CollectDigits& e) {
    line("collect", e.leg.value, e.action.value, e.min, e.max, e.terminators, e.first_digit_ms, e.inter_digit_ms, e.secret);
    prompts(e.prompts);
  }
  void add(const PlayMusic& e) { line("music", e.leg.value, e.music); }
  void add(const StopPlayback& e) { line("silence", e.leg.value); }
  void add(const DialAgent& e) {
    line("dial", e.leg.value, e.agent.value, int(e.phone), e.contact, e.device, e.conversation.value, e.reservation.value,
         e.caller.text, e.auto_answer);
  }
  void add(const Bridge& e) { line("bridge", e.customer.value, e.agent.value); }
  void add(const Unbridge& e) { line("part", e.customer.value, e.agent.value); }
  void add(const HoldLeg& e) { line("hold", e.customer.value, e.agent.value, e.on, e.music); }
  void add(const MuteLeg& e) { line("mute", e.leg.value, e.on); }
  void add(const SendDigits& e) { line("send", e.leg.value, e.digits); }
  void add(const StartRecording& e) { line("record", e.recording.value, e.conversation.value, e.customer.value, e.agent.value); }
  void add(const StopRecording& e) { line("stop", e.recording.value); }
  void add(const LookUp& e) {
    line("look up", e.request.value, e.conversation.value, int(e.kind), e.key, e.customer.value, e.deadline.ms);
  }
  void add(const CompleteWrapUp& e) { line("complete", e.conversation.value, e.agent.value); }
  std::string take() { return out_.str(); }

 private:
  void line(const auto&... parts) { ((out_ << parts << ' '), ...) << '\n'; }
  void prompts(const std::vector<Prompt>& list) {
    for (const auto& prompt : list) line("say", prompt.text, prompt.language, prompt.spell);
  }
  std::ostringstream out_;
};

}  // namespace

std::string text_of(const std::vector<Effect>& effects) {
  if (effects.empty()) return {};
  Lines lines;
  for (const auto& effect : effects) std::visit([&](const auto& body) { lines.add(body); }, effect);
  return lines.take();
}

}  // namespace tandem::scenarios
