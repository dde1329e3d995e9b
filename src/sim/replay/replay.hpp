// Brings the customers of a trace once more: they come when they came, for as long as they took. What no trace can know is
// drawn: how long those would have waited who were answered, and how long those would have taken who left. A value that
// several runs share; nothing of it changes.
#pragma once

#include <memory>

#include "sim/load.hpp"
#include "sim/replay/trace.hpp"

namespace tandem::sim {

class Replay {
 public:
  explicit Replay(Trace trace);

  const Trace& trace() const { return trace_; }
  // One for each queue, channel and priority. Their rates, handle times and patience describe the trace, for staffing.
  const std::vector<Stream>& streams() const { return streams_; }
  std::size_t size() const { return trace_.contacts.size(); }

  // Who left has the patience they showed and takes as long as somebody of the same queue did. Who was answered would have
  // waited at least that long: what comes on top is exponential with the mean of leaving_after_ms.
  Contact contact(std::size_t index, Random& patience, Random& handle) const;

  // The mean patience in a queue, where waiting is all that makes people leave: the time that everybody waited, divided by
  // the number of those who left (the maximum-likelihood estimate of a censored exponential). None: nobody left.
  std::optional<double> leaving_after_ms(QueueId queue) const;

 private:
  struct OfQueue {
    double waited_ms = 0;
    std::int64_t left = 0;
    std::vector<std::int32_t> handles_ms;
  };
  void describe_streams();
  std::int64_t draw_handle_ms(QueueId queue, Random& random) const;

  Trace trace_;
  std::vector<Stream> streams_;
  std::vector<std::uint32_t> stream_of_;  // by contact
  std::map<QueueId, OfQueue> queues_;
  std::vector<std::int32_t> handles_ms_;  // of all queues, for those that have none
};

// A load that is this trace.
Load load_of(std::shared_ptr<const Replay> replay);

}  // namespace tandem::sim
