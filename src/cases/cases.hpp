// Cases (tickets): create, change, notes, the conversations that belong to one, and the lists. A change writes its rows
// and its journal record in one transaction on the writer's thread; reading goes to the store at once. Made by the
// application, used from any coroutine; the engine and the store outlive it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/id_source.hpp"
#include "model/case.hpp"
#include "ports/engine.hpp"
#include "ports/page.hpp"

namespace tandem::cases {

enum class errc {
  unknown = 1,        // no such case or customer: 404
  bad_input,          // 400
  changed_meanwhile,  // somebody else saved first: 412
};
const char* describe(errc e);
TANDEM_ERROR_CATEGORY("cases")

using CaseNoteId = Id<struct NoteTag>;

struct CaseNote {
  CaseNoteId id;
  UserId author;
  std::string text;
  WallTime at;
};

struct Case {
  CaseBrief brief;
  std::string description, disposition, order_number;
  WallTime closed;  // solved or closed; none while it is open
  std::vector<ConversationId> conversations;
  std::vector<CaseNote> notes;  // oldest first
};

struct NewCase {
  CustomerId customer;
  std::string subject;
  std::string type;      // empty: other
  std::string priority;  // empty: normal
  std::string status;    // empty: new
  std::string description, disposition, order_number;
  UserId owner;                 // none: nobody yet
  ConversationId conversation;  // that it began with; none: none
};

// What is set is changed. An owner of "none" gives the case back.
struct CasePatch {
  std::optional<std::string> subject, type, priority, status, description, disposition;
  std::optional<UserId> owner;
};

enum class View { all, open, mine };  // mine: open and owned by `filter.me`

struct Filter {
  View view = View::open;
  UserId me;
  CustomerId customer;                        // none: of everybody
  std::optional<std::vector<UserId>> owners;  // the reader's scope (own, team); not set: all
  std::string text;                           // a number, or part of the subject; empty: any
};

class Cases {
 public:
  Cases(EnginePort& engine, store::Store& store, IdSource& ids) : engine_(engine), store_(store), ids_(ids) {}

  boost::asio::awaitable<Result<CaseBrief>> create(NewCase wanted, UserId by);
  // `revision` is the one that the caller has seen; none: whatever it is now (the wrap-up of a contact).
  boost::asio::awaitable<Result<CaseBrief>> update(CaseId id, std::optional<std::int64_t> revision, CasePatch patch,
                                                   UserId by);
  boost::asio::awaitable<Result<CaseNote>> add_note(CaseId id, std::string text, UserId by);
  // Twice is once.
  boost::asio::awaitable<Result<void>> link(CaseId id, ConversationId conversation, UserId by);

  boost::asio::awaitable<Result<Case>> get(CaseId id);
  // The one changed last first.
  boost::asio::awaitable<Result<Page<CaseBrief>>> list(Filter filter, Cursor after, int limit);

 private:
  boost::asio::awaitable<Result<CaseBrief>> brief(CaseId id);

  EnginePort& engine_;
  store::Store& store_;
  IdSource& ids_;
};

// The statements of creation, for use inside a transaction: shared with imports (the demo). `number` 0: the next one.
Result<std::int64_t> insert(store::Session& session, CaseId id, const NewCase& fields, std::int64_t number,
                            WallTime opened, WallTime updated);
// Numbers given by hand must not come again.
Result<void> reserve_numbers(store::Session& session, std::int64_t highest);

}  // namespace tandem::cases

TANDEM_ERROR_ENUM(tandem::cases::errc)
