// What an agent needs for a contact: skills with their levels, and teams. Used by queues, their relaxations and by rules.
import { CloseOutlined } from "@ant-design/icons";
import { Button, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Levels } from "../../../../api/configuration";
import { useLooking } from "../draft/context";

export const highest = 10;

interface LevelsProps {
  id: string;
  label: string;
  value: Levels | undefined;
  skills: string[];
  onChange: (value: Levels) => void;
}

/** Levels from 1 on: asking for level 0 would ask for nothing. */
export function LevelsField({ id, label, value = {}, skills, onChange }: LevelsProps) {
  const { t } = useTranslation();
  const looking = useLooking();
  const asked = Object.keys(value);
  const others = skills.filter((skill) => !asked.includes(skill));
  const without = (skill: string) => Object.fromEntries(Object.entries(value).filter(([name]) => name !== skill));
  return (
    <div className="levels" role="group" aria-label={label}>
      {asked.map((skill) => (
        <span className={skills.includes(skill) ? "level-tag" : "level-tag gone"} key={skill}>
          <span className="level-name">{skill}</span>
          <span aria-hidden>≥</span>
          <InputNumber
            size="small"
            min={1}
            max={highest}
            precision={0}
            value={value[skill] ?? null}
            onChange={(level) => level !== null && onChange({ ...value, [skill]: level })}
            aria-label={t("asks.level", { skill })}
          />
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            onClick={() => onChange(without(skill))}
            aria-label={t("asks.without", { skill })}
          />
        </span>
      ))}
      {looking ? (
        asked.length ? null : <span className="muted">–</span>
      ) : (
        <Select<string | null>
          id={id}
          className="level-add"
          value={null}
          showSearch
          placeholder={t("asks.addSkill")}
          disabled={others.length === 0}
          popupMatchSelectWidth={false}
          options={others.map((skill) => ({ value: skill, label: skill }))}
          onChange={(skill) => skill && onChange({ ...value, [skill]: 1 })}
        />
      )}
    </div>
  );
}

interface TeamsProps {
  id: string;
  value: string[] | undefined;
  teams: string[];
  placeholder: string;
  onChange: (value: string[]) => void;
}

export function TeamsField({ id, value = [], teams, placeholder, onChange }: TeamsProps) {
  return (
    <Select
      id={id}
      mode="multiple"
      className="wide"
      value={value}
      placeholder={placeholder}
      options={teams.map((team) => ({ value: team, label: team }))}
      onChange={onChange}
    />
  );
}
