// The identities of the model. See base/ids.hpp for who makes them.
#pragma once

#include "base/ids.hpp"
#include "base/private.hpp"

namespace tandem {

using AgentId = Id<struct AgentTag>;  // an agent is a user's profile under the same id
using UserId = AgentId;
using TeamId = Id<struct TeamTag>;
using SkillId = Id<struct SkillTag>;
using QueueId = Id<struct QueueTag>;
using FlowId = Id<struct FlowTag>;
using HoursId = Id<struct HoursTag>;
using NumberId = Id<struct NumberTag>;
using TrunkId = Id<struct TrunkTag>;
using SiteId = Id<struct SiteTag>;
using CustomerId = Id<struct CustomerTag>;
using CaseId = Id<struct CaseTag>;
using OrderId = Id<struct OrderTag>;
using MessageId = Id<struct MessageTag>;
using LegId = Id<struct LegTag>;  // one end of a call: a SIP dialog or a browser's PeerConnection stands behind it

// Counters of the engine's state.
using ConversationId = Id<struct ConversationTag>;
using ParticipantId = Id<struct ParticipantTag>;
using SegmentId = Id<struct SegmentTag>;
using TaskId = Id<struct TaskTag>;
using ReservationId = Id<struct ReservationTag>;
using RecordingId = Id<struct RecordingTag>;
using TimerId = Id<struct TimerTag>;
using ActionId = Id<struct ActionTag>;    // a prompt or collection on a leg
using RequestId = Id<struct RequestTag>;  // a look-up that a flow waits for

}  // namespace tandem
