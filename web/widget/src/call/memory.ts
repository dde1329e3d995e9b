// What a reloaded page needs to take its call back: kept per tab, written while the call is up, good for 30 seconds.
import type { Backend } from "../storage";
import type { ServerState } from "./call";

export const resumeMs = 30_000;

const states: readonly string[] = ["answered", "ringing", "queued", "talking", "held"];

export interface CallMemory {
  leg: string;
  person: string;
  /** When the call was answered and when this was written, in milliseconds. */
  since: number;
  state: ServerState;
  at: number;
}

export class CallMemoryStore {
  private readonly name: string;

  constructor(
    private readonly backend: Backend,
    site: string,
    private readonly now: () => number = Date.now,
  ) {
    this.name = `tandem:${site}:call`;
  }

  save(memory: Omit<CallMemory, "at">): void {
    try {
      this.backend.setItem(this.name, JSON.stringify({ ...memory, at: this.now() }));
    } catch {
      // Without storage a reload ends the call; nothing else changes.
    }
  }

  /** The call this tab had until a moment ago. */
  load(): CallMemory | null {
    try {
      const value = JSON.parse(this.backend.getItem(this.name) ?? "null") as Partial<CallMemory> | null;
      if (!value || typeof value.leg !== "string" || typeof value.person !== "string") return null;
      if (typeof value.since !== "number" || typeof value.at !== "number") return null;
      if (!states.includes(value.state ?? "")) return null;
      const age = this.now() - value.at;
      return age >= 0 && age < resumeMs ? (value as CallMemory) : null;
    } catch {
      return null;
    }
  }

  clear(): void {
    this.backend.removeItem(this.name);
  }
}
