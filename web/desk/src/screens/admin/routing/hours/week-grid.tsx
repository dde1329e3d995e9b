// The usual week, a row for each day: its times, and a way to have them on other days, too.
import { CopyOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { weekdays, type Days } from "../../../../api/week";
import { dayName } from "./hours-text";
import { TimesField } from "./times-field";

interface Props {
  days: Days;
  put: (day: number, times: string[], field: string) => void;
  copy: (from: number, to: number[]) => void;
}
const targets = {
  workdays: [0, 1, 2, 3, 4],
  weekend: [5, 6],
  all: [0, 1, 2, 3, 4, 5, 6],
};

export function WeekGrid({ days, put, copy }: Props) {
  const { t } = useTranslation();
  return (
    <table className="week-grid" aria-label={t("hours.week")} data-testid="hours-week">
      <tbody>
        {days.map((times, day) => {
          const name = dayName(t, day);
          return (
            <tr key={weekdays[day]} data-testid="hours-day" data-day={weekdays[day]}>
              <th scope="row">{name}</th>
              <td>
                {times.length === 0 ? <span className="muted">{t("hours.closed")}</span> : null}
                <TimesField label={name} times={times} onChange={(next, field) => put(day, next, field)} />
              </td>
              <td className="right">
                <Dropdown
                  trigger={["click"]}
                  menu={{
                    items: (Object.keys(targets) as (keyof typeof targets)[]).map((key) => ({ key, label: t(`hours.copyTo.${key}`) })),
                    onClick: ({ key }) => copy(day, targets[key as keyof typeof targets]),
                  }}
                >
                  <Button
                    type="text"
                    size="small"
                    icon={<CopyOutlined />}
                    aria-label={t("hours.copy", { day: name })}
                    title={t("hours.copy", { day: name })}
                    data-testid="hours-copy"
                  />
                </Dropdown>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
