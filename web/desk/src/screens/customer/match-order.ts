// Which order the values collected by the flow speak of.
import type { Collected, Order } from "../../api/types";

const plain = (text: string) => text.replace(/\W/g, "").toLowerCase();

export function matchOrder(orders: Order[], collected: Collected[]): Order | null {
  const values = collected.map((c) => plain(c.value)).filter(Boolean);
  return orders.find((order) => values.includes(plain(order.number))) ?? null;
}

/** The value that was asked for as an order number, to be looked up where the customer's own orders have none. */
export function maybeOrderNumber(collected: Collected[]): string | null {
  const asked = collected.find((c) => /order|订单/i.test(`${c.name} ${c.label.zh} ${c.label.en}`));
  return asked && plain(asked.value) ? asked.value : null;
}
