// The customer's story: everything that happened with them over all channels, newest first, and the short form of it
// that an offer carries. Reads only. Made by the application, used from any coroutine; the store outlives it.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "crm/customer.hpp"
#include "ports/page.hpp"
#include "ports/store.hpp"

namespace tandem::crm {

struct CollectedText {
  std::string name;
  Localized label;
  std::string value;  // "erased" where it was erased
};

// One contact as a list shows it: from the journal's projection, or imported from the system before.
struct PastContact {
  std::int64_t id = 0;    // of the conversation, or of the imported contact
  bool imported = false;  // then there are no recordings, messages or participants, and agent and queue are names only
  Channel channel = Channel::voice;
  Direction direction = Direction::inbound;
  WallTime started, ended;  // ended: none while it runs
  std::string contact;      // E.164 or visitor id, unmasked; empty: not known
  QueueId queue;
  std::string queue_name;  // imported only
  AgentId agent;
  std::string agent_name;  // imported only
  std::string outcome;     // answered, abandoned, short_abandoned, flow_only, in_progress, failed
  std::optional<std::int64_t> wait_ms, talk_ms;
  EndedBy ended_by = EndedBy::nobody;
  EndCause end_cause = EndCause::none;
  std::string disposition, note;
  std::vector<RecordingId> recordings;  // of a timeline: the first only
  CaseId case_id;
  std::int64_t case_number = 0;
  std::vector<CollectedText> collected;
};

enum class TimelineKind { call, chat, work, case_, order, note };  // work: tickets and e-mails as agents had them
std::string_view name_of(TimelineKind kind);  // "case" for case_
std::optional<TimelineKind> timeline_kind(std::string_view name);

struct TimelineItem {
  TimelineKind kind = TimelineKind::call;
  std::int64_t id = 0;
  WallTime at;
  Localized title;
  Localized text;
  std::string state;  // outcome, case status or order status
  UserId agent;       // who handled it, owns the case or wrote the note
  CaseId case_id;
  std::int64_t case_number = 0;
  std::optional<PastContact> contact;  // of calls and chats
};

struct Story {
  std::optional<CustomerBrief> customer;
  std::vector<CaseBrief> open_cases;  // the one changed last first
  std::vector<Order> recent_orders;
  std::optional<Order> order;  // the one whose number was collected
  std::vector<PastContact> last_contacts;
};

class History {
 public:
  explicit History(store::Store& store) : store_(store) {}

  // One query over calls, chats, cases, orders and notes (and a second for what the flows of the page collected).
  boost::asio::awaitable<Result<Page<TimelineItem>>> timeline(CustomerId customer, std::optional<TimelineKind> kind,
                                                              Cursor after, int limit);
  boost::asio::awaitable<Result<std::vector<PastContact>>> last_contacts(CustomerId customer, int limit);
  // All that an offer shows, in at most four queries. `customer` may be none, `order_number` empty.
  boost::asio::awaitable<Result<Story>> story(CustomerId customer, std::string order_number);

 private:
  boost::asio::awaitable<Result<void>> add_collected(std::vector<PastContact*> contacts);

  store::Store& store_;
};

}  // namespace tandem::crm
