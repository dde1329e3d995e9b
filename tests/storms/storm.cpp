#include "storms/storm.hpp"

#include <map>

#include "checks/must.hpp"
#include "checks/sound.hpp"
#include "storms/effects.hpp"

namespace tandem::scenarios {
namespace {

constexpr std::int64_t look_every = 200, compare_every = 1000, compare_for = 60;
constexpr std::size_t steps_told = 25;

// The private texts that a snapshot leaves out, as their store would give them back.
std::map<PayloadId, std::string> texts_of(const State& state) {
  std::map<PayloadId, std::string> out;
  const auto keep = [&](const Private& value) { out[value.payload] = value.text; };
  for (const auto& [id, conversation] : state.conversations) {
    keep(conversation.contact);
    for (const auto& collected : conversation.values) keep(collected.value.value);
    if (conversation.last_message) keep(conversation.last_message->text);
  }
  return out;
}

}  // namespace

Storm::Storm(std::uint64_t seed) : happenings_(seed) { step(ConfigurationPublished{happenings_.first_configuration(now_)}); }

void Storm::run(std::int64_t steps) {
  const auto until = steps_ + steps;
  while (steps_ < until && !testing::Test::HasFailure()) {
    const auto pause = happenings_.pause_ms();
    if (pause > 0 && !happenings_.timers_are_late()) pass_ms(pause);
    else now_ = now_.plus_ms(pause);
    step(happenings_.next(engine_.state(), now_));
  }
}

void Storm::pass_ms(std::int64_t ms) {
  const auto until = now_.plus_ms(ms);
  while (engine_.state().next_due() && *engine_.state().next_due() <= until && !testing::Test::HasFailure()) {
    now_ = std::max(now_, *engine_.state().next_due());
    step(TimersDue{});
  }
  now_ = until;
}

void Storm::clear() {
  for (int most = 10'000; most > 0 && !testing::Test::HasFailure(); --most) {
    auto stimulus = happenings_.clearing(engine_.state());
    if (!stimulus) break;
    step(std::move(*stimulus));
  }
  pass_ms(3'600'000);
  look_at_everything();
  expect_nothing_left(engine_.state());
}

void Storm::step(Stimulus stimulus) {
  ++steps_;
  auto result = engine_.step(now_, stimulus);
  witness_.see(result);
  seen_.count(result);
  if (second_) compare(stimulus, result);
  kept_.push_back({std::move(stimulus), std::move(result)});
  if (kept_.size() > steps_told) kept_.pop_front();
  if (steps_ % look_every == 0) look_at_everything();
  if (second_ && steps_ >= second_until_) end_comparison();
  if (steps_ % compare_every == 0) begin_comparison();
  if (testing::Test::HasFailure()) ADD_FAILURE() << "step " << steps_ << " is the last of\n" << last_steps();
}

void Storm::look_at_everything() {
  MUST(encode_state(witness_.state()) == encode_state(engine_.state()), "the facts do not say all that was decided");
  expect_sound(engine_.state());
  expect_nobody_waits_for_nothing(engine_.state(), now_);
}

void Storm::begin_comparison() {
  const auto texts = texts_of(engine_.state());
  const auto bytes = encode_state(engine_.state());
  auto again = decode_state(bytes, [&](PayloadId id) -> std::optional<std::string> {
    const auto at = texts.find(id);
    return at == texts.end() ? std::nullopt : std::optional(at->second);
  });
  ASSERT_TRUE(again) << "a snapshot cannot be read";
  MUST(encode_state(*again) == bytes, "a snapshot that was read is another");
  second_ = std::make_unique<Engine>(std::move(*again));
  second_until_ = steps_ + compare_for;
}

void Storm::compare(const Stimulus& stimulus, const StepResult& result) {
  const auto other = second_->step(now_, stimulus);
  MUST(other.refusal == result.refusal, "another refusal from a snapshot");
  MUST(encode_record({other.at, std::nullopt, other.facts}).bytes == encode_record({result.at, std::nullopt, result.facts}).bytes,
       "other facts from a snapshot");
  MUST(text_of(other.effects) == text_of(result.effects), "other effects from a snapshot");
}

void Storm::end_comparison() {
  MUST(encode_state(second_->state()) == encode_state(engine_.state()), "another state from a snapshot");
  second_.reset();
}

std::string Storm::last_steps() const {
  return story_of({kept_.begin(), kept_.end()}, 0, kept_.front().result.at);
}

}  // namespace tandem::scenarios
