// What the router learns of a customer: when they arrive, and when something changes while they are there.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "cases/cases.hpp"
#include "crm/customers.hpp"
#include "crm/directory.hpp"
#include "crm/live_customers.hpp"
#include "support/service_world.hpp"

namespace tandem::crm {
namespace {

const std::string number = "+8613812345678";
constexpr AgentId li{1001}, han{1002};

Configuration shop() {
  Configuration c;
  c.version = 1;
  Queue support;
  support.id = QueueId{1};
  support.name = "support";
  c.queues = {support};
  for (const auto id : {li, han}) {
    AgentProfile profile;
    profile.id = id;
    profile.login = id.text();
    c.agents.push_back(profile);
  }
  FlowGraph chat;
  chat.id = FlowId{2};
  chat.name = "chat";
  chat.start = 0;
  QueueNode queue;
  queue.queue = QueueId{1};
  chat.nodes = {{"queue", queue}};
  c.flows = {chat};
  Site site;
  site.id = SiteId{1};
  site.key = "demo";
  site.chat_flow = FlowId{2};
  c.sites = {site};
  return c;
}

class TraitsTest : public test::ServiceTest {
 protected:
  void SetUp() override {
    test::ServiceTest::SetUp();
    if (IsSkipped()) return;
    customers_.emplace(world().engine(), world().store(), world().ids());
    directory_.emplace(world().engine(), world().store(), world().ids());
    cases_.emplace(world().engine(), world().store(), world().ids());
    live_.emplace(io_.get_executor(), world().engine(), world().store());
    world().engine().on_committed([this](const Committed& committed) {
      std::lock_guard lock(mutex_);
      if (const auto* linked = committed.find<CustomerLinked>()) linked_.push_back(*linked);
      changed_.notify_all();
    });
    world().start(shop());
    worker_ = std::thread([this] { io_.run(); });
    NewCustomer wang;
    wang.name = "王芳";
    wang.identities = {{IdentityKind::phone, number, true, "import"}};
    wang_ = world().run(customers_->create(std::move(wang), by_)).value().customer;
  }
  void TearDown() override {
    if (worker_.joinable()) {
      world().engine().stop();
      guard_.reset();
      worker_.join();
    }
  }

  CustomerTraits traits() { return world().run(directory_->find_by_phone(number)).value()->traits; }
  void change(CustomerPatch patch) {
    const auto revision = world().run(customers_->get(wang_)).value().brief.revision;
    world().run(customers_->update(wang_, revision, std::move(patch), by_)).value();
  }
  Committed tell(Stimulus stimulus) { return world().engine().ask_and_wait(std::move(stimulus)).value(); }
  ConversationId chat() {
    ChatArrived arrived;
    arrived.site = SiteId{1};
    arrived.contact = {world().ids().next<PayloadId>(), "visitor-1", false};
    arrived.customer = wang_;
    arrived.tier = "standard";
    arrived.language = "en";
    arrived.message = world().ids().next<MessageId>();
    arrived.key = ++key_;
    arrived.text = {world().ids().next<PayloadId>(), "hello", false};
    arrived.traits = traits();
    return tell(arrived).find<ConversationStarted>()->conversation;
  }
  void go(AgentId agent, AgentState state) {
    SetAgentState set;
    set.agent = agent;
    set.state = state;
    set.by = agent;
    tell(set);
  }
  // A chat that this agent took, and that is over.
  void served_by(AgentId agent) {
    AgentLinkChanged up;
    up.agent = agent;
    up.connected = true;
    tell(up);
    go(agent, AgentState::available);
    const auto id = chat();
    ReservationId offer;
    world().engine().view([&](const State& state, std::int64_t) { offer = state.agent(agent)->offers.at(0); });
    tell(AcceptReservation{offer, agent});
    EndConversation end;
    end.conversation = id;
    end.by = EndedBy::customer;
    tell(end);
    FinishWrapUp finish;
    finish.conversation = id;
    finish.agent = agent;
    tell(finish);
    go(agent, AgentState::not_ready);
  }
  // The next CustomerLinked that somebody's change brought about.
  std::optional<CustomerLinked> next_link() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds(20), [&] { return linked_.size() > seen_; })) return std::nullopt;
    return linked_[seen_++];
  }
  std::size_t links() {
    std::lock_guard lock(mutex_);
    return linked_.size();
  }

  const UserId by_{7};
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_ = boost::asio::make_work_guard(io_);
  std::thread worker_;
  std::optional<Customers> customers_;
  std::optional<CustomerDirectory> directory_;
  std::optional<cases::Cases> cases_;
  std::optional<LiveCustomers> live_;
  CustomerId wang_;
  std::int64_t key_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<CustomerLinked> linked_;
  std::size_t seen_ = 0;
};

TEST_P(TraitsTest, region_is_that_of_the_address_and_otherwise_that_of_the_number) {
  EXPECT_EQ(traits().region, "江苏省连云港市");
  CustomerPatch moved;
  moved.address = "广东省深圳市南山区科技园";
  change(moved);
  EXPECT_EQ(traits().region, "广东省深圳市");
  moved.address = "221B Baker Street";
  change(moved);
  EXPECT_EQ(traits().region, "江苏省连云港市");
  NewCustomer nobody;
  nobody.name = "Emma";
  const auto emma = world().run(customers_->create(std::move(nobody), by_)).value().customer;
  EXPECT_EQ(world().run(customers_->known(emma)).value().traits, CustomerTraits{});
}

TEST_P(TraitsTest, value_risk_and_blocked_agents_are_kept_within_bounds) {
  CustomerPatch patch;
  patch.value = 80;
  patch.risk = 100;
  patch.blocked = {han, li, han};
  change(patch);
  EXPECT_EQ(traits().value, 80);
  EXPECT_EQ(traits().risk, 100);
  EXPECT_EQ(traits().blocked, (std::vector{li, han}));
  const auto whole = world().run(customers_->get(wang_)).value();
  EXPECT_EQ(whole.value, 80);
  EXPECT_EQ(whole.risk, 100);
  EXPECT_EQ(whole.blocked, (std::vector{li, han}));
  patch = {};
  patch.blocked.emplace();
  change(patch);
  EXPECT_TRUE(traits().blocked.empty());
  EXPECT_EQ(traits().value, 80) << "what was not named stays";

  const auto revision = world().run(customers_->get(wang_)).value().brief.revision;
  const auto refused = [&](CustomerPatch wrong) {
    return world().run(customers_->update(wang_, revision, std::move(wrong), by_)).error().code == errc::bad_input;
  };
  CustomerPatch high, low, many;
  high.value = 101;
  low.risk = -1;
  many.blocked.emplace();
  for (int i = 1; i <= 51; ++i) many.blocked->push_back(AgentId{i});
  EXPECT_TRUE(refused(high));
  EXPECT_TRUE(refused(low));
  EXPECT_TRUE(refused(many));
}

TEST_P(TraitsTest, the_last_agent_is_the_one_who_served_and_not_one_who_only_was_asked) {
  EXPECT_FALSE(traits().last_agent);
  served_by(li);
  EXPECT_EQ(traits().last_agent, li);
  AgentLinkChanged up;
  up.agent = han;
  up.connected = true;
  tell(up);
  go(han, AgentState::available);
  EndConversation gone;
  gone.conversation = chat();
  gone.by = EndedBy::customer;
  tell(gone);
  go(han, AgentState::not_ready);
  EXPECT_EQ(traits().last_agent, li) << "the chat was offered to han and left before";
  served_by(han);
  EXPECT_EQ(traits().last_agent, han);
}

TEST_P(TraitsTest, the_owner_is_that_of_the_open_case_that_was_changed_last) {
  const auto make = [&](AgentId owner) {
    cases::NewCase wanted;
    wanted.customer = wang_;
    wanted.subject = "屏幕破损";
    wanted.owner = owner;
    return world().run(cases_->create(std::move(wanted), by_)).value().id;
  };
  EXPECT_FALSE(traits().owner);
  const auto older = make(li);
  EXPECT_EQ(traits().owner, li);
  const auto newer = make(han);
  make({});
  EXPECT_EQ(traits().owner, han) << "a case that nobody has says nothing";
  cases::CasePatch solved;
  solved.status = "solved";
  world().run(cases_->update(newer, std::nullopt, solved, by_)).value();
  EXPECT_EQ(traits().owner, li);
  world().run(cases_->update(older, std::nullopt, solved, by_)).value();
  EXPECT_FALSE(traits().owner);
}

TEST_P(TraitsTest, an_open_conversation_hears_of_what_changes_for_its_customer) {
  const auto id = chat();
  CustomerPatch patch;
  patch.tier = "vip";
  patch.value = 90;
  patch.blocked = {li};
  change(patch);
  auto linked = next_link();
  ASSERT_TRUE(linked);
  EXPECT_EQ(linked->conversation, id);
  EXPECT_EQ(linked->tier, "vip");
  EXPECT_EQ(linked->traits.value, 90);
  EXPECT_EQ(linked->traits.blocked, std::vector{li});
  EXPECT_TRUE(linked->language.empty()) << "the visitor's choice of a language is theirs";

  cases::NewCase wanted;
  wanted.customer = wang_;
  wanted.subject = "屏幕破损";
  wanted.owner = han;
  const auto made = world().run(cases_->create(std::move(wanted), by_)).value();
  linked = next_link();
  ASSERT_TRUE(linked);
  EXPECT_EQ(linked->traits.owner, han);

  world().run(cases_->add_note(made.id, "nothing that the router needs", by_)).value();
  patch = {};
  patch.language = "en-GB";
  change(patch);
  linked = next_link();
  ASSERT_TRUE(linked);
  EXPECT_EQ(linked->language, "en-GB");
  EXPECT_EQ(links(), 3u) << "a note changes nothing for the router";
}

TEST_P(TraitsTest, nobody_hears_of_changes_to_customers_who_are_not_there) {
  EndConversation end;
  end.conversation = chat();
  end.by = EndedBy::customer;
  tell(end);
  CustomerPatch patch;
  patch.tier = "vip";
  change(patch);
  const auto id = chat();  // looked up before the change was heard, as it were: with the tier of before
  const auto linked = next_link();
  ASSERT_TRUE(linked);
  EXPECT_EQ(linked->conversation, id);
  EXPECT_EQ(linked->tier, "vip");
  EXPECT_EQ(links(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Databases, TraitsTest, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::crm
