// What a live event means for the data that was fetched over REST: put it in, or mark it stale.
import type { QueryClient } from "@tanstack/react-query";
import type { CaseBrief, Customer, CustomerFull } from "../api/types";
import { keys } from "../api/keys";
import type { LiveEvent } from "./events";
import { upsertMessage, type MessagePage } from "./messages";
import type { LiveState } from "./state";

export function applyToCache(queries: QueryClient, event: LiveEvent, before: LiveState) {
  switch (event.type) {
    case "ready":
      // A first connection has just fetched everything; a later one may have missed changes that carry no number.
      if (before.seq != null) void queries.invalidateQueries();
      return;
    case "message.created":
      queries.setQueryData<MessagePage>(keys.messages(event.data.conversation), (page) =>
        upsertMessage(page, event.data),
      );
      return;
    case "conversation.updated":
      conversationChanged(queries, event.data, before);
      return;
    case "case.updated":
      caseChanged(queries, event.data);
      return;
    case "customer.updated":
      customerChanged(queries, event.data);
      return;
    default:
      return;
  }
}

type Changed = Extract<LiveEvent, { type: "conversation.updated" }>["data"];

function conversationChanged(queries: QueryClient, now: Changed, before: LiveState) {
  const then = before.conversations[now.id];
  if (then && then.state === now.state && then.customer?.id === now.customer?.id) return;
  void queries.invalidateQueries({ queryKey: keys.conversation(now.id) });
  if (now.customer) void queries.invalidateQueries({ queryKey: keys.timeline(now.customer.id) });
}

function caseChanged(queries: QueryClient, changed: CaseBrief) {
  void queries.invalidateQueries({ queryKey: keys.case(changed.id) });
  void queries.invalidateQueries({ queryKey: keys.cases() });
  void queries.invalidateQueries({ queryKey: keys.customerCases(changed.customer.id) });
  void queries.invalidateQueries({ queryKey: keys.timeline(changed.customer.id) });
}

function customerChanged(queries: QueryClient, changed: Customer) {
  queries.setQueryData<CustomerFull>(keys.customer(changed.id), (full) =>
    full ? { ...full, name: changed.name, tier: changed.tier, language: changed.language } : full,
  );
  void queries.invalidateQueries({ queryKey: keys.customer(changed.id) });
  void queries.invalidateQueries({ queryKey: keys.timeline(changed.id) });
}
