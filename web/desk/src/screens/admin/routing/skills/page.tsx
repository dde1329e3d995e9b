// People × skills: who can do what, edited like a sheet, and the skills themselves in a panel beside it.
import { SearchOutlined } from "@ant-design/icons";
import { App, Button, Checkbox, Input, Select } from "antd";
import { useCallback, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Levels, NamedEntry } from "../../../../api/configuration";
import { Empty } from "../../../../parts/feedback";
import { useLooking } from "../draft/context";
import { DraftPage } from "../draft/draft-page";
import { equal } from "../draft/equal";
import type { Draft } from "../draft/model";
import { editDraft } from "../draft/store";
import { copyText } from "../parts/copy-text";
import { Help } from "../parts/help";
import { SkillGrid } from "./grid";
import { applyEdits, filtered, type CellEdit, type Sheet } from "./grid-model";
import { SkillPanel } from "./skill-panel";
import { toTable } from "./tsv";
import type { Doing } from "./use-grid";

export function SkillsPage() {
  const { t } = useTranslation();
  // "": none of them in particular.
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <DraftPage
      title={t("admin.skills")}
      hint={t("skills.hint")}
      actions={
        <>
          <Help text={t("skills.keys")} />
          <Button onClick={() => setOpened("")} data-testid="skills-manage">
            {t("skills.manage")}
          </Button>
        </>
      }
    >
      {(draft) => (
        <div className={opened === null ? "with-panel" : "with-panel small open"}>
          <Matrix draft={draft} openSkill={setOpened} />
          {opened === null ? null : <SkillPanel draft={draft} at={opened} close={() => setOpened(null)} />}
        </div>
      )}
    </DraftPage>
  );
}

interface Filter {
  team: string | null;
  text: string;
}

function Matrix({ draft, openSkill }: { draft: Draft; openSkill: (name: string) => void }) {
  const { t } = useTranslation();
  const looking = useLooking();
  const [filter, setFilter] = useState<Filter>({ team: null, text: "" });
  const [onlyChanged, setOnlyChanged] = useState(false);
  const { agents, skills, teams } = draft.now;
  const before = useMemo(() => new Map(draft.base.agents.map((agent) => [agent.login, agent.skills ?? ({} as Levels)])), [draft.base.agents]);
  const sheet = useMemo(() => {
    const found = filtered(agents, filter);
    const shown = onlyChanged ? found.filter((agent) => !equal(agent.skills ?? {}, before.get(agent.login))) : found;
    return { agents: shown, skills: skills.map((skill) => skill.name) };
  }, [agents, skills, filter, onlyChanged, before]);
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const agent of agents) for (const skill of Object.keys(agent.skills ?? {})) found.set(skill, (found.get(skill) ?? 0) + 1);
    return found;
  }, [agents]);
  const step = useRef(0);
  const write = useCallback(
    (edits: CellEdit[], doing: Doing, joins: boolean) => {
      if (!joins) step.current += 1;
      if (edits.length === 0) return;
      const label = t(`skills.step.${doing}`, { n: edits.length });
      editDraft((now) => ({ agents: applyEdits(now.agents, edits) }), label, `levels-${step.current}`);
    },
    [t],
  );
  if (skills.length === 0) return <NoSkills add={looking ? null : () => openSkill("")} />;
  return (
    <div className="skill-page">
      <FilterBar teams={teams} filter={filter} setFilter={setFilter}>
        {looking ? null : (
          <Checkbox checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)}>
            {t("skills.onlyChanged")}
          </Checkbox>
        )}
        <span className="spacer" />
        <CopyAll sheet={sheet} />
      </FilterBar>
      {sheet.agents.length === 0 ? (
        <Empty title={t("skills.nobody")}>{looking ? null : t(agents.length ? "skills.nobodyNext" : "skills.noAgentsNext")}</Empty>
      ) : (
        <SkillGrid sheet={sheet} skills={skills} counts={counts} before={before} write={write} openSkill={openSkill} />
      )}
    </div>
  );
}

function NoSkills({ add }: { add: (() => void) | null }) {
  const { t } = useTranslation();
  if (!add) return <Empty title={t("skills.none")} />;
  return (
    <Empty title={t("skills.none")}>
      <p>{t("skills.noneNext")}</p>
      <Button type="primary" onClick={add}>
        {t("skills.manage")}
      </Button>
    </Empty>
  );
}

interface FilterProps {
  teams: NamedEntry[];
  filter: Filter;
  setFilter: (filter: Filter) => void;
  children: ReactNode;
}

/** For everybody: it changes nothing. */
function FilterBar({ teams, filter, setFilter, children }: FilterProps) {
  const { t } = useTranslation();
  return (
    <div className="filter-bar">
      <Input
        allowClear
        disabled={false}
        prefix={<SearchOutlined aria-hidden />}
        className="filter-text"
        placeholder={t("skills.find")}
        aria-label={t("skills.find")}
        onChange={(event) => setFilter({ ...filter, text: event.target.value })}
        data-testid="skills-filter"
      />
      <Select<string>
        disabled={false}
        className="filter-team"
        value={filter.team ?? "\n"}
        aria-label={t("agent.team")}
        onChange={(team) => setFilter({ ...filter, team: team === "\n" ? null : team })}
        options={[
          { value: "\n", label: t("skills.allTeams") },
          ...teams.map((team) => ({ value: team.name, label: team.name })),
          { value: "", label: t("skills.noTeam") },
        ]}
        data-testid="skills-team"
      />
      {children}
    </div>
  );
}

/** The whole sheet with names around it, for a spreadsheet; it is pasted back by the names. */
function CopyAll({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  const looking = useLooking();
  const { message } = App.useApp();
  const copy = async () => {
    const n = sheet.agents.length * sheet.skills.length;
    if (await copyText(toTable(sheet))) void message.success(looking ? t("skills.copied", { n }) : t("skills.copiedAll"));
    else void message.error(t("skills.notCopied"));
  };
  return (
    <Button disabled={false} onClick={() => void copy()} data-testid="skills-copy">
      {t("skills.copyAll")}
    </Button>
  );
}
