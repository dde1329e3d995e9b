// Every handler of the table, by the file that holds it. All are plain functions over one Call; each runs on the
// request's HTTP thread and must not block.
#pragma once

#include "api/routes/call.hpp"

namespace tandem::api::routes {

// sessions.cpp
awaitable<Response> sign_in(Context& context, Call call);
awaitable<Response> current_session(Context& context, Call call);
awaitable<Response> sign_out(Context& context, Call call);
awaitable<Response> list_sessions(Context& context, Call call);
awaitable<Response> revoke_session(Context& context, Call call);
// demo.cpp
awaitable<Response> demo_accounts(Context& context, Call call);
awaitable<Response> demo_identities(Context& context, Call call);
// configuration.cpp
awaitable<Response> desk_configuration(Context& context, Call call);
awaitable<Response> list_queues(Context& context, Call call);
awaitable<Response> list_skills(Context& context, Call call);
awaitable<Response> list_teams(Context& context, Call call);
awaitable<Response> list_flows(Context& context, Call call);
awaitable<Response> list_numbers(Context& context, Call call);
// configuration_document.cpp
awaitable<Response> get_configuration(Context& context, Call call);
awaitable<Response> change_configuration(Context& context, Call call);
awaitable<Response> configuration_names(Context& context, Call call);
// agents.cpp
awaitable<Response> list_agents(Context& context, Call call);
awaitable<Response> set_agent_state(Context& context, Call call);
// reservations.cpp
awaitable<Response> accept_reservation(Context& context, Call call);
awaitable<Response> reject_reservation(Context& context, Call call);
// conversations.cpp
awaitable<Response> list_conversations(Context& context, Call call);
awaitable<Response> get_conversation(Context& context, Call call);
awaitable<Response> explain_routing(Context& context, Call call);
awaitable<Response> preview_routing(Context& context, Call call);
awaitable<Response> start_simulation(Context& context, Call call);
awaitable<Response> get_simulation(Context& context, Call call);
awaitable<Response> stop_simulation(Context& context, Call call);
awaitable<Response> link_customer(Context& context, Call call);
// calls.cpp
awaitable<Response> set_hold(Context& context, Call call);
awaitable<Response> set_mute(Context& context, Call call);
awaitable<Response> send_digits(Context& context, Call call);
awaitable<Response> hang_up(Context& context, Call call);
awaitable<Response> end_chat(Context& context, Call call);
// messages.cpp
awaitable<Response> list_messages(Context& context, Call call);
awaitable<Response> post_message(Context& context, Call call);
awaitable<Response> mark_read(Context& context, Call call);
// wrap_up.cpp
awaitable<Response> wrap_up(Context& context, Call call);
// For the effect CompleteWrapUp: finishes with what the agent's draft says.
awaitable<void> complete_wrap_up(Context& context, CompleteWrapUp due);
awaitable<Response> get_draft(Context& context, Call call);
awaitable<Response> put_draft(Context& context, Call call);
// customers.cpp
awaitable<Response> search_customers(Context& context, Call call);
awaitable<Response> create_customer(Context& context, Call call);
awaitable<Response> get_customer(Context& context, Call call);
awaitable<Response> change_customer(Context& context, Call call);
awaitable<Response> customer_timeline(Context& context, Call call);
awaitable<Response> customer_orders(Context& context, Call call);
awaitable<Response> customer_cases(Context& context, Call call);
awaitable<Response> add_customer_note(Context& context, Call call);
awaitable<Response> add_customer_identity(Context& context, Call call);
// orders.cpp
awaitable<Response> find_orders(Context& context, Call call);
// cases.cpp
awaitable<Response> list_cases(Context& context, Call call);
awaitable<Response> create_case(Context& context, Call call);
awaitable<Response> get_case(Context& context, Call call);
awaitable<Response> change_case(Context& context, Call call);
awaitable<Response> add_case_note(Context& context, Call call);
// work.cpp
awaitable<Response> schedule_callback(Context& context, Call call);
awaitable<Response> queue_case(Context& context, Call call);
awaitable<Response> move_conversation(Context& context, Call call);
awaitable<Response> rate_agent(Context& context, Call call);
// recordings.cpp
awaitable<Response> get_recording(Context& context, Call call);
awaitable<Response> recording_audio(Context& context, Call call);
// metrics.cpp
awaitable<Response> live_metrics(Context& context, Call call);
// users.cpp
awaitable<Response> list_users(Context& context, Call call);
awaitable<Response> create_user(Context& context, Call call);
awaitable<Response> change_user(Context& context, Call call);
// audit.cpp
awaitable<Response> list_audit(Context& context, Call call);
// openapi/openapi.cpp
awaitable<Response> openapi_document(Context& context, Call call);

}  // namespace tandem::api::routes
