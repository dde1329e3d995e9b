// Saves the registration while it is typed: a moment after the last key, and at once when the screen goes away.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { saveDraft } from "../../api/commands";
import { keys } from "../../api/keys";
import type { Draft } from "../../api/types";

const pauseMs = 700;
export type Saving = { state: "clean" | "waiting" | "saved" | "failed"; at: number };

export function useDraftSaver(conversation: string) {
  const queries = useQueryClient();
  const [saving, setSaving] = useState<Saving>({ state: "clean", at: 0 });
  const pending = useRef<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // Drafts go out one after another: a slow older one must not arrive behind a newer one.
  const chain = useRef<Promise<void>>(Promise.resolve());

  const flush = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    const draft = pending.current;
    pending.current = null;
    if (!draft) return chain.current;
    chain.current = chain.current
      .then(() => saveDraft(conversation, draft))
      .then(
        () => setSaving({ state: "saved", at: Date.now() }),
        () => setSaving({ state: "failed", at: Date.now() }),
      );
    return chain.current;
  }, [conversation]);

  const save = useCallback(
    (draft: Draft) => {
      pending.current = draft;
      // Whoever comes back to this conversation finds what was typed, even while it is still on its way.
      queries.setQueryData(keys.draft(conversation), draft);
      setSaving((now) => ({ ...now, state: "waiting" }));
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), pauseMs);
    },
    [flush, queries, conversation],
  );

  /** The wrap-up is sent: drafts on their way must be there before it, later ones are pointless. */
  const settle = useCallback(async () => {
    pending.current = null;
    if (timer.current) clearTimeout(timer.current);
    await chain.current;
  }, []);

  useEffect(() => {
    const onHide = () => void flush();
    window.addEventListener("pagehide", onHide);
    return () => {
      window.removeEventListener("pagehide", onHide);
      void flush();
    };
  }, [flush]);
  return { save, settle, saving };
}
