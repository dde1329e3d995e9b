#include "checks/sound.hpp"
#include "scenarios/world.hpp"

namespace tandem::scenarios {
namespace {

constexpr int li = 1;

StepResult write(World& world, ConversationId conversation, std::int64_t key, Author author = Author::customer, int agent = 0) {
  MessagePosted posted;
  posted.conversation = conversation;
  posted.author = author;
  posted.agent = AgentId{agent};
  posted.message = MessageId{(std::int64_t{1} << 52) + key};
  posted.key = key;
  posted.text = {PayloadId{(std::int64_t{1} << 53) + key}, "text", false};
  return world.step(posted);
}

TEST(Chat, waits_with_its_messages_and_reaches_the_agent) {
  World world;
  const auto chat = world.chat("my screen is broken");
  write(world, chat, 7);
  EXPECT_EQ(world.customer_segment(chat), SegmentKind::waiting);
  world.sign_in(li);
  world.accept(world.offer_to(li), li);
  EXPECT_EQ(world.customer_segment(chat), SegmentKind::talking);
  EXPECT_EQ(world.state().conversation(chat)->messages, 2);
  EXPECT_EQ(world.state().conversation(chat)->unread, 2);
}

TEST(Chat, the_same_key_twice_is_one_message) {
  World world;
  const auto chat = world.chat();
  write(world, chat, 7);
  EXPECT_EQ(write(world, chat, 7).refusal, Refusal::duplicate);
  EXPECT_EQ(world.state().conversation(chat)->messages, 2);
}

TEST(Chat, an_agent_cannot_write_before_accepting_nor_into_anothers_chat) {
  World world;
  const auto chat = world.chat();
  world.sign_in(li);
  EXPECT_EQ(write(world, chat, 8, Author::agent, li).refusal, Refusal::not_yours);
  world.accept(world.offer_to(li), li);
  EXPECT_EQ(write(world, chat, 8, Author::agent, 2).refusal, Refusal::not_yours);
  EXPECT_EQ(write(world, chat, 8, Author::agent, li).refusal, Refusal::none);
}

TEST(Chat, several_chats_beside_a_call_as_far_as_capacity_goes) {
  World world;
  world.sign_in(li);
  world.call_into_queue();
  world.accept(world.offer_to(li), li);
  for (int i = 1; i <= 4; ++i) world.chat("hi", i);
  while (world.offer_to(li)) world.accept(world.offer_to(li), li);
  EXPECT_EQ(world.state().agent(AgentId{li})->load, 100);  // 60 + 2 × 20
  EXPECT_EQ(world.state().tasks.size(), 2u);
}

TEST(Chat, reading_clears_the_unread_mark) {
  World world;
  const auto chat = world.chat();
  world.sign_in(li);
  world.accept(world.offer_to(li), li);
  write(world, chat, 9);
  world.step(MarkRead{chat, AgentId{li}, 1});
  EXPECT_EQ(world.state().conversation(chat)->unread, 1);
  world.step(MarkRead{chat, AgentId{li}, 99});
  EXPECT_EQ(world.state().conversation(chat)->unread, 0);
}

TEST(Chat, a_message_after_the_end_is_refused) {
  World world;
  const auto chat = world.chat();
  world.step(EndConversation{chat, {}, EndedBy::customer, EndCause::hang_up});
  EXPECT_EQ(write(world, chat, 9).refusal, Refusal::unknown_conversation);
}

TEST(Chat, a_flow_asks_in_text_what_it_asks_by_voice) {
  auto configuration = shop();
  configuration.sites[0].chat_flow = FlowId{1};
  World world(configuration);
  const auto chat = world.chat();
  EXPECT_EQ(world.facts<MessageCreated>().back().text.text, "请输入订单号");
  MessagePosted posted;
  posted.conversation = chat;
  posted.message = MessageId{std::int64_t{1} << 52};
  posted.text = {PayloadId{std::int64_t{1} << 53}, " 8841 ", false};
  world.step(posted);
  EXPECT_EQ(world.last_effect<LookUp>()->key, "8841");
}

TEST(Restart, rescinds_offers_keeps_places_and_breaks_and_ends_calls) {
  World world;
  world.sign_in(li);
  const auto first = world.chat("first", 1);
  world.pass_ms(10);
  world.sign_in(2);
  world.set_state(2, AgentState::on_break, "lunch");
  const auto call = world.call();
  const auto conversation = world.conversation_of(call);
  const auto since = world.state().task(world.state().conversation(first)->task)->since;
  world.step(ProgramStarted{});
  EXPECT_EQ(world.facts<ReservationEnded>().back().outcome, ReservationOutcome::rescinded);
  EXPECT_EQ(world.state().task(world.state().conversation(first)->task)->since, since);
  EXPECT_FALSE(world.state().conversation(conversation));
  EXPECT_EQ(world.facts<ConversationEnded>().back().cause, EndCause::server_restart);
  world.pass_ms(60000);
  EXPECT_EQ(world.state().agent(AgentId{2})->state, AgentState::on_break);
  EXPECT_EQ(world.state().agent(AgentId{li})->state, AgentState::offline);
  world.sign_in(li);
  EXPECT_EQ(world.state().reservation(world.offer_to(li))->conversation, first);
}

TEST(Restart, a_call_that_was_up_leaves_its_agent_in_wrap_up) {
  World world;
  world.sign_in(li);
  const auto leg = world.call_into_queue();
  world.accept(world.offer_to(li), li);
  const auto conversation = world.conversation_of(leg);
  world.step(ProgramStarted{});
  EXPECT_EQ(world.state().conversation(conversation)->of_agent(AgentId{li})->segment->kind, SegmentKind::wrap_up);
  EXPECT_EQ(world.facts<RecordingEnded>().size(), 1u);
}

TEST(Snapshot, holds_the_whole_state_without_a_single_private_text) {
  World world;
  world.sign_in(li);
  world.call_into_queue();
  world.chat("secret text", 3);
  const auto bytes = encode_state(world.state());
  for (const auto* word : {"secret text", "13800006721", "8841", "visitor-3"})
    EXPECT_EQ(bytes.find(word), std::string::npos) << word;
  auto again = decode_state(bytes, [](PayloadId) { return std::optional<std::string>("x"); });
  ASSERT_TRUE(again);
  EXPECT_EQ(encode_state(*again), bytes);
  expect_sound(*again);
}

}  // namespace
}  // namespace tandem::scenarios
