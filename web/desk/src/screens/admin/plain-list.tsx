// Read-only lists of what was applied from configuration files.
import { Table, type TableProps } from "antd";
import { useTranslation } from "react-i18next";
import { useAdminList } from "../../api/queries";
import type { Named, Queue } from "../../api/types";
import { percent } from "../../format/values";
import { Empty, Ready } from "../../parts/feedback";
import { AdminHead } from "./admin-head";

type What = "teams" | "skills" | "queues" | "flows" | "numbers";
interface Row extends Partial<Queue> {
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

/** What an agent needs for it: skills with their levels, and a team. */
function Asks({ of }: { of: Partial<Pick<Queue, "requires" | "teams">> }) {
  const { t } = useTranslation();
  const skills = (of.requires ?? []).map((need) => `${need.skill.name} ≥ ${need.level}`);
  const teams = (of.teams ?? []).map((team) => team.name);
  return <>{[...skills, teams.join(" / ")].filter(Boolean).join(", ") || t("admin.anybody")}</>;
}

function useColumns(what: What): NonNullable<TableProps<Row>["columns"]> {
  const { t } = useTranslation();
  const name = { title: t("admin.name"), dataIndex: "name" };
  switch (what) {
    case "queues":
      return [
        name,
        { title: t("admin.requires"), render: (_, row) => <Asks of={row} /> },
        {
          title: t("admin.relax"),
          render: (_, row) =>
            (row.relax ?? []).map((step) => (
              <div key={step.after_seconds}>
                {t("admin.relaxAfter", { seconds: step.after_seconds })} <Asks of={step} />
              </div>
            )),
        },
        { title: t("admin.choose"), render: (_, row) => (row.choose ? t(`choose.${row.choose}`) : "–") },
        { title: t("admin.priority"), dataIndex: "priority", className: "num" },
        {
          title: t("metric.serviceLevel"),
          render: (_, row) =>
            row.service_level
              ? t("admin.levelTarget", { target: percent(row.service_level.target), seconds: row.service_level.seconds })
              : "–",
        },
      ];
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
    default:
      return [name];
  }
}
