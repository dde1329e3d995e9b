// A conversation that was (or runs): what came of it, its recording or messages, and who did what from when to when.
import { useTranslation } from "react-i18next";
import { movesWaiting, oversees } from "../../app/rights";
import { useUser } from "../../app/session";
import { useConfig, useConversation, useMessages } from "../../api/queries";
import type { ConversationFull } from "../../api/types";
import { clock, dateAndTime } from "../../format/time";
import { codeName } from "../../format/values";
import { Ready } from "../../parts/feedback";
import { CollectedValues } from "../../parts/lines";
import { ChannelIcon, OutcomeTag } from "../../parts/marks";
import { ChatMessage } from "../desk/chat-message";
import { useDrawers } from "./drawers";
import { MoveQueue } from "./move-queue";
import { RecordingPlayer } from "./recording-player";
import { RoutingReason } from "./routing-reason";
import { Segments } from "./segments";
import { useWho } from "../../parts/who";

export function ConversationDetail({ id }: { id: string }) {
  const found = useConversation(id);
  return (
    <Ready of={found} rows={8}>
      {(conversation) => <Body conversation={conversation} />}
    </Ready>
  );
}

function Body({ conversation: c }: { conversation: ConversationFull }) {
  const { t } = useTranslation();
  const who = useWho()(c);
  const user = useUser();
  const waits = c.live?.state === "waiting" || c.live?.state === "offered";
  return (
    <article className="detail" data-testid="conversation-detail">
      <header className="detail-head">
        <ChannelIcon channel={c.channel} />
        <h2>{who}</h2>
        <OutcomeTag outcome={c.outcome} />
      </header>
      <Figures conversation={c} />
      {waits && oversees(user) ? <RoutingReason id={c.id} /> : null}
      {(waits || c.live?.state === "scheduled") && movesWaiting(user) ? <MoveQueue id={c.id} from={c.live?.queue ?? null} /> : null}
      {c.collected.length ? (
        <section>
          <h3>{t("detail.collected")}</h3>
          <CollectedValues collected={c.collected} />
        </section>
      ) : null}
      {c.recordings.length ? (
        <section>
          <h3>{t("detail.recording")}</h3>
          {c.recordings.map((recording) => (
            <RecordingPlayer key={recording} id={recording} />
          ))}
        </section>
      ) : null}
      {c.messages_count > 0 ? <Messages id={c.id} /> : null}
      <section>
        <h3>{t("detail.segments")}</h3>
        <Segments conversation={c} />
      </section>
    </article>
  );
}

function Figures({ conversation: c }: { conversation: ConversationFull }) {
  const { t, i18n } = useTranslation();
  const config = useConfig();
  const drawers = useDrawers();
  const rows: [string, React.ReactNode][] = [
    [t("list.started"), dateAndTime(c.started_at)],
    [t("list.queue"), c.queue?.name],
    [t("list.agent"), c.agent?.name],
    [t("list.wait"), c.wait_ms === null ? null : clock(c.wait_ms)],
    [t("list.talk"), c.talk_ms === null ? null : clock(c.talk_ms)],
    [t("detail.endedBy"), c.ended_by ? t(`endedBy.${c.ended_by}`) : null],
    [t("wrap.disposition"), codeName(config.data?.dispositions, c.disposition, i18n.language)],
    [t("detail.note"), c.note],
    [
      t("list.case"),
      c.case ? (
        <button type="button" className="link" onClick={() => c.case && drawers.open("case", c.case.id)}>
          #{c.case.number}
        </button>
      ) : null,
    ],
    [
      t("list.customer"),
      c.customer ? (
        <button type="button" className="link" onClick={() => c.customer && drawers.open("customer", c.customer.id)}>
          {c.customer.name}
        </button>
      ) : null,
    ],
  ];
  return (
    <dl className="facts two">
      {rows
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Messages({ id }: { id: string }) {
  const { t } = useTranslation();
  const messages = useMessages(id);
  return (
    <section>
      <h3>{t("chat.messages")}</h3>
      <Ready of={messages}>
        {(page) => (
          <div className="messages past">
            {page.items.map((message, index) => (
              <ChatMessage key={message.id} message={message} before={page.items[index - 1]} />
            ))}
          </div>
        )}
      </Ready>
    </section>
  );
}
