// How many agents are in a state; behind the number, who they are, for how long, and what they have in hand.
import { Popover } from "antd";
import { useTranslation } from "react-i18next";
import type { AgentBucket, AgentLive } from "../../api/types";
import { Link } from "../../app/router";
import { bucketSince } from "../../live/select";
import { Elapsed } from "../../parts/elapsed";
import { BucketIcon } from "../../parts/marks";
import { listLink } from "./list-link";

interface Props {
  bucket: AgentBucket;
  count: number;
  members: AgentLive[];
}

export function StateCount({ bucket, count, members }: Props) {
  const { t } = useTranslation();
  const label = t(`bucket.${bucket}`);
  return (
    <li>
      <Popover trigger="click" placement="bottomRight" title={label} content={<Members members={members} />}>
        <button type="button" className="state-count" disabled={members.length === 0} data-testid={`agents-${bucket}`}>
          <BucketIcon bucket={bucket} /> {label} <b className="num">{count}</b>
        </button>
      </Popover>
    </li>
  );
}

function Members({ members }: { members: AgentLive[] }) {
  const { t } = useTranslation();
  return (
    <ul className="state-members" data-testid="state-members">
      {members.map((agent) => (
        <li key={agent.id}>
          <span className="strong">{agent.name}</span>
          <Elapsed since={bucketSince(agent)} />
          <Link href={listLink({ agent: agent.id, view: agent.conversations.length ? "active" : undefined })}>
            {agent.conversations.length ? t("agent.inHand", { n: agent.conversations.length }) : t("agent.conversations")}
          </Link>
        </li>
      ))}
    </ul>
  );
}
