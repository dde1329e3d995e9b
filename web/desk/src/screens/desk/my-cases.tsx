// My open cases, newest change first.
import { useTranslation } from "react-i18next";
import { useMyCases } from "../../api/queries";
import { Ready } from "../../parts/feedback";
import { useDay } from "../../parts/lines";
import { useDrawers } from "../details/drawers";

export function MyCases() {
  const { t } = useTranslation();
  const cases = useMyCases();
  const drawers = useDrawers();
  const dayOf = useDay();
  const open = cases.data?.items.filter((c) => c.status !== "solved" && c.status !== "closed") ?? [];
  return (
    <section className="my-cases" aria-label={t("mine.cases")} data-testid="my-cases">
      <h2 className="pane-title">
        {t("mine.cases")} <span className="count num">{open.length}</span>
      </h2>
      <div className="my-cases-list">
        <Ready of={cases}>
          {() =>
            open.length === 0 ? (
              <p className="pane-none muted">{t("mine.noCases")}</p>
            ) : (
              open.map((one) => (
                <button
                  type="button"
                  key={one.id}
                  className="case-row"
                  onClick={() => drawers.open("case", one.id)}
                  title={`#${one.number} ${one.subject}`}
                >
                  <span className="num case-row-number">#{one.number}</span>
                  <span className="case-row-subject">{one.subject}</span>
                  <span className="muted num">{dayOf(one.updated_at)}</span>
                </button>
              ))
            )
          }
        </Ready>
      </div>
    </section>
  );
}
