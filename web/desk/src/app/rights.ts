// What somebody may do, read from the permissions of their session ("conversation.read:team"). The server decides;
// this only keeps screens away that would answer 403.
import type { User } from "../api/types";

export type Scope = "own" | "team" | "all";

export function scopeOf(user: Pick<User, "permissions">, permission: string): Scope | null {
  const found = user.permissions.find((p) => p.startsWith(`${permission}:`));
  return found ? (found.slice(permission.length + 1) as Scope) : null;
}
const beyondOwn = (scope: Scope | null) => scope === "team" || scope === "all";

export const oversees = (user: User) => beyondOwn(scopeOf(user, "conversation.read"));
export const administers = (user: User) => scopeOf(user, "user.write") !== null;
export const simulates = oversees;
export const configures = (user: User) => scopeOf(user, "configuration.write") !== null;
/** Sees how it is configured, whether or not they may change it. */
export const inspects = (user: User) => configures(user) || scopeOf(user, "configuration.inspect") !== null;
/** Asks the router what it would do with somebody who came now. */
export const previews = (user: User) => scopeOf(user, "routing.preview") !== null;
export const setsStates = (user: User) => beyondOwn(scopeOf(user, "agent.set_state"));
export const movesWaiting = (user: User) => scopeOf(user, "conversation.move") !== null;
/** Says how much a customer is worth, and who must not serve them. */
export const steersCustomers = (user: User) => scopeOf(user, "customer.route") !== null;
export const promisesCalls = (user: User) => scopeOf(user, "callback.create") !== null;
