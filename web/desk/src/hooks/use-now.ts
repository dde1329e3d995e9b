// One clock for all running figures: ticks once a second, aligned, only while somebody watches.
import { useSyncExternalStore } from "react";
import { useLive } from "../live/provider";

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setTimeout> | null = null;

function schedule() {
  timer = setTimeout(
    () => {
      now = Date.now();
      for (const listener of [...listeners]) listener();
      schedule();
    },
    1000 - (Date.now() % 1000),
  );
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  now = Date.now();
  if (!timer) schedule();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearTimeout(timer);
      timer = null;
    }
  };
}

export const useLocalNow = () => useSyncExternalStore(subscribe, () => now);

/** The server's time, in ms: all `since` figures are measured against this. */
export function useNow(): number {
  const skew = useLive((state) => state.skewMs);
  return useLocalNow() + skew;
}
