// How channels, services and the API talk to the engine. The driver (runtime/) stands behind it: it stamps the time,
// steps the core on its own thread, has the journal commit the record, and only then tells anybody.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>

#include "base/result.hpp"
#include "core/state.hpp"
#include "model/effect.hpp"
#include "model/record.hpp"
#include "ports/store.hpp"

namespace tandem {

// What became of a stimulus or a row change, after it is durable.
struct Committed {
  std::int64_t number = 0;  // the record's position; 0: nothing changed, nothing was written
  std::shared_ptr<const Record> record;
  Refusal refusal = Refusal::none;  // why a stimulus changed nothing

  // The first fact of this type, or null.
  template <class FactType>
  const FactType* find() const {
    if (record)
      for (const auto& fact : record->facts)
        if (auto* found = std::get_if<FactType>(&fact)) return found;
    return nullptr;
  }
};

class EnginePort {
 public:
  virtual ~EnginePort() = default;

  // Any thread. `done` runs on the journal's thread after the commit and must not block. False: the queue is full
  // (answer 503) or a commit has failed; hang-ups (LegEnded, EndConversation) are always taken.
  virtual bool submit(Stimulus stimulus, std::function<void(const Committed&)> done = {}) = 0;
  // The same for coroutines; resumes on the caller's executor. Fails with store::errc::busy or unavailable.
  virtual boost::asio::awaitable<Result<Committed>> ask(Stimulus stimulus) = 0;

  // A transaction of a service: `work` runs on the writer's thread (keep it under 2 ms), writes rows through the
  // session and says what it changed; both are committed together. The facts are filled with the time there.
  using Work = std::function<Result<std::vector<RowChanged>>(store::Session&)>;
  virtual boost::asio::awaitable<Result<Committed>> write(Work work) = 0;

  // The committed state, for screens. `look` runs at once on the calling thread under a lock: copy out and return.
  virtual void view(const std::function<void(const State&, std::int64_t position)>& look) const = 0;

  // Committed records, in order, on the journal's thread. Register before start; must not block.
  using Listener = std::function<void(const Committed&)>;
  virtual void on_committed(Listener listener) = 0;
  // Effects of committed records, in order, on the journal's thread. Every listener sees every effect and takes its own.
  using EffectListener = std::function<void(const Effect&)>;
  virtual void on_effect(EffectListener listener) = 0;

  // Records after `position`, oldest first, at most `limit`, decoded with their payloads: for streams that resume.
  virtual boost::asio::awaitable<Result<std::vector<Committed>>> records_after(std::int64_t position, int limit) = 0;
};

}  // namespace tandem
