// The orders and the cases of a customer, as tabs of the customer pane.
import { useTranslation } from "react-i18next";
import { useCustomerCases, useOrders } from "../../api/queries";
import { Empty, Ready } from "../../parts/feedback";
import { CaseLine, OrderLine } from "../../parts/lines";

export function OrdersTab({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const orders = useOrders(customer);
  return (
    <Ready of={orders}>
      {(page) =>
        page.items.length ? (
          page.items.map((order) => <OrderLine key={order.id} order={order} detailed />)
        ) : (
          <Empty title={t("customer.noOrders")} />
        )
      }
    </Ready>
  );
}

export function CasesTab({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const cases = useCustomerCases(customer);
  return (
    <Ready of={cases}>
      {(page) =>
        page.items.length ? (
          page.items.map((one) => <CaseLine key={one.id} item={one} />)
        ) : (
          <Empty title={t("customer.noCases")}>{t("customer.noCasesNext")}</Empty>
        )
      }
    </Ready>
  );
}
