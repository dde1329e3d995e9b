#include "cases/cases.hpp"

#include "support/service_world.hpp"

namespace tandem::cases {
namespace {

class CasesTest : public test::ServiceTest {
 protected:
  void SetUp() override {
    test::ServiceTest::SetUp();
    if (IsSkipped()) return;
    world().start();
    cases_.emplace(world().engine(), world().store(), world().ids());
    EnginePort::Work work = [](store::Session& session) -> Result<std::vector<RowChanged>> {
      for (const auto* name : {"王芳", "李伟"}) {
        auto made = session.run(
            "INSERT INTO customers (id, name, name_sort, tier, language, company, address, preferences, revision, "
            "created_at, updated_at) "
            "VALUES ($1, $2, $2, 'vip', 'zh-CN', '', '', '[]', 1, 1, 1)",
            {std::string_view(name) == "王芳" ? 5 : 6, name});
        if (!made) return made.error();
      }
      return std::vector<RowChanged>{};
    };
    ASSERT_TRUE(world().run(world().engine().write(work)).has_value());
  }

  CaseBrief create(const std::string& subject, CustomerId customer = CustomerId{5}, UserId owner = {}) {
    NewCase wanted;
    wanted.customer = customer;
    wanted.subject = subject;
    wanted.type = "damage";
    wanted.owner = owner;
    return world().run(cases_->create(wanted, me_)).value();
  }
  std::vector<std::string> list(Filter filter) {
    std::vector<std::string> out;
    std::string cursor;
    do {
      const auto page = world().run(cases_->list(filter, *Cursor::parse(cursor), 2)).value();
      for (const auto& brief : page.items) out.push_back(brief.subject);
      cursor = page.next_cursor;
    } while (!cursor.empty());
    std::sort(out.begin(), out.end());
    return out;
  }
  CasePatch status(const std::string& word) {
    CasePatch patch;
    patch.status = word;
    return patch;
  }

  const UserId me_{7}, she_{8};
  std::optional<Cases> cases_;
};

using Lines = std::vector<std::string>;

TEST_P(CasesTest, a_case_gets_the_next_number_and_belongs_to_the_conversation) {
  NewCase wanted;
  wanted.customer = CustomerId{5};
  wanted.subject = "屏幕破损";
  wanted.conversation = ConversationId{3};
  const auto first = world().run(cases_->create(wanted, me_)).value();
  EXPECT_EQ(first.number, 1001);
  EXPECT_EQ(first.status, "new");
  EXPECT_EQ(first.type, "other");
  EXPECT_EQ(first.priority, "normal");
  EXPECT_EQ(first.customer_name, "王芳");
  EXPECT_EQ(create("next").number, 1002);
  EXPECT_TRUE(world().run(cases_->link(first.id, ConversationId{4}, me_)).has_value());
  EXPECT_TRUE(world().run(cases_->link(first.id, ConversationId{4}, me_)).has_value());
  world().run(cases_->add_note(first.id, "called back", me_)).value();
  const auto whole = world().run(cases_->get(first.id)).value();
  EXPECT_EQ(whole.conversations, (std::vector{ConversationId{3}, ConversationId{4}}));
  ASSERT_EQ(whole.notes.size(), 1u);
  EXPECT_EQ(whole.notes[0].text, "called back");
  EXPECT_EQ(whole.notes[0].author, me_);
}

TEST_P(CasesTest, a_change_needs_the_revision_that_was_seen_unless_none_was) {
  const auto made = create("x");
  EXPECT_EQ(world().run(cases_->update(made.id, 1, status("open"), me_)).value().revision, 2);
  EXPECT_EQ(world().run(cases_->update(made.id, 1, status("solved"), me_)).error().code, errc::changed_meanwhile);
  EXPECT_EQ(world().run(cases_->update(made.id, std::nullopt, status("solved"), me_)).value().status, "solved");
  EXPECT_TRUE(world().run(cases_->get(made.id)).value().closed);
  world().run(cases_->update(made.id, std::nullopt, status("open"), me_)).value();
  EXPECT_FALSE(world().run(cases_->get(made.id)).value().closed) << "it came back";
  CasePatch owner;
  owner.owner = she_;
  EXPECT_EQ(world().run(cases_->update(made.id, std::nullopt, owner, me_)).value().owner, she_);
  owner.owner = UserId{};
  EXPECT_EQ(world().run(cases_->update(made.id, std::nullopt, owner, me_)).value().owner, UserId{});
}

TEST_P(CasesTest, lists_show_what_was_asked_for_and_nobody_sees_past_their_scope) {
  create("mine", CustomerId{5}, me_);
  create("hers", CustomerId{6}, she_);
  create("nobody's", CustomerId{5});
  const auto done = create("done", CustomerId{5}, me_);
  world().run(cases_->update(done.id, std::nullopt, status("closed"), me_)).value();
  EXPECT_EQ(list({.view = View::mine, .me = me_}), Lines{"mine"});
  EXPECT_EQ(list({.view = View::open}), (Lines{"hers", "mine", "nobody's"}));
  EXPECT_EQ(list({.view = View::all}), (Lines{"done", "hers", "mine", "nobody's"}));
  EXPECT_EQ(list({.view = View::open, .customer = CustomerId{6}}), Lines{"hers"});
  EXPECT_EQ(list({.view = View::all, .owners = std::vector{me_}}), (Lines{"done", "mine"}));
  EXPECT_EQ(list({.view = View::all, .owners = std::vector<UserId>{}}), Lines{});
  EXPECT_EQ(list({.view = View::all, .text = "#1001"}), Lines{"mine"});
  EXPECT_EQ(list({.view = View::all, .text = "HER"}), Lines{"hers"});
  EXPECT_EQ(list({.view = View::all, .text = "%"}), Lines{});
}

TEST_P(CasesTest, what_is_not_acceptable_is_refused_whole) {
  EXPECT_EQ(world().run(cases_->create({.customer = CustomerId{99}, .subject = "x"}, me_)).error().code, errc::unknown);
  EXPECT_EQ(world().run(cases_->create({.customer = CustomerId{5}, .subject = " "}, me_)).error().code,
            errc::bad_input);
  EXPECT_EQ(world().run(cases_->create({.customer = CustomerId{5}, .subject = "x", .type = "joke"}, me_)).error().code,
            errc::bad_input);
  const auto made = create("x");
  EXPECT_EQ(made.number, 1001) << "a refused case uses no number";
  EXPECT_EQ(world().run(cases_->update(made.id, 1, status("done"), me_)).error().code, errc::bad_input);
  EXPECT_EQ(world().run(cases_->get(CaseId{1})).error().code, errc::unknown);
  EXPECT_EQ(world().run(cases_->add_note(CaseId{1}, "x", me_)).error().code, errc::unknown);
  EXPECT_EQ(world().run(cases_->link(CaseId{1}, ConversationId{1}, me_)).error().code, errc::unknown);
}

INSTANTIATE_TEST_SUITE_P(Databases, CasesTest, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::cases
