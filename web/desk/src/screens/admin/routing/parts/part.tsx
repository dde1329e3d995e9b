// One headed part of an editor.
import type { ReactNode } from "react";

export function Part({ title, line, children }: { title: string; line?: string; children: ReactNode }) {
  return (
    <section className="editor-part" aria-label={title}>
      <h3>{title}</h3>
      {line ? <p className="muted">{line}</p> : null}
      {children}
    </section>
  );
}
