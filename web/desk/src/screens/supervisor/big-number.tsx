// One large number of the wallboard. It opens the conversations behind it, and so does the smaller number under it.
import { Tooltip } from "antd";
import { Link } from "../../app/router";
import type { Tone } from "../../parts/marks";

interface Props {
  testId: string;
  label: string;
  value: string;
  href: string;
  detail: string;
  /** Where the smaller number leads, when it counts something else. */
  detailHref?: string;
  tone?: Tone | null;
  hint?: string;
}

export function BigNumber({ testId, label, value, href, detail, detailHref, tone = null, hint }: Props) {
  return (
    <div className={tone ? `big-number ink-${tone}` : "big-number"}>
      <Tooltip title={hint ?? null} mouseEnterDelay={0.5}>
        <Link href={href} className="big-link" data-testid={testId} aria-label={`${label} ${value}`}>
          <span className="big-label">{label}</span>
          <span className={value.length > 5 ? "big-value long num" : "big-value num"}>{value}</span>
        </Link>
      </Tooltip>
      <Link href={detailHref ?? href} className="big-detail num" data-testid={`${testId}-detail`}>
        {detail}
      </Link>
    </div>
  );
}
