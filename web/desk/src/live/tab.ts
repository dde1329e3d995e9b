// Which of the browser's tabs this is.
/** Survives a reload, differs between tabs: the server tells by it who owns the sound. */
export function tabId(): string {
  const kept = sessionStorage.getItem("tandem.tab");
  if (kept) return kept;
  const made = uuid();
  sessionStorage.setItem("tandem.tab", made);
  return made;
}

/** crypto.randomUUID is missing on insecure origins; a desk over plain HTTP must still chat. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
