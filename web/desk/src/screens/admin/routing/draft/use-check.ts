// What the server says of the draft, asked in every pause: what it would change, and what is wrong where.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { publishConfiguration } from "../../../../api/commands";
import type { Published } from "../../../../api/configuration";
import { ApiError, inBoth, type Problem } from "../../../../api/http";
import { keys } from "../../../../api/keys";
import { administers } from "../../../../app/rights";
import { useUser } from "../../../../app/session";
import { isDirty, type Draft } from "./model";
import { useDraft } from "./store";

const pauseMs = 400;

export interface Check {
  state: "clean" | "checking" | "good" | "bad" | "stale" | "failed";
  problems: Problem[];
  warnings: Problem[];
  changes: string[];
  error: unknown;
  /** Asks once more. */
  again: () => void;
}

/** The value once it has stayed the same for a moment. */
export function useSettled<T>(value: T, afterMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}

type Answer = Pick<Published, "changes" | "warnings"> & { problems: Problem[] };

async function ask(draft: Draft, signal: AbortSignal): Promise<Answer> {
  try {
    const { changes, warnings } = await publishConfiguration(draft.etag, draft.edits, true, signal);
    return { changes, warnings: warnings ?? [], problems: [] };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 422) throw error;
    return { changes: [], warnings: [], problems: problemsOf(error) };
  }
}

export const problemsOf = (error: ApiError): Problem[] =>
  error.problems.length ? error.problems : [{ path: "", text: inBoth(error.detail ?? error.title) }];

export function useCheck(): Check {
  const draft = useDraft();
  const admin = administers(useUser());
  const revision = draft?.revision ?? 0;
  const settled = useSettled(revision, pauseMs);
  const dirty = draft !== null && isDirty(draft);
  const found = useQuery({
    queryKey: keys.configurationCheck(settled),
    queryFn: async ({ signal }): Promise<Answer> => {
      if (!draft) throw new Error("no draft");
      return ask(draft, signal);
    },
    enabled: dirty && admin && settled === revision,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 10_000,
    retry: false,
  });
  const { refetch } = found;
  const nothing = { problems: [], warnings: [], changes: [], error: null, again: () => void refetch() };
  if (!dirty || !admin) return { state: "clean", ...nothing };
  if (found.error instanceof ApiError && found.error.status === 412) return { state: "stale", ...nothing, error: found.error };
  if (found.error && !found.isFetching) return { state: "failed", ...nothing, error: found.error };
  if (!found.data) return { state: "checking", ...nothing };
  const fresh = settled === revision && !found.isPlaceholderData;
  return { ...nothing, ...found.data, state: !fresh ? "checking" : found.data.problems.length ? "bad" : "good" };
}

/** Those at a place, and below it where `deep`. */
export const problemsAt = (problems: Problem[], path: string, deep = true): Problem[] =>
  problems.filter(
    (problem) => problem.path === path || (deep && (problem.path.startsWith(`${path}.`) || problem.path.startsWith(`${path}[`))),
  );
