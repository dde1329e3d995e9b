// Somebody else published a version while mine was being written: mine go on top of it, and what both changed is told.
import { Alert, App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { takeOverNewer } from "./store";
import { useWhere } from "./where";

export function Newer({ version }: { version: number }) {
  const { t } = useTranslation();
  const where = useWhere();
  const { modal } = App.useApp();
  const keep = () => {
    const overlaps = takeOverNewer();
    if (overlaps.length === 0) return;
    const lines = overlaps.map((one) => <li key={one.section + one.name}>{where(one.section, one.name)}</li>);
    modal.info({ title: t("draft.overlaps"), content: <ul className="plain-lines">{lines}</ul> });
  };
  const button = (
    <Button size="small" onClick={keep} data-testid="draft-take-over">
      {t("draft.takeOver")}
    </Button>
  );
  return <Alert type="warning" showIcon title={t("draft.newer", { version })} action={button} data-testid="draft-newer" />;
}
