// What a new configuration changed, line by line in the words of the review: "~ queue Billing who is asked first".
import { useTranslation } from "react-i18next";
import { useChange } from "./routing/draft/changes";

const mostShown = 6;

export function AuditChanges({ lines }: { lines: string[] }) {
  const { t } = useTranslation();
  const change = useChange();
  const changes = lines.map(change);
  const more = lines.length - mostShown;
  return (
    <ul className="plain-lines" title={changes.map(({ sign, text, detail }) => `${sign} ${text} ${detail}`.trim()).join("\n")}>
      {changes.slice(0, mostShown).map(({ sign, text, detail }, at) => (
        <li key={at}>
          {sign} {text} <span className="muted">{detail}</span>
        </li>
      ))}
      {more > 0 ? <li className="muted">{t("audit.more", { count: more })}</li> : null}
    </ul>
  );
}
