// The demo's accounts, each one click away; there is nothing of this outside the demo.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { DemoAccount } from "../../api/types";

export function DemoAccounts(props: {
  accounts: DemoAccount[];
  take: (account: { login: string; password: string }) => void;
  busy: boolean;
}) {
  const { t } = useTranslation();
  return (
    <section className="demo-accounts" aria-label={t("signIn.demo")} data-testid="demo-accounts">
      <h2>{t("signIn.demo")}</h2>
      <ul>
        {props.accounts.map((account) => (
          <li key={account.login}>
            <span className="demo-name">{account.name}</span>
            <span className="muted">{t(`role.${account.role}`)}</span>
            <code>{account.login}</code>
            <Button size="small" disabled={props.busy} onClick={() => props.take(account)} data-testid={`demo-${account.login}`}>
              {t("signIn.submit")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
