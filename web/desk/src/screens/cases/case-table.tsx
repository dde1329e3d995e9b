// Cases as rows; each opens its details beside the list.
import { useTranslation } from "react-i18next";
import { useConfig } from "../../api/queries";
import type { CaseBrief } from "../../api/types";
import { dateAndTime } from "../../format/time";
import { codeName } from "../../format/values";
import { CaseStatusTag, PriorityMark } from "../../parts/marks";
import { VirtualTable, type Column } from "../../parts/virtual-table";
import { useDrawers } from "../details/drawers";

export function CaseTable({ rows, more }: { rows: CaseBrief[]; more: (() => void) | null }) {
  const { t, i18n } = useTranslation();
  const config = useConfig();
  const drawers = useDrawers();
  const columns: Column<CaseBrief>[] = [
    { head: t("list.case"), look: "num", cell: (row) => `#${row.number}` },
    { head: t("wrap.field.subject"), look: "strong", cell: (row) => row.subject },
    { head: t("list.customer"), cell: (row) => row.customer.name },
    { head: t("case.type"), cell: (row) => codeName(config.data?.case_types, row.type, i18n.language) || "–" },
    { head: t("case.status"), cell: (row) => <CaseStatusTag status={row.status} /> },
    { head: t("case.priority"), cell: (row) => <PriorityMark priority={row.priority} /> },
    { head: t("case.owner"), cell: (row) => row.owner?.name ?? t("case.noOwner") },
    { head: t("case.opened"), look: "num", cell: (row) => dateAndTime(row.opened_at) },
    { head: t("case.updated"), look: "num", cell: (row) => dateAndTime(row.updated_at) },
  ];
  return (
    <VirtualTable
      label={t("nav.cases")}
      className="case-columns"
      columns={columns}
      rows={rows}
      more={more}
      open={(row) => drawers.open("case", row.id)}
      marks={(row) => ({ "data-testid": "case-list-row", "data-case": String(row.number) }) as object}
    />
  );
}
