// Promises a call (回拨): it waits in a queue until its time, and then goes to an agent like anything else.
import { Input } from "antd";
import { ScheduleOutlined } from "@ant-design/icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { scheduleCallback } from "../../api/commands";
import type { Customer } from "../../api/types";
import { promisesCalls } from "../../app/rights";
import { useUser } from "../../app/session";
import { isMasked, phoneGroups } from "../../format/values";
import { WishForm } from "../../parts/wish-form";

interface Props {
  customer: Customer | null;
  /** Of somebody who is no customer yet. */
  phone?: string;
  queue: string | null;
}

export function ScheduleCallback({ customer, phone = "", queue }: Props) {
  const { t } = useTranslation();
  const user = useUser();
  const [number, setNumber] = useState(isMasked(phone) ? "" : phone);
  if (!promisesCalls(user)) return null;
  // A masked number is known to the server alone: left empty, it is the one that is called.
  const known = customer?.phone ?? null;
  return (
    <section className="fact-block">
      <WishForm
        label={t("work.schedule")}
        icon={<ScheduleOutlined />}
        queue={queue}
        done={t("work.scheduled")}
        send={(wish) => scheduleCallback({ ...wish, phone: number.trim() || undefined, customer: customer?.id })}
        testId="schedule-callback"
      >
        <Input
          type="tel"
          value={number}
          maxLength={40}
          autoFocus
          onChange={(event) => setNumber(event.target.value)}
          placeholder={known ? t("work.knownNumber", { number: phoneGroups(known) }) : t("work.number")}
          aria-label={t("work.number")}
          data-testid="callback-phone"
        />
      </WishForm>
    </section>
  );
}
