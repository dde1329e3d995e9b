// A small "?" that explains a field or a figure, by mouse, touch and keyboard.
import { Popover } from "antd";
import { useTranslation } from "react-i18next";

export function Help({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <Popover content={<div className="help-text">{text}</div>} trigger={["hover", "focus"]} mouseEnterDelay={0.2}>
      <button type="button" className="help" aria-label={t("help.label", { text })}>
        ?
      </button>
    </Popover>
  );
}
