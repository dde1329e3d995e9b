import { Tooltip } from "antd";
import { Link } from "../../app/router";
import type { Tone } from "../../parts/marks";

interface Props {
  testId: string;
  label: string;
  value: string;
  href: string;
  detail: string;
  tone?: Tone | null;
  hint?: string;
}

export function BigNumber({ testId, label, value, href, detail, tone = null, hint }: Props) {
  const card = (
    <Link href={href} className={tone ? `big-number ink-${tone}` : "big-number"} data-testid={testId} aria-label={`${label} ${value}`}>
      <span className="big-label">{label}</span>
      <span className={value.length > 5 ? "big-value long num" : "big-value num"}>{value}</span>
      <span className="big-detail num">{detail}</span>
    </Link>
  );
  return hint ? (
    <Tooltip title={hint} mouseEnterDelay={0.5}>
      {card}
    </Tooltip>
  ) : (
    card
  );
}
