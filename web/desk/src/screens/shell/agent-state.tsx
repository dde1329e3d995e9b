// My state, always visible, with a running clock; one click opens the choice. What I do (talking, wrap-up) is shown
// in its place while it lasts; the choice then says what comes after it.
import { DownOutlined } from "@ant-design/icons";
import { Dropdown, type MenuProps } from "antd";
import { useTranslation } from "react-i18next";
import { setAgentState } from "../../api/commands";
import { useConfig } from "../../api/queries";
import { useAction } from "../../hooks/use-action";
import { bindings, keyLabel, useHotkey } from "../../hooks/hotkeys";
import { bucketOf, bucketSince } from "../../live/select";
import { useLiveClient } from "../../live/provider";
import { Elapsed } from "../../parts/elapsed";
import { BucketIcon, bucketTone } from "../../parts/marks";
import { useNow } from "../../hooks/use-now";
import { sinceMs } from "../../format/time";
import { codeName, words } from "../../format/values";
import { unlockSound } from "../../phone/ring";
import type { AgentLive, AgentState } from "../../api/types";

export function AgentStateSwitch({ me }: { me: AgentLive }) {
  const { t, i18n } = useTranslation();
  const live = useLiveClient();
  const config = useConfig();
  const change = useAction(async (state: AgentState, reason?: string) => {
    unlockSound();
    live.takeAgent(await setAgentState(me.id, state, reason));
  });
  const flip = () => void change.run(me.state === "available" ? "not_ready" : "available");
  useHotkey(bindings.available, flip);

  const bucket = bucketOf(me);
  const reasonName = me.state === "break" ? codeName(config.data?.break_reasons, me.reason, i18n.language) : "";
  const busy = bucket !== me.state;
  const label = t(`bucket.${bucket}`) + (bucket === "break" && reasonName ? ` · ${reasonName}` : "");

  const items: MenuProps["items"] = [
    { key: "available", label: t("bucket.available"), icon: <BucketIcon bucket="available" />, extra: keyLabel(bindings.available) },
    { key: "not_ready", label: t("bucket.not_ready"), icon: <BucketIcon bucket="not_ready" /> },
    ...(config.data?.break_reasons ?? []).map((reason) => ({
      key: `break:${reason.code}`,
      icon: <BucketIcon bucket="break" />,
      label: `${t("bucket.break")} · ${words(reason, i18n.language)}`,
      extra: reason.limit_minutes ? t("state.limit", { minutes: reason.limit_minutes }) : undefined,
    })),
    { type: "divider" },
    { key: "offline", label: t("state.signOut"), icon: <BucketIcon bucket="offline" /> },
  ];
  const choose: MenuProps["onClick"] = ({ key }) => {
    const [state, reason] = key.split(":") as [AgentState, string | undefined];
    void change.run(state, reason);
  };

  return (
    <Dropdown menu={{ items, onClick: choose, selectable: true, selectedKeys: [selectedKey(me)] }} trigger={["click"]}>
      <button
        type="button"
        className={`agent-state tone-${bucketTone[bucket]}`}
        data-testid="agent-state"
        data-state={me.state}
        data-activity={me.activity}
        aria-label={t("state.label", { state: label })}
        disabled={change.busy}
      >
        <BucketIcon bucket={bucket} />
        <span className="agent-state-name">{label}</span>
        <Elapsed since={bucketSince(me)} />
        {busy && me.state !== "available" ? <span className="agent-state-next">→ {t(`bucket.${me.state}`)}</span> : null}
        <BreakOver me={me} limit={config.data?.break_reasons.find((r) => r.code === me.reason)?.limit_minutes ?? null} />
        <DownOutlined className="agent-state-more" aria-hidden />
      </button>
    </Dropdown>
  );
}

const selectedKey = (me: AgentLive) => (me.state === "break" ? `break:${me.reason ?? ""}` : me.state);

function BreakOver({ me, limit }: { me: AgentLive; limit: number | null }) {
  const { t } = useTranslation();
  const now = useNow();
  if (me.state !== "break" || !limit || sinceMs(me.since, now) <= limit * 60_000) return null;
  return <span className="tag tone-bad">{t("state.breakOver")}</span>;
}
