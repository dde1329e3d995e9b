// The rules of the core, one file each: what a stimulus means. They read the state and decide through Decisions.
// presence.cpp: agents on and off duty · conversations.cpp: start, end, wrap-up · legs.cpp: what telephones report ·
// chats.cpp: messages · work.cpp: cases, e-mails and callbacks · waiting.cpp: tasks in their queues · demands.hpp: what they ask
// for · overflow.cpp: queues that are too full · routing.cpp and matching.hpp: who gets what · reservations.cpp: offers ·
// flows.cpp: the flow interpreter · timers.cpp: what is due, and the start of the program.
#pragma once

#include "core/decisions.hpp"

namespace tandem::rules {

// presence
void publish_configuration(Decisions& d, const ConfigurationPublished& stimulus);
void set_agent_state(Decisions& d, const SetAgentState& stimulus);
void change_agent_link(Decisions& d, const AgentLinkChanged& stimulus);
void agent_link_lost(Decisions& d, AgentId agent);  // the grace time is over
void change_state(Decisions& d, AgentId agent, AgentState state, std::string reason, UserId by);

// conversations
ParticipantId join(Decisions& d, ConversationId conversation, ParticipantKind kind, LegId leg);
void call_arrived(Decisions& d, const CallArrived& stimulus);
void chat_arrived(Decisions& d, const ChatArrived& stimulus);
void link_customer(Decisions& d, const LinkCustomer& stimulus);
void end_requested(Decisions& d, const EndConversation& stimulus);
void finish_wrap_up(Decisions& d, const FinishWrapUp& stimulus);
void wrap_up_over(Decisions& d, ConversationId conversation);  // its time has run out: what was written so far counts
void wrap_up_unfinished(Decisions& d, ConversationId conversation);  // and nobody brought it
enum class Ending { hang_up_legs, legs_are_lost };              // lost: after a restart nothing is there to hang up
void end_conversation(Decisions& d, ConversationId conversation, EndedBy by, EndCause cause,
                      Ending ending = Ending::hang_up_legs);
// The agent's telephone went away in the middle of a call: the caller waits again, before all others.
void agent_lost(Decisions& d, ConversationId conversation, ParticipantId agent, EndCause cause);

// legs
void leg_ringing(Decisions& d, const LegRinging& stimulus);
void leg_answered(Decisions& d, const LegAnswered& stimulus);
void leg_described(Decisions& d, const LegDescribed& stimulus);
void leg_ended(Decisions& d, const LegEnded& stimulus);
void set_hold(Decisions& d, const SetHold& stimulus);
void set_mute(Decisions& d, const SetMute& stimulus);
void leg_gone(Decisions& d, LegId leg, EndCause cause, EndedBy by);

// chats
void message_posted(Decisions& d, const MessagePosted& stimulus);
void mark_read(Decisions& d, const MarkRead& stimulus);
// Adds a message to the conversation; without an id it is one of the flow's or the program's own.
void add_message(Decisions& d, ConversationId conversation, Author author, AgentId agent, MessageId id, std::int64_t key,
                 Private text);

// reservations
void accept_reservation(Decisions& d, const AcceptReservation& stimulus);
void reject_reservation(Decisions& d, const RejectReservation& stimulus);
void accept(Decisions& d, ReservationId reservation);
void reservation_expired(Decisions& d, ReservationId reservation);
// A task that was let go is offered elsewhere at once, and to the same agent again only after a while.
void look_again_later(Decisions& d, TaskId task);
void make_reservation(Decisions& d, const Task& task, const Agent& agent, RoutingReason why);
// Ends an open offer without acceptance, and takes the agent off the conversation. `phone_is_gone`: its leg ended first.
void withdraw(Decisions& d, ReservationId reservation, ReservationOutcome outcome, std::string reason,
              bool phone_is_gone = false);

// routing
void route(Decisions& d);  // offers what became possible; called at the end of every step

// waiting
struct Entry {
  QueueId queue;
  int priority = 0;     // added to the queue's own
  WallTime not_before;  // 0: at once
  WallTime promised;    // to be answered by then; 0: by the queue's target
  UserId by;            // who chose the queue; none: a flow, or the engine: then rules may choose another
};
void enqueue(Decisions& d, ConversationId conversation, Entry entry);  // with the place that was kept, if one was
void end_waiting(Decisions& d, TaskId task, TaskOutcome outcome);       // an open offer ends as nobody's miss
void clear_task_timers(Decisions& d, TaskId task);
void relax(Decisions& d, TaskId task);          // it has waited long enough for the next of its queue's relaxations
void open_to_all(Decisions& d, TaskId task);    // no longer kept for one agent
void open_what_is_kept_for(Decisions& d, AgentId agent);
void start_waiting(Decisions& d, TaskId task);  // its time has come
void add_way(Decisions& d, TaskId task, OverflowWay way);
void look_at_demand_again(Decisions& d, ConversationId conversation);  // something new is known
void wait_by_configuration(Decisions& d);  // another one counts: relaxations and overflows are timed by it
void requeue(Decisions& d, ConversationId conversation, Entry entry);
void move_task(Decisions& d, const MoveTask& stimulus);

// overflow
void check_overflows(Decisions& d);  // of the queues that this step changed
void end_overflows(Decisions& d);    // all of them: before another configuration counts
bool overflows_at_once(Decisions& d, const Conversation& conversation, const Queue& queue);  // true: it went to a flow instead
void await_overflow(Decisions& d, const Task& task);
void waited_long(Decisions& d, TaskId task);
void watch_hours(Decisions& d, QueueId queue);
std::vector<OverflowWay> ways_of(const State& state, const Queue& queue);  // those that are on

// work
void work_arrived(Decisions& d, const WorkArrived& stimulus);
void set_values(Decisions& d, const SetValues& stimulus);
void rate_agent(Decisions& d, const RateAgent& stimulus);
// A callback about the same matter waits in the place of this conversation, whose flow goes on. No queue: the one it waited in.
void ask_for_callback(Decisions& d, ConversationId conversation, QueueId queue, Private number);
// The new conversation waits in the place of the old one, which ends.
void take_place_of(Decisions& d, ConversationId old, ConversationId conversation);

// flows
void start_flow(Decisions& d, ConversationId conversation, FlowId flow);
void playback_finished(Decisions& d, const PlaybackFinished& stimulus);
void digits_collected(Decisions& d, const DigitsCollected& stimulus);
void look_up_answered(Decisions& d, const LookUpAnswered& stimulus);
void look_up_timed_out(Decisions& d, RequestId request);
void flow_input(Decisions& d, ConversationId conversation, const Private& text);  // a visitor wrote while a flow runs

// timers
void program_started(Decisions& d);
void timers_due(Decisions& d);

}  // namespace tandem::rules
