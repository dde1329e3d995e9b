// Answers the flows' look-ups: hears LookUp effects on the journal's thread, reads on the executor's, and submits
// LookUpAnswered. At most `most_in_flight` at once; one more is answered `failed` at once, and so is one whose read
// fails. An answer later than the effect's deadline is dropped (the engine has gone on). Registers itself when made, so
// make it before the engine starts; the engine ends before it.
#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>

#include "base/id_source.hpp"
#include "crm/customer.hpp"
#include "ports/engine.hpp"

namespace tandem::crm {

class LookUps {
 public:
  static constexpr int most_in_flight = 256;

  LookUps(boost::asio::any_io_executor executor, EnginePort& engine, store::Store& store, IdSource& ids);

  // The answer to one look-up. Public for tests.
  boost::asio::awaitable<LookUpAnswered> answer(LookUp look_up);

 private:
  void hear(const Effect& effect);
  boost::asio::awaitable<void> serve(LookUp look_up);
  boost::asio::awaitable<Result<bool>> find_customer(const LookUp& look_up, LookUpAnswered& answer);
  boost::asio::awaitable<Result<bool>> find_order(const LookUp& look_up, LookUpAnswered& answer);
  boost::asio::awaitable<Result<bool>> add_traits(LookUpAnswered& answer);
  void add(LookUpAnswered& answer, std::string name, std::string text);

  boost::asio::any_io_executor executor_;
  EnginePort& engine_;
  store::Store& store_;
  IdSource& ids_;
  std::atomic<int> in_flight_{0};
};

}  // namespace tandem::crm
