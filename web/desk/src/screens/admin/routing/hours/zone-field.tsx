// A choice of time zones, with the time that each shows now.
import { Select } from "antd";
import { useMemo } from "react";
import { clockText } from "../../../../api/week";
import { usualTimeZone } from "./hours-model";
import { isTimeZone, wallClock } from "./openings";

interface Props {
  id?: string;
  label?: string;
  /** Null: several. */
  value: string | null;
  placeholder?: string;
  onChange: (zone: string) => void;
  testId: string;
}

// What people here are likely to choose comes first.
const first = [usualTimeZone, "Asia/Hong_Kong", "Asia/Tokyo", "Asia/Singapore", "Europe/London", "America/New_York", "UTC"];

export function ZoneField({ id, label, value, placeholder, onChange, testId }: Props) {
  const zones = useMemo(() => [...new Set([...(value ? [value] : []), ...first, ...Intl.supportedValuesOf("timeZone")])], [value]);
  return (
    <Select<string | null>
      {...(id ? { id } : {})}
      value={value}
      placeholder={placeholder}
      className="zone-field"
      showSearch
      aria-label={label}
      popupMatchSelectWidth={false}
      options={zones.map((zone) => ({ value: zone, label: zone }))}
      optionRender={({ value: zone }) => (
        <span className="zone-option">
          {zone} <span className="muted num">{isTimeZone(String(zone)) ? clockText(wallClock(String(zone), Date.now()).minute) : ""}</span>
        </span>
      )}
      onChange={(zone) => zone && onChange(zone)}
      data-testid={testId}
    />
  );
}
