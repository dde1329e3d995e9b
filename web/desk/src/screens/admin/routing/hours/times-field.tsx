// The times of one day: several, each from one to another, typed as people type them.
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { allDay, parseRange } from "../../../../api/week";
import { nextTime, readClock, troubleOf } from "./hours-model";

interface Props {
  /** Which day. */
  label: string;
  times: string[];
  onChange: (times: string[], field: string) => void;
}

export function TimesField({ label, times, onChange }: Props) {
  const { t } = useTranslation();
  const trouble = troubleOf(times);
  const next = nextTime(times);
  const put = (at: number, text: string, field: string) => onChange(times.map((one, index) => (index === at ? text : one)), `${at}.${field}`);
  return (
    <div className="times" role="group" aria-label={label}>
      {times.map((text, at) => (
        <span className="time" key={at} data-testid="time">
          <TimeRange label={label} text={text} bad={trouble[at] !== null && trouble[at] !== "overlaps"} put={(value, field) => put(at, value, field)} />
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t("hours.removeTime", { day: label, time: text })}
            onClick={() => onChange(times.filter((_, index) => index !== at), `-${times.length}`)}
            data-testid="time-remove"
          />
          {trouble[at] ? (
            <span className={trouble[at] === "overlaps" ? "ink-wrap" : "ink-bad"} role="status" data-testid="time-trouble">
              {t(`hours.trouble.${trouble[at]}`)}
            </span>
          ) : null}
        </span>
      ))}
      <span className="time-add">
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined />}
          disabled={next === null ? true : undefined}
          aria-label={t("hours.addTime", { day: label })}
          title={t("hours.addTime", { day: label })}
          onClick={() => next && onChange([...times, next], `+${times.length}`)}
          data-testid="time-add"
        />
        {times.length === 1 && times[0] === allDay ? null : (
          <Button type="text" size="small" aria-label={`${label} ${t("hours.allDay")}`} onClick={() => onChange([allDay], "all")} data-testid="time-all-day">
            {t("hours.allDay")}
          </Button>
        )}
      </span>
    </div>
  );
}

interface RangeProps {
  label: string;
  text: string;
  bad: boolean;
  put: (text: string, field: string) => void;
}

function TimeRange({ label, text, bad, put }: RangeProps) {
  const { t } = useTranslation();
  const [from = "", until = ""] = text.split("-");
  const overnight = (parseRange(text)?.until ?? 0) > 1440;
  return (
    <>
      <ClockInput value={from} bad={bad} label={t("hours.from", { day: label })} onChange={(value) => put(`${value}-${until}`, "from")} testId="time-from" />
      <span aria-hidden>–</span>
      <ClockInput value={until} bad={bad} label={t("hours.until", { day: label })} onChange={(value) => put(`${from}-${value}`, "until")} testId="time-until" />
      {overnight ? <span className="muted">{t("hours.overnight")}</span> : null}
    </>
  );
}

interface ClockProps {
  value: string;
  bad: boolean;
  label: string;
  onChange: (value: string) => void;
  testId: string;
}

/** Takes effect when it is left: "9", "930" and "9:30" are times, anything else is put back. */
function ClockInput({ value, bad, label, onChange, testId }: ClockProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const leave = () => {
    const read = readClock(text);
    setText(read ?? value);
    if (read !== null && read !== value) onChange(read);
  };
  return (
    <Input
      className="clock-input num"
      size="small"
      value={text}
      inputMode="numeric"
      maxLength={5}
      status={bad || readClock(text) === null ? "error" : ""}
      aria-label={label}
      onChange={(event) => setText(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={leave}
      onPressEnter={leave}
      data-testid={testId}
    />
  );
}
