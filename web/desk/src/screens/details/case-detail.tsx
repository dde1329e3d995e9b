// A case: what it is, what can be changed about it, the conversations it came from, what was noted.
import { Button, Input, Select } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addCaseNote, changeCase } from "../../api/commands";
import { keys } from "../../api/keys";
import { useCase, useConfig, useConversation } from "../../api/queries";
import type { Case, CaseStatus } from "../../api/types";
import { dateAndTime } from "../../format/time";
import { codeName } from "../../format/values";
import { useUser } from "../../app/session";
import { useAction } from "../../hooks/use-action";
import { Fact } from "../../parts/fact";
import { Empty, Ready } from "../../parts/feedback";
import { ChannelIcon, OutcomeTag } from "../../parts/marks";
import { priorities } from "../desk/registration-form";
import { useDrawers } from "./drawers";
import { QueueCase } from "./queue-case";

type Loaded = Case & { etag: string };

export function CaseDetail({ id }: { id: string }) {
  const found = useCase(id);
  return (
    <Ready of={found} rows={8}>
      {(one) => (
        <article className="detail" data-testid="case-detail">
          <header className="detail-head">
            <h2>
              <span className="num">#{one.number}</span> {one.subject}
            </h2>
          </header>
          <CaseFacts one={one} />
          {one.description ? <p className="case-description">{one.description}</p> : null}
          <CaseConversations one={one} />
          <CaseNotes one={one} />
        </article>
      )}
    </Ready>
  );
}

function CaseFacts({ one }: { one: Loaded }) {
  const { t, i18n } = useTranslation();
  const config = useConfig();
  const drawers = useDrawers();
  return (
    <>
      <CaseControls one={one} />
      <dl className="facts two">
        <div>
          <dt>{t("list.customer")}</dt>
          <dd>
            <button type="button" className="link" onClick={() => drawers.open("customer", one.customer.id)}>
              {one.customer.name}
            </button>
          </dd>
        </div>
        <Fact name={t("case.owner")} value={one.owner?.name ?? t("case.noOwner")} />
        <Fact name={t("case.type")} value={codeName(config.data?.case_types, one.type, i18n.language)} />
        <Fact name={t("case.opened")} value={dateAndTime(one.opened_at)} />
        <Fact name={t("wrap.disposition")} value={codeName(config.data?.dispositions, one.disposition, i18n.language)} />
        <Fact name={t("case.updated")} value={dateAndTime(one.updated_at)} />
      </dl>
    </>
  );
}

/** Status, priority and owner: each change is one request against the version that is shown. */
function CaseControls({ one }: { one: Loaded }) {
  const { t } = useTranslation();
  const config = useConfig();
  const queries = useQueryClient();
  const me = useUser();
  const change = useAction(async (changes: Parameters<typeof changeCase>[2]) => {
    try {
      await changeCase(one.id, one.etag, changes);
    } finally {
      await queries.invalidateQueries({ queryKey: keys.case(one.id) });
      void queries.invalidateQueries({ queryKey: keys.cases() });
      void queries.invalidateQueries({ queryKey: keys.customerCases(one.customer.id) });
      void queries.invalidateQueries({ queryKey: keys.timeline(one.customer.id) });
    }
  });
  const priority = String(one.priority);
  return (
    <div className="detail-controls">
      <Select<CaseStatus>
        value={one.status}
        onChange={(status) => void change.run({ status })}
        disabled={change.busy}
        style={{ width: 120 }}
        options={(config.data?.case_statuses ?? [one.status]).map((s) => ({ value: s, label: t(`caseStatus.${s}`) }))}
        aria-label={t("case.status")}
        data-testid="case-status"
      />
      <Select
        value={priority}
        onChange={(wanted: string) => void change.run({ priority: wanted })}
        disabled={change.busy}
        style={{ width: 160 }}
        options={priorities.map((p) => ({ value: p, label: t("case.priorityIs", { priority: t(`priority.${p}`) }) }))}
        aria-label={t("case.priority")}
        data-testid="case-priority"
      />
      {one.owner?.id === me.id ? null : (
        <Button disabled={change.busy} onClick={() => void change.run({ owner: me.id })} data-testid="case-take">
          {t("case.take")}
        </Button>
      )}
      {one.status === "solved" || one.status === "closed" ? null : <QueueCase id={one.id} />}
    </div>
  );
}

function CaseConversations({ one }: { one: Loaded }) {
  const { t } = useTranslation();
  if (!one.conversations?.length) return null;
  return (
    <section>
      <h3>{t("case.conversations")}</h3>
      {one.conversations.map((id) => (
        <CaseConversation key={id} id={id} />
      ))}
    </section>
  );
}

/** One that may not be read (somebody else's) keeps its number. */
function CaseConversation({ id }: { id: string }) {
  const { t } = useTranslation();
  const drawers = useDrawers();
  const found = useConversation(id).data;
  return (
    <button type="button" className="line line-button" data-testid="case-conversation" data-conversation={id} onClick={() => drawers.open("conversation", id)}>
      {found ? (
        <span className="line-head">
          <ChannelIcon channel={found.channel} />
          <span className="num">{dateAndTime(found.started_at)}</span>
          <span className="line-title">{found.agent?.name ?? ""}</span>
          <OutcomeTag outcome={found.outcome} />
        </span>
      ) : (
        t("case.conversationNumber", { n: id })
      )}
    </button>
  );
}

function CaseNotes({ one }: { one: Loaded }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const add = useAction(async () => {
    await addCaseNote(one.id, text.trim());
    setText("");
    await queries.invalidateQueries({ queryKey: keys.case(one.id) });
    void queries.invalidateQueries({ queryKey: keys.timeline(one.customer.id) });
  });
  const notes = one.notes ?? [];
  return (
    <section>
      <h3>{t("case.notes")}</h3>
      {notes.map((note) => (
        <div className="line" key={note.id}>
          <div className="note-text">{note.text}</div>
          <div className="line-sub num">
            {note.author.name} · {dateAndTime(note.at)}
          </div>
        </div>
      ))}
      {notes.length === 0 ? <Empty title={t("note.none")} /> : null}
      <div className="note-form">
        <Input.TextArea
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoSize={{ minRows: 1, maxRows: 6 }}
          maxLength={4000}
          placeholder={t("note.placeholder")}
          aria-label={t("note.placeholder")}
          data-testid="case-note-input"
        />
        <Button disabled={!text.trim()} loading={add.busy} onClick={() => void add.run()} data-testid="case-note-add">
          {t("note.add")}
        </Button>
      </div>
    </section>
  );
}
