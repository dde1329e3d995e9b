// Who may take a queue's contacts, whom it asks first, and for whom it waits a moment.
import { Checkbox, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { choices, matches, type Match, type QueueEntry, type Weights } from "../../../../api/configuration";
import { LevelsField, TeamsField } from "../parts/asks";
import { Field } from "../parts/field";
import type { PartProps } from "./queue-editor";
import { changed, defaults } from "./queue-model";

export function QueueWho({ draft, queue, path, put }: PartProps) {
  const { t } = useTranslation();
  const choose = queue.choose ?? defaults.choose;
  return (
    <div className="fields">
      <Field label={t("admin.requires")} help={t("queues.help.requires")} path={`${path}.requires`}>
        {(id) => (
          <LevelsField
            id={id}
            label={t("admin.requires")}
            value={queue.requires}
            skills={draft.now.skills.map((skill) => skill.name)}
            onChange={(requires) => put({ requires }, "requires")}
          />
        )}
      </Field>
      <Field label={t("admin.teams")} help={t("queues.help.teams")} path={`${path}.teams`}>
        {(id) => (
          <TeamsField
            id={id}
            value={queue.teams}
            teams={draft.now.teams.map((team) => team.name)}
            placeholder={t("asks.anyTeam")}
            onChange={(teams) => put({ teams }, "teams")}
          />
        )}
      </Field>
      <Field label={t("queues.match")} help={t("queues.help.match")} path={`${path}.match`}>
        {() => (
          <Checkbox.Group<Match>
            value={queue.match ?? []}
            options={matches.map((kind) => ({ value: kind, label: t(`skills.kind.${kind}`) }))}
            onChange={(chosen) => put({ match: matches.filter((kind) => chosen.includes(kind)) }, "match")}
          />
        )}
      </Field>
      <Field label={t("admin.choose")} help={t("queues.help.choose")} path={`${path}.choose`}>
        {(id) => (
          <Select
            id={id}
            value={choose}
            popupMatchSelectWidth={false}
            options={choices.map((one) => ({ value: one, label: t(`choose.${one}`), title: t(`choose.what.${one}`) }))}
            onChange={(next) => put({ choose: next }, "choose")}
            data-testid="queue-choose"
          />
        )}
      </Field>
      {choose === "best_score" ? <WeightFields queue={queue} path={path} put={put} /> : null}
      <Sticky queue={queue} path={path} put={put} />
    </div>
  );
}

const weights = ["handle_time", "satisfaction", "resolution"] as const;

function WeightFields({ queue, path, put }: Pick<PartProps, "queue" | "path" | "put">) {
  const { t } = useTranslation();
  const set = (name: keyof Weights, value: number | null) => put({ weights: changed(queue.weights ?? {}, { [name]: value ?? undefined }) }, `weights.${name}`);
  return (
    <Field label={t("queues.weights")} help={t("queues.help.weights")} path={`${path}.weights`}>
      {(id) => (
        <div className="inline-fields">
          {weights.map((name, at) => (
            <label key={name} className="inline-field">
              {t(`queues.weight.${name}`)}
              <InputNumber
                {...(at === 0 ? { id } : {})}
                min={0}
                max={100}
                precision={0}
                value={queue.weights?.[name] ?? defaults.weight}
                onChange={(value) => set(name, value)}
              />
            </label>
          ))}
        </div>
      )}
    </Field>
  );
}

type Sticky = NonNullable<QueueEntry["sticky"]>;

function Sticky({ queue, path, put }: Pick<PartProps, "queue" | "path" | "put">) {
  const { t } = useTranslation();
  const to = queue.sticky?.to ?? [];
  const set = (change: Partial<Sticky>, field: string) => {
    const next = { ...queue.sticky, ...change };
    put({ sticky: next.to?.length ? next : undefined }, `sticky.${field}`);
  };
  return (
    <>
      <Field label={t("queues.sticky")} help={t("queues.help.sticky")} path={`${path}.sticky`}>
        {(id) => (
          <Select<("last" | "owner")[]>
            id={id}
            mode="multiple"
            value={to}
            placeholder={t("queues.stickyNobody")}
            options={(["last", "owner"] as const).map((one) => ({ value: one, label: t(`queues.stickyTo.${one}`) }))}
            onChange={(next) => set({ to: next }, "to")}
          />
        )}
      </Field>
      {to.length ? (
        <Field label={t("queues.stickyWait")} help={t("queues.help.stickyWait")}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              precision={0}
              suffix={t("say.unit.seconds")}
              value={queue.sticky?.wait_seconds ?? defaults.sticky_seconds}
              onChange={(seconds) => set({ wait_seconds: seconds ?? undefined }, "wait")}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
