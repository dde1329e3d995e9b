// What is known of a customer: identities, company, address, preferences.
import { CheckCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useCustomer } from "../../api/queries";
import { dateAndTime } from "../../format/time";
import { phoneGroups } from "../../format/values";
import { Fact } from "../../parts/fact";
import { Ready } from "../../parts/feedback";
import { AddIdentity } from "./add-identity";
import { RoutingWishes } from "./routing-wishes";

export function ProfileTab({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const full = useCustomer(customer);
  return (
    <Ready of={full}>
      {(data) => (
        <>
          <h3 className="tab-heading">{t("customer.identityList")}</h3>
          <ul className="identity-list">
            {data.identities.map((identity) => (
              <li key={identity.id}>
                <span className="muted identity-kind">{t(`identity.${identity.kind}`)}</span>
                <span className="num identity-value">
                  {identity.kind === "phone" ? phoneGroups(identity.value) : identity.value}
                </span>
                {identity.verified ? (
                  <span className="ink-ok">
                    <CheckCircleOutlined aria-hidden /> {t("identity.verified")}
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
          <AddIdentity customer={customer} />
          <dl className="facts">
            <Fact name={t("customer.company")} value={data.company} />
            <Fact name={t("customer.address")} value={data.address} />
            <Fact name={t("customer.preferences")} value={(data.preferences ?? []).join(", ")} />
            <Fact name={t("customer.since")} value={data.created_at ? dateAndTime(data.created_at) : null} />
          </dl>
          <RoutingWishes customer={data} />
        </>
      )}
    </Ready>
  );
}
