// The dates that differ from their weekday, in one list: closed, or open at times of their own.
import { CloseOutlined } from "@ant-design/icons";
import { Button, DatePicker, Segmented } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dateText } from "./hours-text";
import { datesBetween, usualTimes, type Exception } from "./hours-model";
import { TimesField } from "./times-field";

interface Props {
  exceptions: Exception[];
  /** In the zone of the hours. */
  today: string;
  put: (exceptions: Exception[], field: string) => void;
}

export function Exceptions({ exceptions, today, put }: Props) {
  const { t } = useTranslation();
  const past = exceptions.filter(({ date }) => date < today);
  const change = (date: string, times: string[], field: string) =>
    put(exceptions.map((one) => (one.date === date ? { date, times } : one)), `${date}.${field}`);
  return (
    <>
      {exceptions.length === 0 ? <p className="muted">{t("hours.noExceptions")}</p> : null}
      <ul className="exceptions" aria-label={t("hours.exceptions")}>
        {exceptions.map((one) => (
          <ExceptionRow
            key={one.date}
            of={one}
            past={one.date < today}
            change={(times, field) => change(one.date, times, field)}
            remove={() => put(exceptions.filter(({ date }) => date !== one.date), `-${one.date}`)}
          />
        ))}
      </ul>
      <AddException add={(added) => put([...exceptions.filter(({ date }) => !added.some((one) => one.date === date)), ...added], `+${added[0]?.date}`)} />
      {past.length ? (
        <Button size="small" onClick={() => put(exceptions.filter(({ date }) => date >= today), "-past")}>
          {t("hours.removePast", { n: past.length })}
        </Button>
      ) : null}
    </>
  );
}

interface RowProps {
  of: Exception;
  past: boolean;
  change: (times: string[], field: string) => void;
  remove: () => void;
}

function ExceptionRow({ of: { date, times }, past, change, remove }: RowProps) {
  const { t, i18n } = useTranslation();
  const day = dateText(i18n.language, date);
  const kind = times.length ? "open" : "closed";
  return (
    <li className={past ? "exception past" : "exception"} data-testid="hours-exception" data-date={date} data-kind={kind}>
      <span className="exception-date num">
        {day}
        {past ? <span className="muted"> {t("hours.past")}</span> : null}
      </span>
      <Kind label={day} value={kind} onChange={(next) => change(next === "open" ? [usualTimes] : [], "kind")} />
      {times.length ? <TimesField label={day} times={times} onChange={change} /> : <span />}
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("hours.removeDate", { date: day })} onClick={remove} data-testid="exception-remove" />
    </li>
  );
}

function Kind({ label, value, onChange }: { label: string; value: "closed" | "open"; onChange: (kind: "closed" | "open") => void }) {
  const { t } = useTranslation();
  return (
    <Segmented<"closed" | "open">
      size="small"
      aria-label={t("hours.kindOf", { date: label })}
      value={value}
      options={[
        { value: "closed", label: t("hours.closed") },
        { value: "open", label: t("hours.special") },
      ]}
      onChange={onChange}
    />
  );
}

/** One date, or all from one to another: holidays are rarely alone. */
function AddException({ add }: { add: (added: Exception[]) => void }) {
  const { t } = useTranslation();
  const [first, setFirst] = useState<string | null>(null);
  const [last, setLast] = useState<string | null>(null);
  const put = (times: string[]) => {
    if (first === null) return;
    add(datesBetween(first, last).map((date) => ({ date, times })));
    setFirst(null);
    setLast(null);
  };
  const picker = (value: string | null, set: (value: string | null) => void, label: string, testId: string) => (
    <DatePicker
      value={value === null ? null : dayjs(value)}
      placeholder={label}
      aria-label={label}
      onChange={(day) => set(day ? day.format("YYYY-MM-DD") : null)}
      disabledDate={(day) => (set === setLast && first !== null ? day.isBefore(dayjs(first), "day") : false)}
      data-testid={testId}
    />
  );
  return (
    <div className="inline-field adding" role="group" aria-label={t("hours.addDate")}>
      {picker(first, setFirst, t("hours.date"), "exception-date")}
      {picker(last, setLast, t("hours.lastDate"), "exception-last")}
      <Button disabled={first === null ? true : undefined} onClick={() => put([])} data-testid="exception-closed">
        {t("hours.addClosed")}
      </Button>
      <Button disabled={first === null ? true : undefined} onClick={() => put([usualTimes])} data-testid="exception-open">
        {t("hours.addSpecial")}
      </Button>
    </div>
  );
}
