// The messages of all conversations the visitor can see, each once, in order: by conversation (the older first), inside
// one by `seq`. The same message may come as history, as a live frame and as an acknowledgement.
import type { Message } from "./protocol";

export class Thread {
  private byId = new Map<string, Message>();
  private ordered: Message[] = [];

  get messages(): readonly Message[] {
    return this.ordered;
  }

  /** The ones that were new. */
  merge(messages: readonly Message[]): Message[] {
    const fresh = messages.filter((message) => !this.byId.has(message.id) && !this.hasPlace(message));
    const unique = fresh.filter((message, i) => fresh.findIndex((other) => other.id === message.id) === i);
    if (unique.length === 0) return [];
    for (const message of unique) this.byId.set(message.id, message);
    this.sort();
    return unique;
  }

  lastSeq(conversation: string): number | null {
    let last: number | null = null;
    for (const message of this.ordered)
      if (message.conversation === conversation && (last === null || message.seq > last)) last = message.seq;
    return last;
  }

  has(key: string): boolean {
    return this.ordered.some((message) => message.key === key);
  }

  clear(): void {
    this.byId.clear();
    this.ordered = [];
  }

  private hasPlace(message: Message): boolean {
    return this.ordered.some((one) => one.conversation === message.conversation && one.seq === message.seq);
  }

  private sort(): void {
    const startOf = new Map<string, string>();
    for (const message of this.byId.values()) {
      const start = startOf.get(message.conversation);
      if (start === undefined || message.at < start) startOf.set(message.conversation, message.at);
    }
    this.ordered = [...this.byId.values()].sort((a, b) => {
      if (a.conversation === b.conversation) return a.seq - b.seq;
      const [startA, startB] = [startOf.get(a.conversation)!, startOf.get(b.conversation)!];
      if (startA !== startB) return startA < startB ? -1 : 1;
      return a.conversation < b.conversation ? -1 : 1;
    });
  }
}
