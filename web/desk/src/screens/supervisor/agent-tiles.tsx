// The agents of the wallboard as tiles coloured by state, the longest in it first.
import { useTranslation } from "react-i18next";
import { useMemo, type ComponentProps } from "react";
import type { AgentBucket, AgentLive, LiveMetrics } from "../../api/types";
import { bucketOf, bucketOrder, bucketSince } from "../../live/select";
import { useLive } from "../../live/provider";
import { Elapsed } from "../../parts/elapsed";
import { Empty } from "../../parts/feedback";
import { BucketIcon, bucketTone } from "../../parts/marks";
import { AgentCard } from "./agent-card";
import { StateCount } from "./state-count";

/** By state, in each the one who has been in it longest first. */
export function groupAgents(agents: AgentLive[]): [AgentBucket, AgentLive[]][] {
  const groups = new Map<AgentBucket, AgentLive[]>(bucketOrder.map((bucket) => [bucket, []]));
  for (const agent of agents) groups.get(bucketOf(agent))?.push(agent);
  const longest = (a: AgentLive, b: AgentLive) => Date.parse(bucketSince(a)) - Date.parse(bucketSince(b)) || (a.id < b.id ? -1 : 1);
  return [...groups].map(([bucket, members]) => [bucket, members.sort(longest)]);
}

export function AgentTiles({ metrics }: { metrics: LiveMetrics }) {
  const { t } = useTranslation();
  const live = useLive((state) => state.agents);
  // The stream tells of a change at once, the tick once a second: take the newer word, for those on the board.
  const agents = useMemo(() => metrics.agents.map((agent) => live[agent.id] ?? agent), [metrics.agents, live]);
  const groups = groupAgents(agents);
  return (
    <section className="agent-tiles" aria-label={t("wallboard.agents")} data-testid="agent-tiles">
      <ul className="state-counts" data-testid="agents-by-state">
        {groups.map(([bucket, members]) => (
          <StateCount key={bucket} bucket={bucket} count={metrics.agents_by_state[bucket] ?? 0} members={members} />
        ))}
      </ul>
      <div className="tile-grid">
        {groups.flatMap(([bucket, members]) => members.map((agent) => <Member key={agent.id} agent={agent} bucket={bucket} />))}
      </div>
      {agents.every((a) => bucketOf(a) === "offline") ? (
        <Empty title={t("wallboard.nobody")}>{t("wallboard.nobodyNext")}</Empty>
      ) : null}
    </section>
  );
}

function Member({ agent, bucket }: { agent: AgentLive; bucket: AgentBucket }) {
  if (bucket === "offline") return null;
  return (
    <AgentCard agent={agent}>
      <Tile agent={agent} bucket={bucket} />
    </AgentCard>
  );
}

/** `rest`: what the card that opens here hands down. */
function Tile({ agent, bucket, ...rest }: ComponentProps<"button"> & { agent: AgentLive; bucket: AgentBucket }) {
  const { t } = useTranslation();
  const away = !agent.connected && agent.phone.kind === "browser";
  return (
    <button
      {...rest}
      type="button"
      className={`tile tone-${bucketTone[bucket]}`}
      data-testid="agent-tile"
      data-agent={agent.login}
      data-bucket={bucket}
    >
      <span className="tile-line">
        <span className="tile-name">{agent.name}</span>
        {away ? <span className="tile-away">{t("agent.noConnection")}</span> : null}
      </span>
      <span className="tile-line">
        <span className="tile-state">
          <BucketIcon bucket={bucket} /> {t(`bucket.${bucket}`)}
        </span>
        <span className="tile-clock">
          <Elapsed since={bucketSince(agent)} />
        </span>
      </span>
    </button>
  );
}
