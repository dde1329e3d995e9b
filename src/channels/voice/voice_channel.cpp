#include "channels/voice/voice_channel.hpp"

#include <future>

#include "channels/voice/control.hpp"

namespace tandem {
namespace {

// Hang-ups are always accepted; everything else answers a full queue.
struct LegOfEffect {
  bool always = false;
  LegId leg;
};

LegOfEffect leg_of(const Effect& effect) {
  return std::visit(
      [](const auto& one) -> LegOfEffect {
        using One = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<One, HangUpLeg> || std::is_same_v<One, RejectLeg>)
          return {true, one.leg};
        else if constexpr (requires { one.leg; })
          return {false, one.leg};
        else if constexpr (requires { one.customer; one.agent; })
          return {false, LegId{one.customer.value}};
        else
          return {true, {}};
      },
      effect);
}

Failure busy() { return fail(make_error_code(telephony_errc::overloaded), "the telephone is overloaded"); }

}  // namespace

VoiceChannel::VoiceChannel(std::shared_ptr<sip::Mailbox> mailbox) : mailbox_(std::move(mailbox)) {}

Result<std::unique_ptr<VoiceChannel>> VoiceChannel::start(VoiceOptions options, VoiceSurroundings around) {
  auto mailbox = std::make_shared<sip::Mailbox>(options.sip.queue);
  std::unique_ptr<VoiceChannel> channel(new VoiceChannel(mailbox));
  channel->control_ = std::make_unique<VoiceControl>(options, around, mailbox);
  auto* control = channel->control_.get();
  channel->prompts_ = std::make_unique<PromptLibrary>(around.speech, options.prompts);
  channel->media_ = std::make_unique<media::Engine>(
      options.media, [control](media::Event&& event) { control->receive(std::move(event)); });
  options.sip.draining = true;  // nothing comes in before attach()
  auto stack = sip::Stack::start(
      options.sip, *control,
      [control](const std::string& user, sip::SecretDone done) { control->find_secret(user, std::move(done)); }, mailbox);
  if (!stack) return stack.error();
  channel->stack_ = std::move(*stack);
  std::promise<void> attached;
  mailbox->post(
      [&] {
        control->attach(*channel->stack_, *channel->media_, *channel->prompts_);
        channel->stack_->set_draining(false);
        attached.set_value();
      },
      true);
  attached.get_future().wait();
  return channel;
}

VoiceChannel::~VoiceChannel() = default;

void VoiceChannel::configure(ConfigurationPtr configuration) {
  mailbox_->post([this, configuration = std::move(configuration)] { control_->configure(configuration); }, true);
}

void VoiceChannel::set_draining(bool draining) {
  mailbox_->post([this, draining] { stack_->set_draining(draining); }, true);
}

std::uint16_t VoiceChannel::sip_port() const { return stack_->port(); }
std::size_t VoiceChannel::legs() const { return control_->leg_count(); }

void VoiceChannel::perform(const Effect& effect) {
  if (std::holds_alternative<LookUp>(effect) || std::holds_alternative<CompleteWrapUp>(effect)) return;
  const LegOfEffect about = leg_of(effect);
  if (mailbox_->post([this, effect] { control_->perform(effect); }, about.always)) return;
  mailbox_->post([this, about] { control_->overloaded(about.leg); }, true);
}

void VoiceChannel::agent_offer(AgentId agent, LegId leg, std::string sdp, SdpDone done) {
  const bool taken = mailbox_->post([this, agent, leg, sdp = std::move(sdp), done] { done(control_->agent_offer(agent, leg, sdp)); });
  if (!taken) done(busy());
}

void VoiceChannel::visitor_call(BrowserCall call, std::string sdp, CallDone done) {
  const bool taken = mailbox_->post([this, call = std::move(call), sdp = std::move(sdp), done] { done(control_->visitor_call(call, sdp)); });
  if (!taken) done(busy());
}

void VoiceChannel::visitor_offer(const Private& contact, LegId leg, std::string sdp, SdpDone done) {
  const bool taken = mailbox_->post([this, contact, leg, sdp = std::move(sdp), done] { done(control_->visitor_offer(contact, leg, sdp)); });
  if (!taken) done(busy());
}

void VoiceChannel::visitor_hang_up(const Private& contact, LegId leg) {
  mailbox_->post([this, contact, leg] { control_->visitor_hang_up(contact, leg); }, true);
}

void VoiceChannel::visitor_digits(const Private& contact, LegId leg, std::string digits) {
  mailbox_->post([this, contact, leg, digits = std::move(digits)] { control_->visitor_digits(contact, leg, digits); });
}

void VoiceChannel::set_browser_listener(BrowserListener listener) {
  mailbox_->post([this, listener = std::move(listener)] { control_->set_listener(listener); }, true);
}

}  // namespace tandem
