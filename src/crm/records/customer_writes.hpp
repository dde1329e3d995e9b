// The statements that write customers, for use inside a transaction: shared by the service and by imports (the demo).
// Blocking, on the thread of the session.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id_source.hpp"
#include "crm/customer.hpp"
#include "crm/customers.hpp"
#include "crm/history.hpp"
#include "ports/store.hpp"

namespace tandem::crm::writes {

// An identity with its normalised value; made before the transaction, since parsing numbers takes time.
struct ReadyIdentity {
  IdentityId id;
  NewIdentity written;
  std::string value;
};
Result<std::vector<ReadyIdentity>> ready(const std::vector<NewIdentity>& identities, const std::string& region,
                                         IdSource& ids);

struct ReadyCustomer {
  CustomerId id;
  NewCustomer fields;  // complete and checked
  std::vector<ReadyIdentity> identities;
  std::string name_sort;
  std::vector<std::string> words;
};
// Checks and completes: tier, language, lengths.
Result<ReadyCustomer> ready(NewCustomer customer, const std::string& region, const std::string& language,
                            IdSource& ids);

// Who else has one of these identities.
Result<std::optional<Taken>> find_taken(store::Session& session, const std::vector<ReadyIdentity>& identities,
                                        CustomerId except);

Result<void> insert(store::Session& session, const ReadyCustomer& customer, WallTime at);
Result<void> insert(store::Session& session, CustomerId customer, const ReadyIdentity& identity, WallTime at);
Result<void> insert(store::Session& session, const Order& order);
Result<void> insert(store::Session& session, const Note& note);
// A contact that another system had.
Result<void> insert_imported(store::Session& session, CustomerId customer, const PastContact& contact);
Result<void> replace_words(store::Session& session, CustomerId customer, const std::vector<std::string>& words);

// Words of the name and the company together.
std::vector<std::string> words_of(const std::string& name, const std::string& company);

// Empty: acceptable. Else the sentence for errc::bad_input.
std::string complaint(const NewCustomer& customer);

}  // namespace tandem::crm::writes
