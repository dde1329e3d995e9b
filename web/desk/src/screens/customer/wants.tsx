// What they want now, and what is still open.
import { useTranslation } from "react-i18next";
import { useCustomerCases, useOrderByNumber, useOrders } from "../../api/queries";
import type { Collected, Order } from "../../api/types";
import { Ready } from "../../parts/feedback";
import { CaseLine, CollectedValues, OrderLine } from "../../parts/lines";
import { matchOrder, maybeOrderNumber } from "./match-order";

export function Wants({ customer, collected, said }: { customer: string; collected: Collected[]; said: string[] }) {
  const { t } = useTranslation();
  const orders = useOrders(customer);
  const own = matchOrder(orders.data?.items ?? [], collected);
  // A number keyed in may belong to an order of somebody else (a gift): then it is looked up alone.
  const other = useOrderByNumber(orders.data && !own ? maybeOrderNumber(collected) : null);
  const order: Order | null = own ?? other.data ?? null;
  return (
    <section className="fact-block" data-testid="customer-wants">
      <h3>{t("customer.wants")}</h3>
      {collected.length ? <CollectedValues collected={collected} /> : null}
      {said.map((text, index) => (
        <p key={index} className="offer-said">
          {text}
        </p>
      ))}
      {collected.length || said.length ? null : <p className="muted">{t("customer.wantsNothing")}</p>}
      {order ? <OrderLine order={order} detailed /> : null}
    </section>
  );
}

export function Open({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const cases = useCustomerCases(customer);
  return (
    <section className="fact-block" data-testid="customer-open">
      <h3>{t("customer.open")}</h3>
      <Ready of={cases} rows={1}>
        {(page) => {
          const open = page.items.filter((c) => c.status !== "solved" && c.status !== "closed");
          return open.length ? (
            open.slice(0, 4).map((one) => <CaseLine key={one.id} item={one} />)
          ) : (
            <p className="muted">{t("customer.nothingOpen")}</p>
          );
        }}
      </Ready>
    </section>
  );
}
