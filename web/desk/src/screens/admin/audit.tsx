// Who did what, newest first, in words. A recording or conversation that was touched opens from here.
import { Button, Table } from "antd";
import { useTranslation } from "react-i18next";
import { useAdminList } from "../../api/queries";
import type { AdminUser, AuditEntry } from "../../api/types";
import { dateAndTime } from "../../format/time";
import { Empty, Ready } from "../../parts/feedback";
import { useDrawers } from "../details/drawers";
import { AdminHead } from "./admin-head";
import { AuditChanges } from "./audit-changes";
import { detailsOf, nameOf, touched, type Detail } from "./audit-text";

export function Audit() {
  const { t } = useTranslation();
  const entries = useAdminList<AuditEntry>("/audit?limit=200");
  const users = useAdminList<AdminUser>("/users?limit=200");
  return (
    <>
      <AdminHead title={t("admin.audit")} hint={t("audit.newest")}>
        <Button onClick={() => void entries.refetch()} loading={entries.isRefetching}>
          {t("common.refresh")}
        </Button>
      </AdminHead>
      <Ready of={entries} rows={8}>
        {(rows) => (
          <Table<AuditEntry>
            size="small"
            rowKey="id"
            dataSource={rows}
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            locale={{ emptyText: <Empty title={t("list.none")} /> }}
            onRow={(entry) => ({ "data-testid": "audit-row", "data-action": entry.action }) as object}
            columns={[
              { title: t("audit.at"), dataIndex: "at", className: "num", width: 150, render: (at: string) => dateAndTime(at) },
              { title: t("audit.who"), width: 120, render: (_, entry) => entry.actor?.name ?? t("audit.program") },
              { title: t("audit.action"), width: 170, render: (_, entry) => <Action name={entry.action} /> },
              { title: t("audit.what"), width: 170, render: (_, entry) => <What entry={entry} users={users.data ?? []} /> },
              { title: t("audit.detail"), render: (_, entry) => <Details of={detailsOf(entry)} /> },
              { title: t("audit.address"), width: 120, className: "num", render: (_, entry) => entry.address ?? "–" },
            ]}
          />
        )}
      </Ready>
    </>
  );
}

function Action({ name }: { name: string }) {
  const { t, i18n } = useTranslation();
  const word = name.replace(".", "_");
  return <span title={name}>{i18n.exists(`audit.did.${word}`) ? t(`audit.did.${word as "session_created"}`) : name}</span>;
}

function What({ entry, users }: { entry: AuditEntry; users: AdminUser[] }) {
  const { t, i18n } = useTranslation();
  const what = touched(entry.resource);
  if (!what || what.kind === "session") return "–";
  const kind = i18n.exists(`audit.kind.${what.kind}`) ? t(`audit.kind.${what.kind as "user"}`) : what.kind;
  return [kind, nameOf(what, users)].filter(Boolean).join(" ");
}

function Details({ of }: { of: Detail[] }) {
  return (
    <dl className="audit-detail">
      {of.map((one) => (
        <Pair key={one.name} {...one} />
      ))}
    </dl>
  );
}

function Pair({ name, value, lines }: Detail) {
  const { t, i18n } = useTranslation();
  const drawers = useDrawers();
  const label = i18n.exists(`audit.field.${name}`) ? t(`audit.field.${name as "login"}`) : name;
  const word = `${name}_${value}`;
  const shown = i18n.exists(`audit.value.${word}`) ? t(`audit.value.${word as "role_agent"}`) : value;
  return (
    <div>
      {label ? <dt>{label}</dt> : null}
      <dd>
        {lines ? (
          <AuditChanges lines={lines} />
        ) : name === "conversation" ? (
          <button type="button" className="link" onClick={() => drawers.open("conversation", value)}>
            #{value}
          </button>
        ) : (
          shown
        )}
      </dd>
    </div>
  );
}
