// Running clocks.
import { useNow } from "../hooks/use-now";
import { clock, sinceMs } from "../format/time";

/** A running clock. Its width never changes while the digits do. */
export function Elapsed({ since, label }: { since: string | null | undefined; label?: string }) {
  const now = useNow();
  return (
    <span className="num" {...(label ? { "aria-label": label } : {})} role="timer">
      {since ? clock(sinceMs(since, now)) : "–"}
    </span>
  );
}
