// What a new configuration changed, line by line in the reader's language: "~ queue Billing choose".
import { useTranslation } from "react-i18next";

const mostShown = 6;

export function AuditChanges({ lines }: { lines: string[] }) {
  const { t, i18n } = useTranslation();
  const inWords = (line: string) => {
    const found = /^([+~-]) (\S+) ?(.*)$/.exec(line);
    if (!found) return line;
    const [, sign = "~", kind = "", rest = ""] = found;
    const word = i18n.exists(`draft.kind.${kind}`) ? t(`draft.kind.${kind as "queue"}`) : kind;
    return `${sign} ${word} ${rest}`.trim();
  };
  const more = lines.length - mostShown;
  return (
    <ul className="plain-lines" title={lines.map(inWords).join("\n")}>
      {lines.slice(0, mostShown).map((line) => (
        <li key={line}>{inWords(line)}</li>
      ))}
      {more > 0 ? <li className="muted">{t("audit.more", { count: more })}</li> : null}
    </ul>
  );
}
