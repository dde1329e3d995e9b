// Work at the desk that is neither a call nor a chat: a promised callback with its number, a case opened in the middle,
// an e-mail. Its head and its end are those of a chat; the registration stands below as everywhere.
import { Button, Popconfirm } from "antd";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { endChat } from "../../api/commands";
import { phoneGroups } from "../../format/values";
import { useAction } from "../../hooks/use-action";
import { bindings, useHotkey } from "../../hooks/hotkeys";
import { useLive, useLiveClient } from "../../live/provider";
import { mySegment } from "../../live/select";
import { Elapsed } from "../../parts/elapsed";
import { Loading } from "../../parts/feedback";
import { Hint } from "../../parts/hint";
import { ChannelIcon, TierMark } from "../../parts/marks";
import { useWho } from "../../parts/who";
import { PromisedTag } from "../../parts/work-facts";
import type { ConversationLive } from "../../api/types";
import { TimelineBlock } from "../customer/timeline";
import { CaseDetail } from "../details/drawers";
import { Registration } from "./registration";

export function WorkView({ conversation }: { conversation: ConversationLive }) {
  const { work } = conversation;
  return (
    <div className="conversation-view">
      <WorkPanel conversation={conversation} />
      {work?.case ? (
        <div className="work-case" data-testid="work-case">
          <Suspense fallback={<Loading rows={6} />}>
            <CaseDetail id={work.case} />
          </Suspense>
        </div>
      ) : (
        <TimelineBlock customer={conversation.customer?.id ?? null} current={conversation.id} />
      )}
      <Registration conversation={conversation} />
    </div>
  );
}

function WorkPanel({ conversation }: { conversation: ConversationLive }) {
  const { t } = useTranslation();
  const me = useLive((state) => state.me?.id);
  const segment = mySegment(conversation, me);
  const open = conversation.state === "active" && segment?.kind !== "wrap_up";
  const who = useWho()(conversation);
  const { customer, channel, work } = conversation;
  return (
    <section className="call-panel" aria-label={t(`channel.${channel}`)} data-testid="work-panel" data-channel={channel}>
      <div className="call-line">
        <ChannelIcon channel={channel} />
        <span className="call-name">{who}</span>
        {customer ? <TierMark tier={customer.tier} /> : null}
        <span className={`tag tone-${open ? "talk" : "wrap"}`} data-testid="call-state">
          {open ? t("mine.state.working") : t("segment.wrap_up")} <Elapsed since={segment?.since} />
        </span>
        <PromisedTag work={work} />
        <span className="spacer" />
        {conversation.queue ? <span className="muted">{conversation.queue.name}</span> : null}
        {open ? <Finish conversation={conversation.id} /> : null}
      </div>
      {work?.dial ? <Dial number={work.dial} /> : null}
      {work?.note ? (
        <p className="work-note">
          <span className="muted">{t("work.note")}</span> {work.note}
        </p>
      ) : null}
    </section>
  );
}

/** One click for a phone that takes tel: links; large enough to be typed from. */
function Dial({ number }: { number: string }) {
  const { t } = useTranslation();
  return (
    <div className="call-line work-dial">
      <span className="muted">{t("work.dial")}</span>
      <a className="num" href={`tel:${number}`} data-testid="work-dial">
        {phoneGroups(number)}
      </a>
    </div>
  );
}

function Finish({ conversation }: { conversation: string }) {
  const { t } = useTranslation();
  const live = useLiveClient();
  const [asking, setAsking] = useState(false);
  const end = useAction(async () => live.takeConversation(await endChat(conversation)));
  useHotkey(bindings.end, () => setAsking(true));
  return (
    <Popconfirm
      title={t("work.finishAsk")}
      placement="bottomRight"
      open={asking}
      onOpenChange={setAsking}
      onConfirm={() => void end.run()}
      okText={t("work.finish")}
      okButtonProps={{ autoFocus: true }}
    >
      <span>
        <Hint text={t("work.finish")} binding={bindings.end}>
          <Button size="small" loading={end.busy} data-testid="work-finish">
            {t("work.finish")}
          </Button>
        </Hint>
      </span>
    </Popconfirm>
  );
}
