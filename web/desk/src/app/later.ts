// Screens whose code is fetched when they are first shown, or before, in a quiet moment. A link that is down for some
// seconds only delays them.
import { lazy, useEffect, type ComponentType, type LazyExoticComponent } from "react";

const mostTries = 8;
const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Tries again with growing pauses (14 s in all) before it gives up. */
export async function persistently<T>(load: () => Promise<T>, pause: (ms: number) => Promise<void> = sleep): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await load();
    } catch (error) {
      if (tries === mostTries) throw error;
      await pause(tries * 500);
    }
  }
}

export interface Later {
  fetchEarly: () => Promise<unknown>;
}

export function later<P extends object>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> & Later {
  const screen = lazy(async () => ({ default: await persistently(load) }));
  return Object.assign(screen, { fetchEarly: load });
}

/** Once the first screen is there, so that no click has to wait for code, or meets a server that is away. */
export function useFetchEarly(screens: Later[], afterMs = 2000) {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const screen of screens) screen.fetchEarly().catch(() => undefined);
    }, afterMs);
    return () => clearTimeout(timer);
    // What is fetched is decided once, at sign-in.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
