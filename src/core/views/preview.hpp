// What the router would do with a contact that came now: the engine itself decides, on a copy of the state, so that what is shown is
// what would happen. Copies the whole state: for a person who tries something, not for every call. Pure.
#pragma once

#include <optional>
#include <vector>

#include "core/views/explain.hpp"
#include "core/state.hpp"

namespace tandem {

struct PreviewContact {
  Channel channel = Channel::voice;
  QueueId queue;    // as a flow would choose it
  int priority = 0; // added by the flow
  NumberId number;  // that was called; none: not known
  SiteId site;      // of a chat
  CustomerId customer;
  std::string tier, language;  // language: empty: the configuration's
  CustomerTraits traits;
  std::vector<std::pair<std::string, std::string>> values;  // that the flow collected
};

struct Preview {
  FlowId flow;                // the contact would go to this flow of an overflow instead of waiting; none: it would wait
  std::optional<Task> task;   // as it enters its queue
  std::optional<ReservationMade> offer;  // at once; nothing: it would wait
  Explanation why;            // of the task, before it is offered
  ConfigurationPtr configuration;        // that was tried
};

// `state`: a copy of the real one, which is used up. `draft`: instead of the configuration in force; null: that one.
Preview preview(State state, const PreviewContact& contact, ConfigurationPtr draft, WallTime now);

}  // namespace tandem
