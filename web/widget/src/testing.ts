// A WebSocket for tests: the test plays the server.
import type { SocketLike } from "./connection";
import type { ClientFrame, Message, ServerFrame, Welcome } from "./protocol";

export class FakeSocket implements SocketLike {
  readyState = 0;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readonly sent: ClientFrame[] = [];
  closedByUs = false;

  send(data: string): void {
    this.sent.push(JSON.parse(data) as ClientFrame);
  }

  close(): void {
    this.closedByUs = true;
    this.readyState = 3;
  }

  accept(): void {
    this.readyState = 1;
    this.onopen?.(new Event("open"));
  }

  give(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent);
  }

  drop(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code } as CloseEvent);
  }

  of<Type extends ClientFrame["type"]>(type: Type): Extract<ClientFrame, { type: Type }>[] {
    return this.sent.filter((frame): frame is Extract<ClientFrame, { type: Type }> => frame.type === type);
  }
}

export class FakeSockets {
  readonly all: FakeSocket[] = [];
  readonly make = (): FakeSocket => {
    const socket = new FakeSocket();
    this.all.push(socket);
    return socket;
  };
  get last(): FakeSocket {
    const socket = this.all[this.all.length - 1];
    if (!socket) throw new Error("nothing has connected");
    return socket;
  }
}

export function welcome(over: Partial<Welcome> = {}): Welcome {
  return {
    type: "welcome",
    visitor: "visitor-1",
    greeting: null,
    online: true,
    conversation: null,
    history: [],
    call: null,
    ...over,
  };
}

export function message(seq: number, over: Partial<Message> = {}): Message {
  return {
    id: `m${over.conversation ?? "c1"}-${seq}`,
    seq,
    conversation: "c1",
    from: "agent",
    author: { id: "7", name: "李雷" },
    text: `text ${seq}`,
    at: new Date(Date.UTC(2026, 10, 21, 8, 0, seq)).toISOString(),
    key: null,
    ...over,
  };
}
