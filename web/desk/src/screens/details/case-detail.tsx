import { Button, Input, Select } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addCaseNote, changeCase } from "../../api/commands";
import { keys } from "../../api/keys";
import { useCase, useConfig } from "../../api/queries";
import type { Case, CaseStatus } from "../../api/types";
import { dateAndTime } from "../../format/time";
import { codeName } from "../../format/values";
import { useAction } from "../../hooks/use-action";
import { Empty, Ready } from "../../parts/feedback";
import { CaseStatusTag } from "../../parts/marks";
import { useDrawers } from "./drawers";

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
            <CaseStatusTag status={one.status} />
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
  const queries = useQueryClient();
  const change = useAction(async (status: CaseStatus) => {
    try {
      await changeCase(one.id, one.etag, { status });
    } finally {
      await queries.invalidateQueries({ queryKey: keys.case(one.id) });
      void queries.invalidateQueries({ queryKey: keys.cases() });
      void queries.invalidateQueries({ queryKey: keys.customerCases(one.customer.id) });
    }
  });
  return (
    <>
      <div className="detail-controls">
        <Select<CaseStatus>
          value={one.status}
          onChange={(status) => void change.run(status)}
          loading={change.busy}
          disabled={change.busy}
          style={{ width: 140 }}
          options={(config.data?.case_statuses ?? [one.status]).map((s) => ({ value: s, label: t(`caseStatus.${s}`) }))}
          aria-label={t("case.status")}
          data-testid="case-status"
        />
        <button type="button" className="link" onClick={() => drawers.open("customer", one.customer.id)}>
          {one.customer.name}
        </button>
      </div>
      <dl className="facts two">
        <Fact name={t("case.type")} value={codeName(config.data?.case_types, one.type, i18n.language)} />
        <Fact
          name={t("case.priority")}
          value={i18n.exists(`priority.${one.priority}`) ? t(`priority.${one.priority as "normal"}`) : String(one.priority)}
        />
        <Fact name={t("case.owner")} value={one.owner?.name ?? t("case.noOwner")} />
        <Fact name={t("case.opened")} value={dateAndTime(one.opened_at)} />
        <Fact name={t("case.updated")} value={dateAndTime(one.updated_at)} />
        <Fact name={t("wrap.disposition")} value={codeName(config.data?.dispositions, one.disposition, i18n.language)} />
      </dl>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}

function CaseConversations({ one }: { one: Loaded }) {
  const { t } = useTranslation();
  const drawers = useDrawers();
  if (!one.conversations?.length) return null;
  return (
    <section>
      <h3>{t("case.conversations")}</h3>
      <ul className="chips">
        {one.conversations.map((id, index) => (
          <li key={id}>
            <Button size="small" onClick={() => drawers.open("conversation", id)}>
              {t("case.conversationNumber", { n: index + 1 })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
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
        />
        <Button disabled={!text.trim()} loading={add.busy} onClick={() => void add.run()}>
          {t("note.add")}
        </Button>
      </div>
    </section>
  );
}
