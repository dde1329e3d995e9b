#include "crm/customers.hpp"

#include "crm/directory.hpp"
#include "crm/records/identity.hpp"
#include "crm/records/words.hpp"
#include "support/service_world.hpp"

namespace tandem::crm {
namespace {

class CustomersTest : public test::ServiceTest {
 protected:
  void SetUp() override {
    test::ServiceTest::SetUp();
    if (IsSkipped()) return;
    world().start();
    customers_.emplace(world().engine(), world().store(), world().ids());
    directory_.emplace(world().engine(), world().store(), world().ids());
  }

  Saved create(const std::string& name, std::vector<NewIdentity> identities = {}) {
    NewCustomer customer;
    customer.name = name;
    customer.identities = std::move(identities);
    return world().run(customers_->create(customer, agent_)).value();
  }
  std::vector<std::string> found(const std::string& text) {
    std::vector<std::string> names;
    for (const auto& brief : world().run(customers_->search(text, "", 50)).value().items) names.push_back(brief.name);
    return names;
  }
  CustomerId by_phone(const std::string& number) {
    const auto known = world().run(directory_->find_by_phone(number)).value();
    return known ? known->customer : CustomerId{};
  }

  const UserId agent_{7};
  std::optional<Customers> customers_;
  std::optional<CustomerDirectory> directory_;
};

using Names = std::vector<std::string>;

TEST_P(CustomersTest, a_customer_is_kept_with_normalised_identities) {
  const auto saved = create("王芳", {{IdentityKind::phone, "138 0000 6721", true, "agent"},
                                     {IdentityKind::email, " Wang@Mail.Example.CN ", false, ""}});
  ASSERT_TRUE(saved.customer);
  const auto customer = world().run(customers_->get(saved.customer)).value();
  EXPECT_EQ(customer.brief.phone, "+8613800006721");
  EXPECT_EQ(customer.brief.email, "wang@mail.example.cn");
  EXPECT_EQ(customer.brief.tier, "standard");
  EXPECT_EQ(customer.brief.language, "zh-CN");
  EXPECT_EQ(customer.brief.identities, 2);
  EXPECT_EQ(customer.brief.revision, 1);
  EXPECT_FALSE(customer.brief.region.zh.empty());
  EXPECT_EQ(customer.identities[0].display, "138 0000 6721");
  EXPECT_TRUE(customer.identities[0].verified);
}

TEST_P(CustomersTest, an_identity_of_somebody_else_is_refused_and_names_them) {
  const auto first = create("王芳", {{IdentityKind::phone, "13800006721", false, ""}});
  const auto second = create("李伟", {{IdentityKind::phone, "+86 138 0000 6721", false, ""}});
  EXPECT_FALSE(second.customer);
  ASSERT_TRUE(second.taken);
  EXPECT_EQ(second.taken->customer, first.customer);
  EXPECT_EQ(second.taken->name, "王芳");
  EXPECT_EQ(found("李伟"), Names{}) << "nothing was written";

  const auto third = create("李伟");
  auto linked =
      world()
          .run(customers_->add_identity(third.customer, {IdentityKind::phone, "13800006721", false, ""}, agent_))
          .value();
  EXPECT_TRUE(linked.taken);
  const auto identity = world().run(customers_->get(first.customer)).value().identities.at(0).id;
  EXPECT_TRUE(world().run(customers_->remove_identity(first.customer, identity, agent_)).has_value());
  linked = world()
               .run(customers_->add_identity(third.customer, {IdentityKind::phone, "13800006721", false, ""}, agent_))
               .value();
  EXPECT_FALSE(linked.taken);
  EXPECT_EQ(by_phone("13800006721"), third.customer);
}

TEST_P(CustomersTest, a_change_needs_the_revision_that_was_seen) {
  const auto saved = create("Emma Clarke");
  CustomerPatch patch;
  patch.tier = "gold";
  EXPECT_EQ(world().run(customers_->update(saved.customer, 1, patch, agent_)).value().revision, 2);
  EXPECT_EQ(world().run(customers_->update(saved.customer, 2, patch, agent_)).value().revision, 2) << "nothing new";
  patch.tier = "vip";
  const auto late = world().run(customers_->update(saved.customer, 1, patch, agent_));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, errc::changed_meanwhile);
  patch.tier = "platinum";
  EXPECT_EQ(world().run(customers_->update(saved.customer, 2, patch, agent_)).error().code, errc::bad_input);
  EXPECT_EQ(world().run(customers_->update(CustomerId{99}, 1, patch, agent_)).error().code, errc::unknown);
  const auto position = world().engine().position();
  const auto records = world().run(world().engine().records_after(position - 1, 10)).value();
  ASSERT_EQ(records.size(), 1u);
  const auto* row = records[0].find<RowChanged>();
  ASSERT_TRUE(row);
  EXPECT_EQ(row->changed, (Names{"tier"})) << "the journal names the field, not the value";
}

TEST_P(CustomersTest, search_finds_by_part_of_name_number_mail_and_company) {
  create("王芳", {{IdentityKind::phone, "13800006721", false, ""}, {IdentityKind::external, "YF100001", true, ""}});
  create("Emma Clarke",
         {{IdentityKind::phone, "+442079460184", false, ""}, {IdentityKind::email, "emma@example.com", false, ""}});
  EXPECT_EQ(found("芳"), Names{"王芳"});
  EXPECT_EQ(found("王"), Names{"王芳"});
  EXPECT_EQ(found("clar"), Names{"Emma Clarke"});
  EXPECT_EQ(found("EMMA"), Names{"Emma Clarke"});
  EXPECT_EQ(found("6721"), Names{"王芳"});
  EXPECT_EQ(found("138-0000-6721"), Names{"王芳"});
  EXPECT_EQ(found("+44 20 7946 0184"), Names{"Emma Clarke"});
  EXPECT_EQ(found("emma@ex"), Names{"Emma Clarke"});
  EXPECT_EQ(found("YF100001"), Names{"王芳"});
  EXPECT_EQ(found("nobody"), Names{});
  EXPECT_EQ(found("%"), Names{});
  EXPECT_EQ(found(""), (Names{"Emma Clarke", "王芳"}));
  const auto id = world().run(customers_->search("芳", "", 1)).value().items.at(0).id;
  EXPECT_EQ(found(id.text()), Names{"王芳"});
}

TEST_P(CustomersTest, search_pages_through_everybody_once) {
  for (int i = 0; i < 7; ++i) create("Customer " + std::to_string(i));
  Names names;
  std::string cursor;
  do {
    const auto page = world().run(customers_->search("customer", cursor, 3)).value();
    for (const auto& brief : page.items) names.push_back(brief.name);
    cursor = page.next_cursor;
  } while (!cursor.empty());
  EXPECT_EQ(names.size(), 7u);
  EXPECT_EQ(names.front(), "Customer 0");
  EXPECT_EQ(names.back(), "Customer 6");
  EXPECT_EQ(world().run(customers_->search("x", "nonsense", 3)).error().code, errc::bad_input);
}

TEST_P(CustomersTest, callers_are_found_however_their_number_arrives) {
  const auto wang = create("王芳", {{IdentityKind::phone, "13800006721", false, ""}}).customer;
  const auto emma = create("Emma", {{IdentityKind::phone, "+442079460184", false, ""}}).customer;
  for (const auto* number : {"+8613800006721", "13800006721", "8613800006721", "008613800006721", "0086 138 0000 6721"})
    EXPECT_EQ(by_phone(number), wang) << number;
  for (const auto* number : {"+442079460184", "442079460184", "00442079460184"})
    EXPECT_EQ(by_phone(number), emma) << number;
  for (const auto* number : {"", "anonymous", "+8613800006722", "4001"}) EXPECT_FALSE(by_phone(number)) << number;
}

TEST_P(CustomersTest, a_visitor_moves_to_the_customer_who_signed_in_last) {
  const auto wang = create("王芳").customer, li = create("李伟").customer;
  EXPECT_TRUE(world().run(directory_->link_visitor(wang, "v-1")).has_value());
  EXPECT_TRUE(world().run(directory_->link_visitor(li, "v-1")).has_value());
  EXPECT_TRUE(world().run(directory_->link_visitor(li, "v-1")).has_value());
  EXPECT_EQ(world().run(directory_->find_by_visitor("v-1")).value()->customer, li);
  EXPECT_FALSE(world().run(directory_->find_by_visitor("v-2")).value());
  EXPECT_FALSE(world().run(directory_->link_visitor(CustomerId{5}, "v-3")).has_value());
}

TEST_P(CustomersTest, notes_page_newest_first) {
  const auto wang = create("王芳").customer;
  for (int i = 0; i < 5; ++i) world().run(customers_->add_note(wang, "note " + std::to_string(i), agent_)).value();
  const auto first = world().run(customers_->notes(wang, {}, 3)).value();
  ASSERT_EQ(first.items.size(), 3u);
  EXPECT_EQ(first.items[0].text, "note 4");
  const auto rest = world().run(customers_->notes(wang, *Cursor::parse(first.next_cursor), 3)).value();
  EXPECT_EQ(rest.items.size(), 2u);
  EXPECT_TRUE(rest.next_cursor.empty());
  EXPECT_FALSE(world().run(customers_->add_note(CustomerId{9}, "x", agent_)).has_value());
  EXPECT_FALSE(world().run(customers_->add_note(wang, "  ", agent_)).has_value());
}

TEST_P(CustomersTest, hostile_texts_are_refused_or_kept_as_they_are) {
  EXPECT_FALSE(world().run(customers_->create({.name = std::string("a\0b", 3)}, agent_)).has_value());
  EXPECT_FALSE(world().run(customers_->create({.name = std::string(300, 'x')}, agent_)).has_value());
  EXPECT_FALSE(
      world()
          .run(customers_->create({.name = "x", .identities = {{IdentityKind::phone, "abc", false, ""}}}, agent_))
          .has_value());
  EXPECT_FALSE(
      world()
          .run(customers_->create({.name = "x", .identities = {{IdentityKind::email, "a@b@c", false, ""}}}, agent_))
          .has_value());
  const auto saved = create("Robert'); DROP TABLE customers;--");
  EXPECT_EQ(found("robert'); drop"), Names{"Robert'); DROP TABLE customers;--"});
  EXPECT_TRUE(saved.customer);
  EXPECT_EQ(found(std::string("Ro\0b", 4)).size(), 1u) << "ends at the NUL";
}

INSTANTIATE_TEST_SUITE_P(Databases, CustomersTest, test::databases(), test::database_name);

TEST(Identities, are_masked_for_screens) {
  EXPECT_EQ(masked(IdentityKind::phone, "+8613800006721"), "+86138****6721");
  EXPECT_EQ(masked(IdentityKind::phone, "12345"), "****");
  EXPECT_EQ(masked(IdentityKind::email, "wang@example.cn"), "w***@example.cn");
}

TEST(SearchWords, begin_at_words_and_ideographs) {
  EXPECT_EQ(search_words("Emma  Clarke"), (Names{"clarke", "emma clarke"}));
  EXPECT_EQ(search_words("王芳"), (Names{"王芳", "芳"}));
  EXPECT_EQ(search_words(std::string(5'000, 'a')).at(0).size(), 40u);
}

}  // namespace
}  // namespace tandem::crm
