#include "app/demo/load.hpp"

#include "cases/cases.hpp"
#include "crm/customers.hpp"
#include "crm/history.hpp"
#include "support/service_world.hpp"

namespace tandem::demo {
namespace {

class DemoTest : public test::ServiceTest {
 protected:
  void SetUp() override {
    test::ServiceTest::SetUp();
    if (!IsSkipped()) world().start();
  }
  Loaded load_demo() {
    std::vector<Account> accounts{{UserId{7}, "li", "李雷", Role::agent, {}, "", true},
                                  {UserId{8}, "han", "韩梅梅", Role::agent, {}, "", true}};
    return world().run(load(world().engine(), world().store(), world().ids(), accounts, WallTime::now())).value();
  }
};

TEST_P(DemoTest, a_new_folder_gets_the_whole_story_and_an_old_one_nothing) {
  const auto loaded = load_demo();
  EXPECT_EQ(loaded.customers, 300);
  EXPECT_GT(loaded.orders, 300);
  EXPECT_GT(loaded.contacts, 300);

  crm::Customers customers(world().engine(), world().store(), world().ids());
  crm::History history(world().store());
  const auto found = world().run(customers.search("13800006721", "", 5)).value();
  ASSERT_EQ(found.items.size(), 1u);
  EXPECT_EQ(found.items[0].name, "王芳");
  const auto story = world().run(history.story(found.items[0].id, "8841")).value();
  ASSERT_TRUE(story.order);
  ASSERT_EQ(story.open_cases.size(), 1u);
  EXPECT_EQ(story.open_cases[0].number, 1203);
  EXPECT_EQ(story.open_cases[0].owner, UserId{8});
  EXPECT_EQ(story.last_contacts.at(0).agent_name, "韩梅梅");

  cases::Cases cases(world().engine(), world().store(), world().ids());
  EXPECT_GT(world().run(cases.create({.customer = found.items[0].id, .subject = "next"}, UserId{7})).value().number,
            1203);
  EXPECT_EQ(load_demo().customers, 0);
}

INSTANTIATE_TEST_SUITE_P(Databases, DemoTest, test::databases(), test::database_name);

}  // namespace
}  // namespace tandem::demo
