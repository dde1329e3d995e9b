// Read-only lists of what was applied from configuration files.
import { Table, type TableProps } from "antd";
import { useTranslation } from "react-i18next";
import { useAdminList } from "../../api/queries";
import type { Named } from "../../api/types";
import { Empty, Ready } from "../../parts/feedback";
import { AdminHead } from "./admin-head";

type What = "flows" | "numbers";
interface Row {
  id?: string;
  name?: string;
  number?: string;
  version?: number | string;
  nodes?: number;
  flow?: Named | string | null;
}

export function PlainList({ what }: { what: What }) {
  const { t } = useTranslation();
  const list = useAdminList<Row>(`/${what}`);
  const columns = useColumns(what);
  return (
    <>
      <AdminHead title={t(`admin.${what}`)} hint={t("admin.readOnly")} />
      <Ready of={list} rows={6}>
        {(rows) => (
          <Table<Row>
            size="small"
            rowKey={(row) => row.id ?? row.number ?? row.name ?? ""}
            dataSource={rows}
            pagination={false}
            columns={columns}
            locale={{ emptyText: <Empty title={t("list.none")}>{t("admin.applyNext")}</Empty> }}
          />
        )}
      </Ready>
    </>
  );
}

function useColumns(what: What): NonNullable<TableProps<Row>["columns"]> {
  const { t } = useTranslation();
  const name = { title: t("admin.name"), dataIndex: "name" };
  switch (what) {
    case "numbers":
      return [
        { title: t("admin.number"), dataIndex: "number", className: "num" },
        { title: t("admin.flow"), render: (_, row) => (typeof row.flow === "string" ? row.flow : row.flow?.name) ?? "–" },
      ];
    case "flows":
      return [
        name,
        { title: t("admin.steps"), dataIndex: "nodes", className: "num" },
        { title: t("admin.version"), dataIndex: "version", className: "num" },
      ];
  }
}
