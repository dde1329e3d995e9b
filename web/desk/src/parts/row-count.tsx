// How long a list is: exact once its last page is there, "200+" until then.
import { useTranslation } from "react-i18next";

export function RowCount({ rows, more }: { rows: number; more: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="muted num" data-testid="row-count" data-rows={rows}>
      {t("list.count", { n: more ? `${rows}+` : rows })}
    </span>
  );
}
