import { Table } from "antd";
import { useTranslation } from "react-i18next";
import { useAdminList } from "../../api/queries";
import type { AuditEntry } from "../../api/types";
import { dateAndTime } from "../../format/time";
import { Empty, Ready } from "../../parts/feedback";

const detailText = (detail: unknown) =>
  detail === null || detail === undefined ? "" : typeof detail === "string" ? detail : JSON.stringify(detail);

export function Audit() {
  const { t } = useTranslation();
  const entries = useAdminList<AuditEntry>("/audit?limit=200");
  return (
    <Ready of={entries} rows={8}>
      {(rows) => (
        <Table<AuditEntry>
          size="small"
          rowKey="id"
          dataSource={rows}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{ emptyText: <Empty title={t("list.none")} /> }}
          columns={[
            {
              title: t("audit.at"),
              dataIndex: "at",
              className: "num",
              width: 160,
              render: (at: string) => dateAndTime(at),
            },
            { title: t("audit.who"), width: 140, render: (_, entry) => entry.actor?.name ?? "–" },
            { title: t("audit.action"), dataIndex: "action", width: 200 },
            { title: t("audit.what"), width: 180, render: (_, entry) => detailText(entry.resource) || "–" },
            { title: t("audit.detail"), render: (_, entry) => <span className="audit-detail">{detailText(entry.detail)}</span> },
          ]}
        />
      )}
    </Ready>
  );
}
