// One voice of a recording as a line of loudness.
import { useMemo } from "react";

/** Loudness over time as one SVG path; what was played is drawn stronger. */
export function Lane(props: { name: string; peaks: number[] | null; share: number; tone: "accent" | "talk" }) {
  const path = useMemo(() => {
    const peaks = props.peaks ?? [];
    return peaks.map((peak, x) => `M${x + 0.5} ${12 - Math.max(0.4, peak * 11)}V${12 + Math.max(0.4, peak * 11)}`).join("");
  }, [props.peaks]);
  const columns = Math.max(1, props.peaks?.length ?? 1);
  const clip = `inset(0 ${(1 - props.share) * 100}% 0 0)`;
  return (
    <div className={`lane ink-${props.tone}`}>
      <span className="lane-name">{props.name}</span>
      <svg viewBox={`0 0 ${columns} 24`} preserveAspectRatio="none" aria-hidden>
        <path d={path} className="lane-all" />
        <path d={path} style={{ clipPath: clip }} />
      </svg>
    </div>
  );
}
