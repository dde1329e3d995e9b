// How many people each half hour takes: a column for each, and the numbers under it.
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StaffNeed, StaffPlan } from "../../../../api/simulation";
import { percent } from "../../../../format/values";
import { Help } from "../parts/help";
import { halfWidthText } from "./compare";

export function StaffView({ plans }: { plans: StaffPlan[] }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const plan = plans[at] ?? plans[0];
  if (!plan) return null;
  const needs = plan.needs.filter((need) => need.per_hour > 0);
  return (
    <div className="staff" data-testid="sim-staffing">
      <div className="filter-bar">
        <Select
          value={at}
          aria-label={t("list.queue")}
          popupMatchSelectWidth={false}
          options={plans.map((one, index) => ({ value: index, label: `${one.queue} · ${t(`channel.${one.channel}`)}` }))}
          onChange={setAt}
        />
        <span className="muted num">
          {t("admin.levelTarget", { target: percent(plan.target), seconds: plan.seconds })} · {t("sim.atOnce", { n: plan.at_once })}
        </span>
        <Help text={t("sim.help.staffing")} />
      </div>
      {plan.needs.length > 1 ? <DayChart plan={plan} /> : null}
      <div className="report-box">
        <table className="report">
          <thead>
            <tr>
              {(["from", "per_hour", "on_duty", "scheduled", "service_level", "simulated", "occupancy", "abandon_rate"] as const).map((name) => (
                <th scope="col" key={name} className={name === "from" ? "" : "right"}>
                  {t(`sim.need.${name}`)} <Help text={t(`sim.needHelp.${name}`)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {needs.map((need) => (
              <NeedRow key={need.from} need={need} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function NeedRow({ need }: { need: StaffNeed }) {
  const { t } = useTranslation();
  const share = (value: number) => `${(value * 100).toFixed(1)} %`;
  return (
    <tr>
      <th scope="row" className="num">
        {need.from ?? t("sim.allDay")}
      </th>
      <td className="right num">{Math.round(need.per_hour * 10) / 10}</td>
      <td className="right num strong">{need.on_duty}</td>
      <td className="right num">{need.scheduled}</td>
      <td className="right num">{share(need.service_level)}</td>
      <td className="right num">
        {need.simulated ? (
          <>
            {share(need.simulated.mean)} <span className="muted report-half">{halfWidthText("share", need.simulated.half_width)}</span>
          </>
        ) : (
          "–"
        )}
      </td>
      <td className="right num">{share(need.occupancy)}</td>
      <td className="right num">{share(need.abandon_rate)}</td>
    </tr>
  );
}

/** Scheduled behind, on duty in front. */
function DayChart({ plan }: { plan: StaffPlan }) {
  const { t } = useTranslation();
  const most = Math.max(1, ...plan.needs.map((need) => need.scheduled));
  const tall = (n: number) => `${(n / most) * 100}%`;
  return (
    <figure className="day-chart">
      <figcaption>
        <span className="strong">{t("sim.staffChart")}</span>
        <span className="spacer" />
        <span className="bars-key">
          <span className="bars-swatch bar-other" aria-hidden /> {t("sim.need.on_duty")}
        </span>
        <span className="bars-key">
          <span className="bars-swatch bar-one" aria-hidden /> {t("sim.need.scheduled")}
        </span>
        <span className="muted num">{t("sim.most", { n: most })}</span>
      </figcaption>
      <div className="day-columns">
        {plan.needs.map((need, index) => {
          const label = `${need.from ?? ""} ${t("sim.need.on_duty")} ${need.on_duty}, ${t("sim.need.scheduled")} ${need.scheduled}`;
          return (
            <div key={need.from ?? index} className="day-column" role="img" aria-label={label} title={label}>
              <div className="day-plot">
                <div className="day-bar bar-one" style={{ height: tall(need.scheduled) }} />
                <div className="day-bar bar-other" style={{ height: tall(need.on_duty) }} />
              </div>
              <span className="day-hour num">{index % 4 === 0 ? need.from : ""}</span>
            </div>
          );
        })}
      </div>
    </figure>
  );
}
