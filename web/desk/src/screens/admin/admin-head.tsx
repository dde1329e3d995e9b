// The head of an admin page: what it lists, a word on it, and what can be done, on one line.
import type { ReactNode } from "react";

export function AdminHead({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="admin-head">
      <h1>{title}</h1>
      {hint ? <p className="muted">{hint}</p> : null}
      <span className="spacer" />
      {children}
    </div>
  );
}
