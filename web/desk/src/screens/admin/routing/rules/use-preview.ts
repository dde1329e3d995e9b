// Where somebody would go now, asked again while the form or the rules are changed, and every few seconds.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { previewRouting } from "../../../../api/commands";
import type { Caller, Preview } from "../../../../api/configuration";
import { keys } from "../../../../api/keys";
import { isDirty, type Draft } from "../draft/model";
import { useSettled } from "../draft/use-check";

const pauseMs = 300;
const againMs = 3000;

export interface PreviewState {
  data: Preview | undefined;
  error: unknown;
  /** What is shown is of an older question. */
  old: boolean;
  isPending: boolean;
  refetch: () => unknown;
}

export function usePreview(caller: Caller, draft: Draft, may: boolean): PreviewState {
  const asked = useSettled(caller, pauseMs);
  const revision = useSettled(draft.revision, pauseMs);
  const settled = asked === caller && revision === draft.revision;
  const found = useQuery({
    queryKey: keys.preview(asked, revision),
    queryFn: ({ signal }) => previewRouting(asked, isDirty(draft) ? draft.edits : null, signal),
    enabled: settled && may,
    placeholderData: keepPreviousData,
    refetchInterval: againMs,
    staleTime: 0,
    gcTime: 10_000,
    retry: false,
  });
  return { data: found.data, error: found.error, old: !settled || found.isPlaceholderData, isPending: found.isPending, refetch: found.refetch };
}
