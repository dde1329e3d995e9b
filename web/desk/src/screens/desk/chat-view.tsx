// A chat at the desk: its head, messages and composer, the timeline beside them, the registration below.
import { Button, Popconfirm, Tabs } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { endChat } from "../../api/commands";
import { useAction } from "../../hooks/use-action";
import { bindings, useHotkey } from "../../hooks/hotkeys";
import { useLive, useLiveClient } from "../../live/provider";
import { mySegment, unansweredSince } from "../../live/select";
import { Elapsed } from "../../parts/elapsed";
import { ChannelIcon, TierMark } from "../../parts/marks";
import type { ConversationLive } from "../../api/types";
import { TimelineBlock } from "../customer/timeline";
import { Composer } from "./composer";
import { MessageList } from "./message-list";
import { Registration } from "./registration";
import { useWho } from "../../parts/who";

export function ChatView({ conversation }: { conversation: ConversationLive }) {
  const { t } = useTranslation();
  const me = useLive((state) => state.me?.id);
  const live = useLiveClient();
  const segment = mySegment(conversation, me);
  const open = conversation.state === "active" && segment?.kind !== "wrap_up";
  const waiting = unansweredSince(conversation);
  const [tab, setTab] = useState("chat");
  const [asking, setAsking] = useState(false);
  const end = useAction(async () => live.takeConversation(await endChat(conversation.id)));
  useHotkey(bindings.end, () => setAsking(true), open);
  const customer = conversation.customer;
  const who = useWho()(conversation);
  return (
    <div className="conversation-view">
      <section className="call-panel" aria-label={t("chat.label")} data-testid="chat-panel">
        <div className="call-line">
          <ChannelIcon channel="webchat" />
          <span className="call-name">{who}</span>
          {customer ? <TierMark tier={customer.tier} /> : null}
          <span className={`tag tone-${open ? "talk" : "wrap"}`} data-testid="call-state">
            {open ? t("bucket.chatting") : t("segment.wrap_up")} <Elapsed since={segment?.since} />
          </span>
          {waiting ? (
            <span className="tag tone-bad">
              {t("mine.state.unanswered")} <Elapsed since={waiting} />
            </span>
          ) : null}
          <span className="spacer" />
          {conversation.queue ? <span className="muted">{conversation.queue.name}</span> : null}
          {open ? (
            <Popconfirm
              title={t("chat.endAsk")}
              placement="bottomRight"
              open={asking}
              onOpenChange={setAsking}
              onConfirm={() => void end.run()}
              okText={t("chat.end")}
              okButtonProps={{ danger: true, autoFocus: true }}
            >
              <Button size="small" loading={end.busy} data-testid="chat-end">
                {t("chat.end")}
              </Button>
            </Popconfirm>
          ) : null}
        </div>
      </section>
      <Tabs
        size="small"
        className="chat-tabs"
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: "chat", label: t("chat.tab") },
          { key: "timeline", label: t("timeline.title") },
        ]}
      />
      {tab === "chat" ? (
        <>
          <MessageList conversation={conversation} />
          {open ? <Composer conversation={conversation.id} /> : <p className="chat-ended muted">{t("chat.ended")}</p>}
        </>
      ) : (
        <TimelineBlock customer={customer?.id ?? null} current={conversation.id} bare />
      )}
      <Registration conversation={conversation} />
    </div>
  );
}
