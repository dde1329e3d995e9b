// One of the queues, by name.
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useAdminList } from "../api/queries";
import type { Named } from "../api/types";
import { useErrorText } from "./error-text";

interface Props {
  value: string | null;
  onChange: (queue: string) => void;
  /** Not to be chosen. */
  except?: string | null | undefined;
  testId: string;
}

export function QueueSelect({ value, onChange, except, testId }: Props) {
  const { t } = useTranslation();
  const queues = useAdminList<Named>("/queues");
  const text = useErrorText();
  return (
    <Select<string>
      className="grow-1"
      showSearch={{ optionFilterProp: "label" }}
      value={value}
      onChange={onChange}
      loading={queues.isPending}
      status={queues.error ? "error" : ""}
      notFoundContent={queues.error ? text(queues.error) : t("work.noQueue")}
      placeholder={t("list.queue")}
      aria-label={t("list.queue")}
      options={(queues.data ?? []).filter((q) => q.id !== except).map((q) => ({ value: q.id, label: q.name }))}
      data-testid={testId}
    />
  );
}
