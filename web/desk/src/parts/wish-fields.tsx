// The fields of work to come: which queue, from when, by when, and a word for whoever takes it.
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { QueueSelect } from "./queue-select";
import type { WishForm, WishProblem } from "./work-wish";

interface Props {
  form: WishForm;
  change: (form: WishForm) => void;
  problem: WishProblem | null;
}

export function WishFields({ form, change, problem }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <QueueSelect value={form.queue} onChange={(queue) => change({ ...form, queue })} testId="wish-queue" />
      <label className="wish-time">
        <span className="muted">{t("work.notBefore")}</span>
        <Input
          type="datetime-local"
          value={form.notBefore}
          onChange={(event) => change({ ...form, notBefore: event.target.value })}
          data-testid="wish-not-before"
        />
      </label>
      <label className="wish-time">
        <span className="muted">{t("work.due")}</span>
        <Input
          type="datetime-local"
          value={form.due}
          onChange={(event) => change({ ...form, due: event.target.value })}
          data-testid="wish-due"
        />
      </label>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={600}
        value={form.note}
        onChange={(event) => change({ ...form, note: event.target.value })}
        placeholder={t("work.notePlaceholder")}
        aria-label={t("work.notePlaceholder")}
        data-testid="wish-note"
      />
      {problem ? (
        <p className="ink-bad wish-problem" role="alert">
          {t(`work.problem.${problem}`)}
        </p>
      ) : null}
    </>
  );
}
