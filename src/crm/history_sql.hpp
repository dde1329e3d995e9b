// One shape of row for everything on a timeline, so that one UNION sorts and pages it. Each branch reads at most a
// page through its own index. Only history.cpp includes this.
#pragma once

#include <string>

#include "crm/history.hpp"

namespace tandem::crm::history_sql {

// The rank breaks ties of time and tells the branches apart.
enum Rank { note = 1, order = 2, case_ = 3, imported = 4, conversation = 5 };

enum Column : std::size_t {
  rank,
  id,
  at,
  channel,
  direction,
  ended_at,
  queue,
  agent,
  outcome,
  visits,
  ended_by,
  end_cause,
  wait_ms,
  talk_ms,
  recording,
  case_id,
  case_number,
  text_a,
  text_b,
  text_c,
  text_d,
  text_e,
  contact,
  note_body
};

// $1 customer, $2 $3 $4 the cursor (at, rank, id), $5 rows wanted. `channels`: only these of the contacts, as a list of numbers.
std::string conversations(const char* channels);
std::string imported_contacts(const char* channels);
std::string cases();
std::string orders();
std::string notes();

// The branches as one list, newest first.
std::string joined(const std::vector<std::string>& branches);

PastContact past_contact(const store::Row& row);
TimelineItem item(const store::Row& row);

}  // namespace tandem::crm::history_sql
