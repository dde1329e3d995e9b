// One more number or address under which this customer is known.
import { Button, Input, Select, Space } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addIdentity } from "../../api/commands";
import { keys } from "../../api/keys";
import type { IdentityKind } from "../../api/types";
import { useAction } from "../../hooks/use-action";

const kinds: IdentityKind[] = ["phone", "email", "external"];

export function AddIdentity({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [kind, setKind] = useState<IdentityKind>("phone");
  const [value, setValue] = useState("");
  const add = useAction(async () => {
    await addIdentity(customer, kind, value.trim());
    setValue("");
    await queries.invalidateQueries({ queryKey: keys.customer(customer) });
  });
  return (
    <Space.Compact block className="add-identity">
      <Select
        value={kind}
        onChange={setKind}
        style={{ width: 96 }}
        options={kinds.map((k) => ({ value: k, label: t(`identity.${k}`) }))}
        aria-label={t("identity.kind")}
      />
      <Input
        value={value}
        onChange={(event) => setValue(event.target.value)}
        onPressEnter={() => value.trim() && void add.run()}
        placeholder={t("identity.value")}
        aria-label={t("identity.value")}
      />
      <Button disabled={!value.trim()} loading={add.busy} onClick={() => void add.run()}>
        {t("identity.add")}
      </Button>
    </Space.Compact>
  );
}
