// What the router goes by with this customer: their value, their risk of leaving, and who must not serve them (不分配给).
// Everybody may read it; those with the right change it.
import { Button, InputNumber, Select } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeCustomer } from "../../api/commands";
import { keys } from "../../api/keys";
import { useAdminList } from "../../api/queries";
import type { AgentLive, CustomerFull } from "../../api/types";
import { steersCustomers } from "../../app/rights";
import { useUser } from "../../app/session";
import { useAction } from "../../hooks/use-action";
import { useErrorText } from "../../parts/error-text";
import { Fact } from "../../parts/fact";

export function RoutingWishes({ customer }: { customer: CustomerFull }) {
  const { t } = useTranslation();
  const user = useUser();
  const blocked = customer.blocked_agents.map((agent) => agent.name).join(t("routing.separator"));
  return (
    <section aria-label={t("steer.title")} data-testid="routing-wishes">
      <h3 className="tab-heading">{t("steer.title")}</h3>
      {steersCustomers(user) ? (
        <Editor key={customer.etag} customer={customer} />
      ) : (
        <dl className="facts">
          <Fact name={t("steer.value")} value={String(customer.value)} />
          <Fact name={t("steer.risk")} value={String(customer.risk)} />
          <Fact name={t("steer.blocked")} value={blocked || t("steer.nobody")} />
        </dl>
      )}
    </section>
  );
}

function Editor({ customer }: { customer: CustomerFull }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const before = customer.blocked_agents.map((agent) => agent.id);
  const [value, setValue] = useState(customer.value);
  const [risk, setRisk] = useState(customer.risk);
  const [blocked, setBlocked] = useState(before);
  const same = value === customer.value && risk === customer.risk && blocked.join() === before.join();
  const save = useAction(async () => {
    try {
      await changeCustomer(customer.id, customer.etag, { value, risk, blocked_agents: blocked });
    } finally {
      await queries.invalidateQueries({ queryKey: keys.customer(customer.id) });
    }
  });
  return (
    <div className="steer-form">
      <Points name={t("steer.value")} value={value} change={setValue} testId="customer-value" />
      <Points name={t("steer.risk")} value={risk} change={setRisk} testId="customer-risk" />
      <Blocked customer={customer} chosen={blocked} change={setBlocked} />
      <Button disabled={same} loading={save.busy} onClick={() => void save.run()} data-testid="steer-save">
        {t("user.save")}
      </Button>
    </div>
  );
}

function Points(props: { name: string; value: number; change: (points: number) => void; testId: string }) {
  return (
    <label className="steer-field">
      <span className="muted">{props.name}</span>
      <InputNumber
        min={0}
        max={100}
        precision={0}
        value={props.value}
        onChange={(points) => props.change(points ?? 0)}
        data-testid={props.testId}
      />
    </label>
  );
}

const mostBlocked = 50;

/** Agents of others' teams and those who have left stay in the list by the names that the server gave. */
function Blocked(props: { customer: CustomerFull; chosen: string[]; change: (agents: string[]) => void }) {
  const { t } = useTranslation();
  const agents = useAdminList<AgentLive>("/agents?limit=200");
  const text = useErrorText();
  const known = new Map(props.customer.blocked_agents.map((agent) => [agent.id, agent.name]));
  for (const agent of agents.data ?? []) known.set(agent.id, agent.name);
  return (
    <label className="steer-field wide">
      <span className="muted">{t("steer.blocked")}</span>
      <Select<string[]>
        mode="multiple"
        showSearch={{ optionFilterProp: "label" }}
        maxCount={mostBlocked}
        value={props.chosen}
        onChange={props.change}
        loading={agents.isPending}
        notFoundContent={agents.error ? text(agents.error) : t("steer.noAgents")}
        placeholder={t("steer.nobody")}
        aria-label={t("steer.blocked")}
        options={[...known].map(([value, label]) => ({ value, label }))}
        data-testid="customer-blocked"
      />
    </label>
  );
}
