// The teams: what they are called, how many people are in each, and which queues and rules ask for them.
import { DeleteOutlined } from "@ant-design/icons";
import { Button, Popconfirm, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { NamedEntry } from "../../../../api/configuration";
import { Empty } from "../../../../parts/feedback";
import { DraftPage } from "../draft/draft-page";
import type { Draft } from "../draft/model";
import { removeTeam, renameTeam, usesOfTeam } from "../draft/references";
import { editDraft } from "../draft/store";
import { AddName } from "../parts/add-name";
import { Problems } from "../parts/field";
import { NameInput } from "../parts/name-input";
import { UseLinks } from "../parts/use-links";

export function TeamsPage() {
  const { t } = useTranslation();
  return (
    <DraftPage title={t("admin.teams")} hint={t("teams.hint")}>
      {(draft) => (
        <div className="editor">
          <AddName
            names={draft.now.teams.map((team) => team.name)}
            label={t("teams.newName")}
            action={t("teams.add")}
            add={(team) => editDraft((now) => ({ teams: [...now.teams, { name: team }] }), t("teams.step.add", { team }))}
            testId="team"
          />
          <TeamTable draft={draft} />
        </div>
      )}
    </DraftPage>
  );
}

interface Row {
  team: NamedEntry;
  index: number;
}

function TeamTable({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  return (
    <Table<Row>
      size="small"
      className="team-table"
      rowKey="index"
      dataSource={draft.now.teams.map((team, index) => ({ team, index }))}
      pagination={false}
      locale={{ emptyText: <Empty title={t("teams.none")}>{t("teams.noneNext")}</Empty> }}
      onRow={({ team }) => ({ "data-testid": "team-row", "data-team": team.name }) as object}
      columns={[
        { title: t("admin.name"), width: 280, render: (_, row) => <Name draft={draft} row={row} /> },
        {
          title: t("teams.people"),
          className: "num",
          render: (_, { team }) => {
            const { agents, users } = usesOfTeam(draft.now, team.name);
            return t("teams.members", { agents, users });
          },
        },
        { title: t("uses.title"), render: (_, { team }) => <Uses draft={draft} name={team.name} /> },
        { title: t("audit.action"), width: 72, render: (_, row) => <Remove draft={draft} row={row} /> },
      ]}
    />
  );
}

function Name({ draft, row: { team, index } }: { draft: Draft; row: Row }) {
  const { t } = useTranslation();
  return (
    <>
      <NameInput
        name={team.name}
        taken={draft.now.teams.flatMap((one, at) => (at === index ? [] : [one.name]))}
        label={t("teams.nameOf", { team: team.name })}
        rename={(to) => editDraft((now) => renameTeam(now, index, to), t("teams.step.rename", { team: team.name, name: to }))}
        testId="team-name"
      />
      <Problems path={`teams[${index}]`} />
    </>
  );
}

function Uses({ draft, name }: { draft: Draft; name: string }) {
  const { t } = useTranslation();
  const { queues, rules } = usesOfTeam(draft.now, name);
  return queues.length || rules.length ? <UseLinks queues={queues} rules={rules} /> : <span className="muted">{t("teams.unused")}</span>;
}

function Remove({ draft, row: { team, index } }: { draft: Draft; row: Row }) {
  const { t } = useTranslation();
  const { agents, users, queues, rules } = usesOfTeam(draft.now, team.name);
  return (
    <Popconfirm
      title={t("teams.removeAsk", { team: team.name })}
      description={<div className="help-text">{t("teams.removeWhat", { people: agents + users, queues: queues.length, rules: rules.length })}</div>}
      okText={t("teams.remove")}
      okButtonProps={{ danger: true }}
      onConfirm={() => editDraft((now) => removeTeam(now, index), t("teams.step.remove", { team: team.name }))}
    >
      <Button type="text" icon={<DeleteOutlined />} title={t("teams.remove")} aria-label={`${t("teams.remove")} ${team.name}`} data-testid="team-remove" />
    </Popconfirm>
  );
}
