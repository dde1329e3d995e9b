// Gives the screens the live state and the softphone, and ties the two together.
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useSession } from "../app/session";
import { Phone } from "../phone/phone";
import { exposeStats } from "../phone/stats";
import { Live } from "./live";
import { mySegment } from "./select";
import type { LiveState } from "./state";

interface Both {
  live: Live;
  phone: Phone;
}
const Context = createContext<Both | null>(null);

export function LiveProvider({ token, children }: { token: string; children: ReactNode }) {
  const queries = useQueryClient();
  const { dropped } = useSession();
  const [both] = useState<Both>(() => {
    const live = new Live(token, queries, dropped);
    const phone = new Phone(live.send);
    live.onLeg(
      (message) => phone.receive(message),
      (legs) => phone.reconcile(legs),
    );
    return { live, phone };
  });
  useEffect(() => {
    const { live, phone } = both;
    exposeStats(phone);
    live.start();
    const stopFollowing = followCalls(live, phone);
    return () => {
      stopFollowing();
      phone.stop();
      live.stop();
    };
  }, [both]);
  return <Context value={both}>{children}</Context>;
}

/** Lets the caller hear this side as soon as, and only when, this agent talks; frees legs of offers that ended. */
function followCalls(live: Live, phone: Phone) {
  live.onReservation((event) => {
    if (event.type === "reservation.accepted") phone.acceptedReservation(event.data.reservation);
    else if (event.type !== "reservation.offered" && "reservation" in event.data && event.data.reservation)
      phone.forgetReservation(event.data.reservation);
  });
  return live.subscribe(() => {
    const state = live.get();
    for (const conversation of Object.values(state.conversations)) {
      const kind = mySegment(conversation, state.me?.id)?.kind;
      if (kind === "talking" || kind === "hold") phone.speak(conversation.id);
    }
  });
}

function useBoth(): Both {
  const both = useContext(Context);
  if (!both) throw new Error("useLive outside of LiveProvider");
  return both;
}
export const useLiveClient = () => useBoth().live;
export const usePhone = () => useBoth().phone;

/** A part of the live state; renders again only when that part changes (compared with Object.is, or shallowly). */
export function useLive<T>(select: (state: LiveState) => T): T {
  const { live } = useBoth();
  const last = useRef<T | undefined>(undefined);
  return useSyncExternalStore(live.subscribe, () => {
    const next = select(live.get());
    if (last.current !== undefined && shallowEqual(last.current, next)) return last.current;
    last.current = next;
    return next;
  });
}
export function usePhoneState() {
  const { phone } = useBoth();
  return useSyncExternalStore(phone.subscribe, phone.get);
}
export function useOutbox() {
  const { live } = useBoth();
  return useSyncExternalStore(live.subscribe, live.outbox);
}

function shallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, i) => Object.is(item, b[i]));
}
