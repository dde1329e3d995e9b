// Who the customer is: name (changed in place), tier, region, language, phone.
import { Typography } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changeCustomer } from "../../api/commands";
import { keys } from "../../api/keys";
import { useCustomer } from "../../api/queries";
import type { Customer } from "../../api/types";
import { phoneGroups, words } from "../../format/values";
import { useAction } from "../../hooks/use-action";
import { TierMark } from "../../parts/marks";
import { useNameEditing } from "./just-made";

export function CustomerHead({ customer }: { customer: Customer }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const full = useCustomer(customer.id);
  const [editing, setEditing] = useNameEditing(customer.id);
  const rename = useAction(async (name: string) => {
    const wanted = name.trim();
    if (!full.data || !wanted || wanted === full.data.name) return;
    try {
      await changeCustomer(customer.id, full.data.etag, { name: wanted });
    } finally {
      await queries.invalidateQueries({ queryKey: keys.customer(customer.id) });
    }
  });
  const name = full.data?.name ?? customer.name;
  const language = i18n.exists(`language.${customer.language}`) ? t(`language.${customer.language as "zh"}`) : customer.language;
  return (
    <header className="customer-head">
      <div className="customer-name-line">
        <span className="customer-avatar" aria-hidden>
          {[...name][0]}
        </span>
        <Typography.Text
          className="customer-name"
          data-testid="customer-name"
          editable={
            full.data
              ? {
                  editing,
                  onStart: () => setEditing(true),
                  onCancel: () => setEditing(false),
                  onEnd: () => setEditing(false),
                  onChange: (value) => void rename.run(value),
                  tooltip: t("customer.rename"),
                  maxLength: 80,
                }
              : false
          }
        >
          {name}
        </Typography.Text>
        <TierMark tier={customer.tier} />
      </div>
      <div className="customer-facts">
        {[words(customer.region, i18n.language), language].filter(Boolean).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {customer.phone ? (
          <span className="num" data-testid="customer-phone">
            {phoneGroups(customer.phone)}
          </span>
        ) : null}
        {!customer.phone && customer.email ? <span>{customer.email}</span> : null}
        <span>{t("customer.identities", { n: customer.identities })}</span>
      </div>
    </header>
  );
}
