// Conversations as rows: when, who, where, by whom, what came of it.
import { AudioOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useConfig } from "../../api/queries";
import type { ConversationSummary } from "../../api/types";
import { clock, dateAndTime } from "../../format/time";
import { codeName } from "../../format/values";
import { ChannelIcon, OutcomeTag } from "../../parts/marks";
import { VirtualTable, type Column } from "../../parts/virtual-table";
import { useWho } from "../../parts/who";
import { useDrawers } from "../details/drawers";

const duration = (ms: number | null) => (ms === null ? "–" : clock(ms));

export function ConversationTable({ rows, more }: { rows: ConversationSummary[]; more: (() => void) | null }) {
  const { t, i18n } = useTranslation();
  const who = useWho();
  const config = useConfig();
  const drawers = useDrawers();
  const recorded = <AudioOutlined title={t("timeline.recorded")} aria-label={t("timeline.recorded")} />;
  const columns: Column<ConversationSummary>[] = [
    { head: t("list.started"), look: "num", cell: (row) => dateAndTime(row.started_at) },
    { head: "", cell: (row) => <ChannelIcon channel={row.channel} /> },
    { head: t("list.customer"), look: "strong", cell: who },
    { head: t("list.queue"), cell: (row) => row.queue?.name ?? "–" },
    { head: t("list.agent"), cell: (row) => row.agent?.name ?? "–" },
    { head: t("list.outcome"), cell: (row) => <OutcomeTag outcome={row.outcome} /> },
    { head: t("list.wait"), look: "num right", cell: (row) => duration(row.wait_ms) },
    { head: t("list.talk"), look: "num right", cell: (row) => duration(row.talk_ms) },
    { head: t("wrap.disposition"), cell: (row) => codeName(config.data?.dispositions, row.disposition, i18n.language) || "–" },
    { head: t("list.case"), look: "num", cell: (row) => (row.case ? `#${row.case.number}` : "–") },
    { head: "", cell: (row) => (row.recordings.length ? recorded : null) },
  ];
  return (
    <VirtualTable
      label={t("nav.conversations")}
      className="conversation-columns"
      columns={columns}
      rows={rows}
      more={more}
      // What was imported from the system before has no details behind it.
      open={(row) => row.id.startsWith("imported-") || drawers.open("conversation", row.id)}
      marks={(row) => ({ "data-testid": "conversation-row", "data-conversation": row.id }) as object}
    />
  );
}
