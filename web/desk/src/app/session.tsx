// Who is signed in. The token is kept in localStorage so that a reload and a second tab need no new sign-in;
// any 401 and a refused stream lead back to the sign-in page.
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { ApiError, request, setToken, whenUnauthorized } from "../api/http";
import type { Session, User } from "../api/types";

type Status = "checking" | "out" | "in" | "unreachable";
interface SessionValue {
  status: Status;
  user: User | null;
  token: string | null;
  /** The last sign-in ended by itself, not by a click. */
  expired: boolean;
  signIn(login: string, password: string): Promise<User>;
  signOut(): Promise<void>;
  dropped(): void;
  again(): void;
}
const Context = createContext<SessionValue | null>(null);
const place = "tandem.token";

export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [token, keepToken] = useState(() => localStorage.getItem(place));
  const [user, setUser] = useState<User | null>(null);
  const [status, setStatus] = useState<Status>(() => (localStorage.getItem(place) ? "checking" : "out"));
  const [expired, setExpired] = useState(false);
  const [attempt, setAttempt] = useState(0);

  const leave = useCallback(
    (byItself: boolean) => {
      localStorage.removeItem(place);
      setToken(null);
      keepToken(null);
      setUser(null);
      setExpired(byItself);
      setStatus("out");
      queries.clear();
    },
    [queries],
  );

  useEffect(() => whenUnauthorized(() => leave(true)), [leave]);

  useEffect(() => {
    if (status !== "checking" || !token) return;
    setToken(token);
    let stale = false;
    request<{ user: User }>("/sessions/current").then(
      (current) => {
        if (stale) return;
        setUser(current.user);
        setStatus("in");
      },
      (error: unknown) => {
        if (!stale && !(error instanceof ApiError && error.status === 401)) setStatus("unreachable");
      },
    );
    return () => {
      stale = true;
    };
  }, [status, token, attempt]);

  // Another tab signed out, or in as somebody else.
  useEffect(() => {
    const follow = (event: StorageEvent) => {
      if (event.key === place && event.newValue !== token) location.reload();
    };
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, [token]);

  const value = useMemo<SessionValue>(
    () => ({
      status,
      user,
      token,
      expired,
      async signIn(login, password) {
        const session = await request<Session>("/sessions", { method: "POST", body: { login, password } });
        localStorage.setItem(place, session.token);
        setToken(session.token);
        keepToken(session.token);
        setUser(session.user);
        setExpired(false);
        setStatus("in");
        return session.user;
      },
      async signOut() {
        // Signing out here succeeds even where the server cannot be told; its session then expires by itself.
        await request("/sessions/current", { method: "DELETE" }).catch(() => undefined);
        leave(false);
      },
      dropped: () => leave(true),
      again: () => {
        setStatus("checking");
        setAttempt((n) => n + 1);
      },
    }),
    [status, user, token, expired, leave],
  );
  return <Context value={value}>{children}</Context>;
}

export function useSession(): SessionValue {
  const session = useContext(Context);
  if (!session) throw new Error("useSession outside of SessionProvider");
  return session;
}
export function useUser(): User {
  const { user } = useSession();
  if (!user) throw new Error("nobody is signed in");
  return user;
}
