// The skills themselves: a new one, another name, what it stands for, and the end of one.
import { DeleteOutlined } from "@ant-design/icons";
import { Button, Popconfirm, Select } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { codedKinds, codesOf, skillKinds, type SkillEntry } from "../../../../api/configuration";
import { Empty } from "../../../../parts/feedback";
import type { Draft } from "../draft/model";
import { removeSkill, renameSkill, usesOfSkill } from "../draft/references";
import { editDraft } from "../draft/store";
import { AddName } from "../parts/add-name";
import { Problems } from "../parts/field";
import { Help } from "../parts/help";
import { NameInput } from "../parts/name-input";
import { SidePanel } from "../parts/side-panel";

/** `at`: the skill to begin with; "": none. */
export function SkillPanel({ draft, at, close }: { draft: Draft; at: string; close: () => void }) {
  const { t } = useTranslation();
  return (
    <SidePanel close={close} title={t("skills.manage")} testId="skill-panel">
      <AddName
        names={draft.now.skills.map((skill) => skill.name)}
        label={t("skills.newName")}
        action={t("skills.add")}
        add={(skill) => editDraft((now) => ({ skills: [...now.skills, { name: skill }] }), t("skills.step.add", { skill }))}
        testId="skill"
      />
      {draft.now.skills.length === 0 ? <Empty title={t("skills.none")}>{t("skills.noneNext")}</Empty> : null}
      <ul className="skill-list">
        {draft.now.skills.map((skill, index) => (
          <SkillItem key={skill.name} draft={draft} skill={skill} index={index} first={skill.name === at} />
        ))}
      </ul>
    </SidePanel>
  );
}

function SkillItem({ draft, skill, index, first }: { draft: Draft; skill: SkillEntry; index: number; first: boolean }) {
  const { t } = useTranslation();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (first) row.current?.scrollIntoView({ block: "center" });
  }, [first]);
  const uses = usesOfSkill(draft.now, skill.name);
  const kind = skill.kind ?? "skill";
  const put = (change: Partial<SkillEntry>, field: string | null = null) =>
    editDraft(
      (now) => ({ skills: now.skills.map((one, at) => (at === index ? { ...one, ...change } : one)) }),
      t("skills.step.change", { skill: skill.name }),
      field,
    );
  return (
    <li className={first ? "skill-item on" : "skill-item"} ref={row} data-testid="skill-item" data-skill={skill.name}>
      <div className="skill-line">
        <NameInput
          name={skill.name}
          taken={draft.now.skills.flatMap((one, at) => (at === index ? [] : [one.name]))}
          label={t("skills.nameOf", { skill: skill.name })}
          rename={(to) => editDraft((now) => renameSkill(now, skill.name, to), t("skills.step.rename", { skill: skill.name, name: to }))}
          testId="skill-name"
        />
        <Popconfirm
          title={t("skills.removeAsk", { skill: skill.name })}
          description={<div className="help-text">{t("skills.removeWhat", { ...uses })}</div>}
          okText={t("skills.remove")}
          okButtonProps={{ danger: true }}
          onConfirm={() => editDraft((now) => removeSkill(now, skill.name), t("skills.step.remove", { skill: skill.name }))}
        >
          <Button type="text" icon={<DeleteOutlined />} aria-label={`${t("skills.remove")} ${skill.name}`} data-testid="skill-remove" />
        </Popconfirm>
      </div>
      <div className="skill-line">
        <Select
          value={kind}
          className="skill-kind"
          aria-label={t("skills.kindOf", { skill: skill.name })}
          options={skillKinds.map((one) => ({ value: one, label: t(`skills.kind.${one}`) }))}
          onChange={(next) => put({ kind: next === "skill" ? undefined : next, ...(codedKinds.includes(next) ? {} : { code: undefined, codes: undefined }) })}
        />
        {kind === "skill" || kind === "complexity" ? null : (
          <Select<string[]>
            mode="tags"
            className="wide"
            value={codesOf(skill)}
            open={false}
            suffixIcon={null}
            tokenSeparators={[",", "，", " "]}
            placeholder={t(`skills.code.${kind}`)}
            aria-label={t("skills.codeOf", { skill: skill.name })}
            onChange={(codes) => put(codes.length > 1 ? { code: undefined, codes } : { code: codes[0], codes: undefined })}
          />
        )}
        <Help text={t(`skills.kindHelp.${kind}`)} />
      </div>
      <p className="muted num">{t("skills.uses", { ...uses })}</p>
      <Problems path={`skills[${index}]`} />
    </li>
  );
}
