// An order, a case and what the flow collected, each on one or two lines. Used by offer, customer pane and drawers.
import { useTranslation } from "react-i18next";
import { CaseStatusTag, OrderStatusTag } from "./marks";
import { money, words } from "../format/values";
import { day } from "../format/time";
import { useNow } from "../hooks/use-now";
import { useDrawers } from "../screens/details/drawers";
import type { CaseBrief, Collected, Order } from "../api/types";

export function useDay() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  return (at: string) => day(at, now, i18n.language, { today: t("day.today"), yesterday: t("day.yesterday") });
}

export function OrderLine({ order, detailed = false }: { order: Order; detailed?: boolean }) {
  const { t, i18n } = useTranslation();
  const dayOf = useDay();
  const items = order.items.map((i) => (i.quantity > 1 ? `${i.name} ×${i.quantity}` : i.name)).join(", ");
  return (
    <div className="line" data-testid="order-line">
      <div className="line-head">
        <span className="line-title num">{t("order.number", { number: order.number })}</span>
        <OrderStatusTag status={order.status} />
        <span className="line-end num">{money(order.total.amount, order.total.currency, i18n.language)}</span>
      </div>
      <div className="line-sub">{items || words(order.summary, i18n.language)}</div>
      {detailed ? (
        <div className="line-sub num">
          {t("order.orderedOn", { day: dayOf(order.ordered_at) })}
          {order.tracking ? ` · ${t("order.tracking", { code: order.tracking })}` : ""}
        </div>
      ) : null}
    </div>
  );
}

export function CaseLine({ item }: { item: CaseBrief }) {
  const drawers = useDrawers();
  const dayOf = useDay();
  return (
    <button type="button" className="line line-button" data-testid="case-line" onClick={() => drawers.open("case", item.id)}>
      <div className="line-head">
        <span className="line-title">
          <span className="num">#{item.number}</span> {item.subject}
        </span>
        <CaseStatusTag status={item.status} />
        <span className="line-end muted num">{dayOf(item.updated_at)}</span>
      </div>
    </button>
  );
}

export function CollectedValues({ collected }: { collected: Collected[] }) {
  const { i18n } = useTranslation();
  return (
    <dl className="collected">
      {collected.map((one) => (
        <div key={one.name}>
          <dt>{words(one.label, i18n.language) || one.name}</dt>
          <dd className="num">{one.value}</dd>
        </div>
      ))}
    </dl>
  );
}
