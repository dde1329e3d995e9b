// Behind an agent's tile: state, phone, load, and what a supervisor may change.
import { Button, Popover, Space } from "antd";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { setAgentState } from "../../api/commands";
import { useConfig } from "../../api/queries";
import type { AgentLive, AgentState } from "../../api/types";
import { setsStates } from "../../app/rights";
import { Link } from "../../app/router";
import { useUser } from "../../app/session";
import { codeName } from "../../format/values";
import { useAction } from "../../hooks/use-action";
import { useLiveClient } from "../../live/provider";
import { Elapsed } from "../../parts/elapsed";
import { listLink } from "./list-link";

/** What a supervisor sees and does behind an agent's tile. */
export function AgentCard({ agent, children }: { agent: AgentLive; children: ReactElement }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="left"
      content={open ? <Card agent={agent} close={() => setOpen(false)} /> : null}
      title={agent.name}
    >
      {children}
    </Popover>
  );
}

function Card({ agent, close }: { agent: AgentLive; close: () => void }) {
  const { t, i18n } = useTranslation();
  const config = useConfig();
  const user = useUser();
  const live = useLiveClient();
  const change = useAction(async (state: AgentState) => {
    const reason = state === "break" ? config.data?.break_reasons[0]?.code : undefined;
    live.takeAgent(await setAgentState(agent.id, state, reason));
    close();
  });
  const reason = agent.state === "break" ? codeName(config.data?.break_reasons, agent.reason, i18n.language) : "";
  const states: AgentState[] = ["available", "not_ready", "break", "offline"];
  return (
    <div className="agent-card" data-testid="agent-card">
      <dl className="facts">
        <div>
          <dt>{t("agent.state")}</dt>
          <dd>
            {t(`bucket.${agent.state}`)} {reason ? `· ${reason} ` : ""}
            <Elapsed since={agent.since} />
          </dd>
        </div>
        <div>
          <dt>{t("agent.team")}</dt>
          <dd>{agent.team?.name ?? "–"}</dd>
        </div>
        <div>
          <dt>{t("agent.phone")}</dt>
          <dd>{t(`agent.phone.${agent.phone.kind}`)}</dd>
        </div>
        <div>
          <dt>{t("agent.load")}</dt>
          <dd className="num">
            {agent.load.used} / {agent.load.limit}
          </dd>
        </div>
      </dl>
      <Space wrap size={4} hidden={!setsStates(user)}>
        {states.map((state) => (
          <Button
            key={state}
            size="small"
            danger={state === "offline"}
            disabled={state === agent.state || change.busy}
            onClick={() => void change.run(state)}
            data-testid={`set-${state}`}
          >
            {state === "offline" ? t("agent.forceSignOut") : t(`bucket.${state}`)}
          </Button>
        ))}
      </Space>
      <Link href={listLink({ agent: agent.id })} className="agent-card-link">
        {t("agent.conversations")}
      </Link>
    </div>
  );
}
