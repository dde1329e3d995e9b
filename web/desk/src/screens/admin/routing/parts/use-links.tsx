// Which queues and rules speak of something, each with the way there for who may go.
import { useTranslation } from "react-i18next";
import { inspects } from "../../../../app/rights";
import { Link } from "../../../../app/router";
import { useUser } from "../../../../app/session";
import type { Use } from "../draft/references";
import { linkTo, useWhere } from "../draft/where";

export function UseLinks({ queues, rules }: { queues: Use[]; rules: Use[] }) {
  const { t } = useTranslation();
  const uses = [...queues.map((use) => ({ ...use, section: "queues" })), ...rules.map((use) => ({ ...use, section: "rules" }))];
  const where = useWhere();
  const goes = inspects(useUser());
  return (
    <ul className="use-links" aria-label={t("uses.title")} data-testid="uses">
      {uses.map(({ section, name, index }) => {
        const text = where(section, name);
        const link = goes ? linkTo({ section, index, rest: "" }) : null;
        return <li key={section + index}>{link ? <Link href={link}>{text}</Link> : text}</li>;
      })}
    </ul>
  );
}
