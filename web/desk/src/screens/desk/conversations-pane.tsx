// The left pane: my conversations of all channels, and my open cases.
import { Badge, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { navigate } from "../../app/router";
import { useLive } from "../../live/provider";
import { mySegment, unansweredSince } from "../../live/select";
import { Elapsed } from "../../parts/elapsed";
import { ChannelIcon } from "../../parts/marks";
import type { ConversationLive, SegmentKind } from "../../api/types";
import { percent } from "../../format/values";
import { MyCases } from "./my-cases";
import { useWho } from "../../parts/who";
import { usePromised } from "../../parts/work-facts";

export function ConversationsPane(props: { conversations: ConversationLive[]; selected: string | null }) {
  const { t } = useTranslation();
  const load = useLive((state) => state.me?.load ?? null);
  return (
    <aside className="pane left-pane" aria-label={t("mine.conversations")}>
      <h2 className="pane-title">
        {t("mine.conversations")} <span className="count num">{props.conversations.length}</span>
        {load ? (
          <Tooltip title={t("mine.load", { used: load.used, limit: load.limit })}>
            <span className="load num">{t("mine.loadShare", { share: percent(load.limit ? load.used / load.limit : 0) })}</span>
          </Tooltip>
        ) : null}
      </h2>
      <ul className="conversation-list" data-testid="conversation-list">
        {props.conversations.map((c) => (
          <ConversationItem key={c.id} conversation={c} selected={c.id === props.selected} />
        ))}
        {props.conversations.length === 0 ? <li className="pane-none muted">{t("mine.none")}</li> : null}
      </ul>
      <MyCases />
    </aside>
  );
}

const doingOf = { voice: "talking", webchat: "chatting", ticket: "working", email: "working", callback: "working" } as const;
const toneOf: Partial<Record<SegmentKind, string>> = { wrap_up: "wrap", hold: "grey" };

function ConversationItem({ conversation, selected }: { conversation: ConversationLive; selected: boolean }) {
  const { t } = useTranslation();
  const me = useLive((state) => state.me?.id);
  const segment = mySegment(conversation, me);
  const waiting = unansweredSince(conversation);
  const state = waiting ? "unanswered" : (segment?.kind ?? "talking");
  const tone = waiting ? "bad" : (toneOf[segment?.kind ?? "talking"] ?? "talk");
  const name = useWho()(conversation);
  const promised = usePromised(conversation.work);
  const sub = conversation.last_message?.text ?? promised ?? conversation.queue?.name ?? "";
  const kind = state === "talking" ? doingOf[conversation.channel] : state;
  return (
    <li>
      <button
        type="button"
        className={selected ? "conversation-item on" : "conversation-item"}
        aria-current={selected ? "true" : undefined}
        onClick={() => navigate(`/c/${conversation.id}`)}
        data-testid="conversation-item"
        data-conversation={conversation.id}
        data-channel={conversation.channel}
      >
        <span className={`ink-${tone} conversation-icon`}>
          <ChannelIcon channel={conversation.channel} />
        </span>
        <span className="conversation-main">
          <span className="conversation-name">{name}</span>
          <span className="conversation-sub">{sub}</span>
        </span>
        <span className="conversation-side">
          <span className={`ink-${tone}`}>
            <Elapsed since={waiting ?? segment?.since} />
          </span>
          {conversation.unread > 0 && !selected ? (
            <Badge count={conversation.unread} size="small" title={t("mine.unread", { count: conversation.unread })} />
          ) : (
            <span className="conversation-state">{t(`mine.state.${kind as "talking"}`)}</span>
          )}
        </span>
      </button>
    </li>
  );
}
