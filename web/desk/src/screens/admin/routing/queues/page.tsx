// The queues: what each asks for, in one line, and behind it everything that can be set.
import { CopyOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Popconfirm, Table, type TableProps } from "antd";
import { useTranslation } from "react-i18next";
import type { QueueEntry } from "../../../../api/configuration";
import { navigate, useSearch } from "../../../../app/router";
import { percent } from "../../../../format/values";
import { Empty } from "../../../../parts/feedback";
import { Tag } from "../../../../parts/marks";
import { useLooking, useProblems } from "../draft/context";
import { DraftPage } from "../draft/draft-page";
import { equal } from "../draft/equal";
import type { Draft } from "../draft/model";
import { usesOfQueue } from "../draft/references";
import { editDraft } from "../draft/store";
import { problemsAt } from "../draft/use-check";
import { askedAfter, asksText, overflowText, relaxText } from "../parts/sentences";
import { QueueEditor } from "./queue-editor";
import { defaults, freeName } from "./queue-model";

const open = (index: number | null) => navigate(index === null ? "/admin/queues" : `/admin/queues?open=${index}`, true);

export function QueuesPage() {
  const { t } = useTranslation();
  const wanted = new URLSearchParams(useSearch()).get("open");
  const opened = wanted === null ? null : Number(wanted);
  return (
    <DraftPage title={t("admin.queues")} hint={t("queues.hint")} actions={<NewQueue />}>
      {(draft) => (
        <Body draft={draft} opened={opened !== null && draft.now.queues[opened] ? opened : null} />
      )}
    </DraftPage>
  );
}

function Body({ draft, opened }: { draft: Draft; opened: number | null }) {
  return (
    <div className={opened === null ? "with-panel" : "with-panel open"}>
      <div className="list-side">
        <QueueList draft={draft} opened={opened} />
      </div>
      {opened === null ? null : <QueueEditor key={opened} draft={draft} index={opened} close={() => open(null)} />}
    </div>
  );
}

function NewQueue() {
  const { t } = useTranslation();
  const add = () => {
    let index = 0;
    editDraft((now) => {
      index = now.queues.length;
      return { queues: [...now.queues, { name: freeName(now.queues.map((queue) => queue.name), t("queues.newName")) }] };
    }, t("queues.step.add"));
    open(index);
  };
  return (
    <Button type="primary" onClick={add} data-testid="queue-new">
      {t("queues.new")}
    </Button>
  );
}

interface Row {
  queue: QueueEntry;
  index: number;
}

function QueueList({ draft, opened }: { draft: Draft; opened: number | null }) {
  const { t } = useTranslation();
  const rows = draft.now.queues.map((queue, index) => ({ queue, index }));
  const columns = useColumns(draft, opened);
  // Beside an open queue there is room for what tells them apart.
  const shown = opened === null ? columns : columns.filter((column) => column.key !== "more");
  return (
    <Table<Row>
      size="small"
      className="queue-list"
      rowKey="index"
      dataSource={rows}
      pagination={false}
      {...(opened === null ? { scroll: { x: 1040 } } : {})}
      locale={{ emptyText: <Empty title={t("queues.none")}>{t("queues.noneNext")}</Empty> }}
      rowClassName={(row) => (row.index === opened ? "row-open on" : "row-open")}
      onRow={({ queue, index }) =>
        ({
          onClick: () => open(index),
          onKeyDown: (event: React.KeyboardEvent) => event.key === "Enter" && event.target === event.currentTarget && open(index),
          tabIndex: 0,
          "aria-label": queue.name,
          "data-testid": "queue-item",
          "data-queue": queue.name,
        }) as object
      }
      columns={shown}
    />
  );
}

type Columns = NonNullable<TableProps<Row>["columns"]>;

function useColumns(draft: Draft, opened: number | null): Columns {
  const { t } = useTranslation();
  const looking = useLooking();
  const columns: Columns = [
    { title: t("admin.name"), width: 190, render: (_, row) => <Name draft={draft} row={row} /> },
    { title: t("admin.requires"), width: 190, render: (_, { queue }) => asksText(t, queue.requires, queue.teams) },
    { key: "more", title: t("admin.choose"), width: 110, render: (_, { queue }) => t(`choose.${queue.choose ?? defaults.choose}`) },
    { key: "more", title: t("queues.later"), render: (_, { queue }) => <Later queue={queue} /> },
    { key: "more", title: t("admin.priority"), width: 72, align: "right", className: "num", render: (_, { queue }) => queue.priority ?? 0 },
    { key: "more", title: t("metric.serviceLevel"), width: 130, render: (_, { queue }) => <Level queue={queue} /> },
  ];
  return looking ? columns : [...columns, { title: "", width: 88, render: (_, row) => <Doing draft={draft} row={row} opened={opened} /> }];
}

function Name({ draft, row: { queue, index } }: { draft: Draft; row: Row }) {
  const { t } = useTranslation();
  const problems = problemsAt(useProblems(), `queues[${index}]`);
  const before = draft.base.queues.find((one) => one.name === queue.name);
  return (
    <span className="name-cell">
      <b>{queue.name || "–"}</b> {!before ? <Tag tone="accent">{t("draft.new")}</Tag> : equal(before, queue) ? null : <Tag tone="wrap">{t("draft.changed")}</Tag>}
      {problems.length ? <Tag tone="bad">{t("draft.problemCount", { n: problems.length })}</Tag> : null}
    </span>
  );
}

/** What changes while somebody waits. */
function Later({ queue }: { queue: QueueEntry }) {
  const { t } = useTranslation();
  const lines = [
    ...(queue.relax ?? []).map((step, at) => relaxText(t, step, askedAfter(queue, at))),
    ...(queue.overflow ?? []).map((step) => overflowText(t, step)),
  ];
  if (lines.length === 0) return <span className="muted">–</span>;
  return (
    <ul className="plain-lines">
      {lines.map((line, at) => (
        <li key={at}>{line}</li>
      ))}
    </ul>
  );
}

function Level({ queue }: { queue: QueueEntry }) {
  const { t } = useTranslation();
  const { target = defaults.target, seconds = defaults.target_seconds } = queue.service_level ?? {};
  return <>{t("admin.levelTarget", { target: percent(target), seconds })}</>;
}

function Doing({ draft, row: { queue, index }, opened }: { draft: Draft; row: Row; opened: number | null }) {
  const { t } = useTranslation();
  const copy = () => {
    editDraft((now) => {
      const name = freeName(now.queues.map((one) => one.name), queue.name);
      return { queues: [...now.queues, { ...queue, name }] };
    }, t("queues.step.copy", { queue: queue.name }));
    open(draft.now.queues.length);
  };
  const remove = () => {
    if (opened !== null) open(opened === index ? null : opened > index ? opened - 1 : opened);
    editDraft((now) => ({ queues: now.queues.filter((_, at) => at !== index) }), t("queues.step.remove", { queue: queue.name }));
  };
  return (
    <span className="row-buttons" onClick={(event) => event.stopPropagation()}>
      <Button type="text" size="small" icon={<CopyOutlined />} onClick={copy} title={t("queues.copy")} aria-label={`${t("queues.copy")} ${queue.name}`} />
      <Popconfirm
        title={t("queues.removeAsk", { queue: queue.name })}
        description={<div className="help-text">{t("queues.removeWhat", { ...usesOfQueue(draft.now, queue.name) })}</div>}
        okText={t("queues.remove")}
        okButtonProps={{ danger: true }}
        onConfirm={remove}
      >
        <Button type="text" size="small" icon={<DeleteOutlined />} title={t("queues.remove")} aria-label={`${t("queues.remove")} ${queue.name}`} />
      </Popconfirm>
    </span>
  );
}
