// What came of it: a sentence, charts of what matters most, the table with every figure, and how many people it takes.
import { Alert, Checkbox, Tabs } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Report, SimulationResult } from "../../../../api/simulation";
import { groupsOf, type FigureName, type Group } from "./compare";
import { FigureBars } from "./figure-bars";
import { ReportTable } from "./report-table";
import { StaffView } from "./staff-view";

const charts: { figure: FigureName; kind: Group["kind"] }[] = [
  { figure: "service_level", kind: "queue" },
  { figure: "asa_s", kind: "queue" },
  { figure: "abandon_rate", kind: "queue" },
  { figure: "occupancy", kind: "team" },
];

export function Result({ result }: { result: SimulationResult }) {
  const { t } = useTranslation();
  const { report, staff, left_out } = result;
  return (
    <div className="sim-result" data-testid="sim-result">
      {left_out ? <Alert type="info" showIcon title={t("sim.leftOut", { n: left_out })} /> : null}
      {report ? <Compared {...result} report={report} /> : null}
      {staff ? <StaffView plans={staff} /> : null}
    </div>
  );
}

function Compared({ report, compared, observed }: SimulationResult & { report: Report }) {
  const { t } = useTranslation();
  const groups = groupsOf(report, compared, observed);
  const [all, setAll] = useState(false);
  const changed = groups.flatMap((group) => group.lines).filter((line) => line.verdict && line.verdict !== "same").length;
  const intro = t("sim.intro", { runs: report.runs, contacts: report.contacts.toLocaleString(), confidence: (report.confidence * 100).toFixed(1) });
  const shown = { compares: Boolean(compared), observes: Boolean(observed) };
  const bars = (
    <div className="chart-grid">
      {charts.map(({ figure, kind }) => (
        <FigureBars key={figure} figure={figure} groups={groups.filter((group) => group.kind === kind)} {...shown} />
      ))}
    </div>
  );
  const table = (
    <>
      <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
        {t("sim.allFigures")}
      </Checkbox>
      <ReportTable groups={groups} all={all} {...shown} />
    </>
  );
  return (
    <>
      <p className="strong">{compared ? t("sim.verdict", { n: changed }) : t("sim.asItIs")}</p>
      <p className="muted">{intro}</p>
      <Tabs
        items={[
          { key: "bars", label: t("sim.tab.bars"), children: bars },
          { key: "table", label: t("sim.tab.table"), children: table },
        ]}
      />
    </>
  );
}
