// The agent's screen: my conversations, the one in hand, its customer. Which one is in hand is part of the address.
import { useEffect } from "react";
import { navigate, usePath } from "../../app/router";
import { bindings, useHotkey } from "../../hooks/hotkeys";
import { useLive } from "../../live/provider";
import { myConversations } from "../../live/select";
import { CustomerPane } from "../customer/customer-pane";
import { ConversationsPane } from "./conversations-pane";
import { Middle } from "./middle";

export function Desk() {
  const mine = useLive(myConversations);
  const offers = useLive((state) => state.offers);
  const path = usePath();
  const wanted = path.startsWith("/c/") ? path.slice(3) : null;
  const selected = mine.find((c) => c.id === wanted) ?? mine[0] ?? null;

  // Others follow the address: a copied link and a reload lead to the same conversation.
  useEffect(() => {
    if (selected && wanted !== selected.id && wanted === null) navigate(`/c/${selected.id}`, true);
  }, [selected, wanted]);
  useHotkey(
    bindings.next,
    () => {
      const at = mine.findIndex((c) => c.id === selected?.id);
      const next = mine[(at + 1) % mine.length];
      if (next) navigate(`/c/${next.id}`);
    },
    mine.length > 1,
  );

  const offered = selected ? null : (offers[0] ?? null);
  return (
    <div className="desk" data-testid="desk">
      <ConversationsPane conversations={mine} selected={selected?.id ?? null} />
      <Middle conversation={selected} offers={offers} />
      <CustomerPane conversation={selected} offer={offered} />
    </div>
  );
}
