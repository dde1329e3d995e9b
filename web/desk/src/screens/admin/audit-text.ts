// An entry of the audit log as people read it: the kind and name of what was touched, and its details as pairs. What no
// word is known for stays as the server wrote it. Pure.
import type { AdminUser, AuditEntry } from "../../api/types";

export interface Touched {
  kind: string;
  id: string | null;
}

/** "user/29445" -> its kind and id. */
export function touched(resource: string | null): Touched | null {
  if (!resource) return null;
  const [kind = resource, id] = resource.split("/");
  return { kind, id: id ?? null };
}

/** People are known by name, everything else by its number. */
export function nameOf(what: Touched | null, users: AdminUser[]): string | null {
  if (!what?.id) return null;
  if (what.kind === "user" || what.kind === "agent") return users.find((user) => user.id === what.id)?.name ?? what.id;
  return what.kind === "session" ? null : what.id;
}

export interface Detail {
  name: string;
  value: string;
  lines?: string[];
}

const plain = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** A flat object as pairs; anything else as one value without a name. */
export function detailsOf(entry: Pick<AuditEntry, "detail">): Detail[] {
  const { detail } = entry;
  if (detail === null || detail === undefined || detail === "") return [];
  if (typeof detail !== "object" || Array.isArray(detail)) return [{ name: "", value: plain(detail) }];
  return Object.entries(detail)
    .filter(([, value]) => value !== null)
    .map(([name, value]) =>
      Array.isArray(value) && value.every((line) => typeof line === "string")
        ? { name, value: value.join("\n"), lines: value }
        : { name, value: plain(value) },
    );
}
