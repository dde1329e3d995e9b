// What survives a reload, per site and per person: two people who sign in to the site on one browser never see each
// other's conversations. Where the browser forbids storage, memory takes its place.
export type Backend = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export class MemoryBackend implements Backend {
  private readonly items = new Map<string, string>();
  get length() {
    return this.items.size;
  }
  key(index: number) {
    return [...this.items.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    this.items.set(key, value);
  }
  removeItem(key: string) {
    this.items.delete(key);
  }
}

/** localStorage or sessionStorage when they can be written to (privacy modes throw), otherwise memory. */
export function browserBackend(kind: "localStorage" | "sessionStorage"): Backend {
  try {
    const storage = window[kind];
    storage.setItem("tandem:probe", "1");
    storage.removeItem("tandem:probe");
    return storage;
  } catch {
    return new MemoryBackend();
  }
}

export class Slot {
  private readonly prefix: string;

  constructor(
    private readonly backend: Backend,
    site: string,
    readonly person: string,
  ) {
    this.prefix = `tandem:${site}:${encodeURIComponent(person)}:`;
  }

  get(name: string): string | null {
    return this.backend.getItem(this.prefix + name);
  }

  /** False when the browser refuses (quota): the caller goes on with what it has in memory. */
  set(name: string, value: string): boolean {
    try {
      this.backend.setItem(this.prefix + name, value);
      return true;
    } catch {
      return false;
    }
  }

  remove(name: string): void {
    this.backend.removeItem(this.prefix + name);
  }

  names(start = ""): string[] {
    const found: string[] = [];
    for (let i = 0; i < this.backend.length; i++) {
      const key = this.backend.key(i);
      if (key?.startsWith(this.prefix + start)) found.push(key.slice(this.prefix.length));
    }
    return found;
  }

  /** Everything goes over to `other`, for a stranger who signs in and stays the same visitor. */
  moveTo(other: Slot): void {
    for (const name of this.names()) {
      const value = this.get(name);
      if (value !== null) other.set(name, value);
      this.remove(name);
    }
  }
}
