#include "api/routes/table.hpp"

#include <array>

#include "api/routes/handlers.hpp"

namespace tandem::api {
namespace {

using enum http::verb;
using namespace routes;
constexpr auto own = Scope::own, team = Scope::team, all = Scope::all;

constexpr QueryParameter sessions_query[] = {{"user", "the id of a user, by default oneself"}};
constexpr QueryParameter conversations_query[] = {
    {"view", "mine, waiting, active, offered, answered, abandoned, short_abandoned, within_target or ended; all by default"},
    {"queue", "an id"},
    {"agent", "an id"},
    {"customer", "an id"},
    {"from", "RFC 3339, inclusive"},
    {"to", "RFC 3339, exclusive"}};
constexpr QueryParameter customers_query[] = {{"q", "part of a name, a number, an address or an order"}};
constexpr QueryParameter timeline_query[] = {{"kind", "call, chat, work, case, order or note; all by default"}};
constexpr QueryParameter orders_query[] = {{"number", "the whole number"}};
constexpr QueryParameter cases_query[] = {
    {"view", "mine, open or all"}, {"customer", "an id"}, {"q", "a number or part of a subject"}};

constexpr QueryParameter configuration_query[] = {{"dry_run", "true: say what would change, and change nothing"}};

constexpr std::array table{
    Endpoint{post, "/sessions", anybody, "", own, &sign_in, "Sign in", "SignIn", "Session", 201},
    Endpoint{get, "/sessions/current", signed_in, "", own, &current_session, "Who am I", "", "CurrentSession"},
    Endpoint{delete_, "/sessions/current", signed_in, "", own, &sign_out, "Sign out", "", "", 204},
    Endpoint{get, "/sessions", "session", "read", own, &list_sessions, "Sessions of a user", "", "SessionInfo[]", 200, false, sessions_query},
    Endpoint{delete_, "/sessions/{id}", "session", "revoke", own, &revoke_session, "End a session", "", "", 204},
    Endpoint{get, "/demo", anybody, "", own, &demo_accounts, "The demo's accounts (only with --demo)", "", "Demo"},
    Endpoint{get, "/openapi.json", anybody, "", own, &openapi_document, "This document", "", "Document"},

    Endpoint{get, "/config/desk", "configuration", "read", all, &desk_configuration, "Words and settings of the desk", "", "DeskConfiguration"},
    Endpoint{get, "/queues", "configuration", "read", all, &list_queues, "Queues", "", "Queue[]"},
    Endpoint{get, "/skills", "configuration", "read", all, &list_skills, "Skills", "", "Named[]"},
    Endpoint{get, "/teams", "configuration", "read", all, &list_teams, "Teams", "", "Named[]"},
    Endpoint{get, "/flows", "configuration", "read", all, &list_flows, "Flows", "", "Flow[]"},
    Endpoint{get, "/numbers", "configuration", "read", all, &list_numbers, "Numbers", "", "Number[]"},
    Endpoint{get, "/configuration", "configuration", "inspect", all, &get_configuration, "The configuration as its file would say it", "", "Configuration"},
    Endpoint{patch, "/configuration", "configuration", "write", all, &change_configuration, "Replace whole sections of the configuration; 422 says what is wrong with them",
             "ConfigurationPatch", "ConfigurationChanged", 200, true, configuration_query},
    Endpoint{get, "/configuration/names", "configuration", "inspect", all, &configuration_names, "What conditions of rules can speak of", "", "RuleName[]"},

    Endpoint{post, "/routing/preview", "routing", "preview", all, &preview_routing, "What the router would do with a contact that came now", "RoutingCaller", "RoutingPreview"},
    Endpoint{post, "/simulations", "routing", "simulate", all, &start_simulation, "Run a simulation", "SimulationWish", "SimulationId", 202},
    Endpoint{get, "/simulations/{id}", "routing", "simulate", all, &get_simulation, "How far it is, and what came of it", "", "Simulation"},
    Endpoint{delete_, "/simulations/{id}", "routing", "simulate", all, &stop_simulation, "Stop a simulation", "", "", 204},

    Endpoint{get, "/agents", "agent", "read", own, &list_agents, "Agents as they are now", "", "AgentLive[]"},
    Endpoint{post, "/agents/{id}/state", "agent", "set_state", own, &set_agent_state, "On duty, on a break, off duty", "AgentState", "AgentLive"},
    Endpoint{put, "/agents/{id}/rating", "agent", "rate", team, &routes::rate_agent, "How good their contacts turned out", "AgentRating", "AgentRating"},
    Endpoint{post, "/reservations/{id}/accept", "reservation", "answer", own, &accept_reservation, "Accept an offer", "", "Accepted"},
    Endpoint{post, "/reservations/{id}/reject", "reservation", "answer", own, &reject_reservation, "Let an offer go", "Rejection", "Accepted"},

    Endpoint{get, "/conversations", "conversation", "read", own, &routes::list_conversations, "Conversations behind a number", "", "ConversationSummary[]", 200, false,
             conversations_query},
    Endpoint{get, "/conversations/{id}", "conversation", "read", own, &get_conversation, "One conversation whole", "", "Conversation"},
    Endpoint{get, "/conversations/{id}/routing", "conversation", "read", team, &explain_routing, "Why it waits, and for whom", "", "Routing"},
    Endpoint{post, "/conversations/{id}/move", "conversation", "move", team, &move_conversation, "Put what waits into another queue", "Move", "ConversationLive"},
    Endpoint{get, "/conversations/{id}/messages", "conversation", "read", own, &list_messages, "Messages; the cursor leads to older ones", "", "Message[]"},
    Endpoint{post, "/conversations/{id}/messages", "conversation", "handle", own, &post_message, "Write a message", "NewMessage", "Message", 201},
    Endpoint{post, "/conversations/{id}/hold", "conversation", "handle", own, &set_hold, "Hold or take back", "Switch", "ConversationLive"},
    Endpoint{post, "/conversations/{id}/mute", "conversation", "handle", own, &set_mute, "Mute oneself", "Switch", "ConversationLive"},
    Endpoint{post, "/conversations/{id}/digits", "conversation", "handle", own, &send_digits, "Send digits to the caller", "Digits", "ConversationLive"},
    Endpoint{post, "/conversations/{id}/hang_up", "conversation", "handle", own, &hang_up, "End a call", "", "ConversationLive"},
    Endpoint{post, "/conversations/{id}/end", "conversation", "handle", own, &end_chat, "End a chat, or other work that is no call", "", "ConversationLive"},
    Endpoint{post, "/conversations/{id}/customer", "conversation", "handle", own, &routes::link_customer, "Say who it is", "CustomerLink", "ConversationLive"},
    Endpoint{post, "/conversations/{id}/read", "conversation", "handle", own, &routes::mark_read, "Messages read up to here", "ReadMark", "", 204},
    Endpoint{post, "/conversations/{id}/wrap_up", "conversation", "handle", own, &wrap_up, "Register and finish", "WrapUp", "WrappedUp"},
    Endpoint{get, "/conversations/{id}/draft", "conversation", "handle", own, &get_draft, "The registration as typed so far", "", "Draft"},
    Endpoint{put, "/conversations/{id}/draft", "conversation", "handle", own, &put_draft, "Keep what was typed", "Draft", "", 204},

    Endpoint{get, "/customers", "customer", "read", all, &search_customers, "Find customers", "", "Customer[]", 200, false, customers_query},
    Endpoint{post, "/customers", "customer", "write", all, &create_customer, "A new customer", "NewCustomer", "Customer", 201},
    Endpoint{get, "/customers/{id}", "customer", "read", all, &get_customer, "One customer", "", "CustomerFull"},
    Endpoint{patch, "/customers/{id}", "customer", "write", all, &change_customer, "Change a customer", "CustomerPatch", "CustomerFull", 200, true},
    Endpoint{get, "/customers/{id}/timeline", "customer", "read", all, &customer_timeline, "Everything that happened, newest first", "", "TimelineItem[]", 200, false,
             timeline_query},
    Endpoint{get, "/customers/{id}/orders", "order", "read", all, &customer_orders, "Orders of a customer", "", "Order[]"},
    Endpoint{get, "/customers/{id}/cases", "case", "read", all, &customer_cases, "Cases of a customer", "", "CaseBrief[]"},
    Endpoint{post, "/customers/{id}/notes", "customer", "write", all, &add_customer_note, "Add a note", "NewNote", "Note", 201},
    Endpoint{post, "/customers/{id}/identities", "customer", "write", all, &add_customer_identity, "Add a number or address", "NewIdentity", "CustomerFull", 201},
    Endpoint{get, "/orders", "order", "read", all, &find_orders, "An order by its number", "", "Order[]", 200, false, orders_query},

    Endpoint{get, "/cases", "case", "read", all, &list_cases, "Cases", "", "CaseBrief[]", 200, false,
             cases_query},
    Endpoint{post, "/cases", "case", "write", all, &create_case, "A new case", "NewCase", "Case", 201},
    Endpoint{get, "/cases/{id}", "case", "read", all, &get_case, "One case", "", "Case"},
    Endpoint{patch, "/cases/{id}", "case", "write", all, &change_case, "Change a case", "CasePatch", "Case", 200, true},
    Endpoint{post, "/cases/{id}/notes", "case", "write", all, &add_case_note, "Add a note", "NewNote", "Note", 201},

    Endpoint{post, "/cases/{id}/queue", "case", "write", all, &queue_case, "Have the next agent of a queue take a case up", "CaseWork", "ConversationLive", 201},
    Endpoint{post, "/callbacks", "callback", "create", all, &schedule_callback, "Promise a call", "NewCallback", "ConversationLive", 201},

    Endpoint{get, "/recordings/{id}", "recording", "listen", own, &get_recording, "What a recording is", "", "Recording"},
    Endpoint{get, "/recordings/{id}/audio", "recording", "listen", own, &recording_audio, "Stereo WAV: left the customer, right the agent", "", "Audio"},
    Endpoint{get, "/metrics/live", "metrics", "read", own, &live_metrics, "Today's numbers", "", "LiveMetrics"},
    Endpoint{get, "/users", "user", "read", team, &list_users, "Users", "", "User[]"},
    Endpoint{post, "/users", "user", "write", all, &create_user, "A new user", "NewUser", "User", 201},
    Endpoint{patch, "/users/{id}", "user", "write", all, &change_user, "Change a user", "UserPatch", "User", 200, true},
    Endpoint{get, "/audit", "audit", "read", all, &list_audit, "Who did what", "", "AuditEntry[]"},
};

}  // namespace

std::span<const Endpoint> endpoints() { return table; }

}  // namespace tandem::api
