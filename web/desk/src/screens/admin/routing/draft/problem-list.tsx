// Everything that is wrong with a draft, each with the way to where it is put right.
import { useTranslation } from "react-i18next";
import type { Sections } from "../../../../api/configuration";
import type { Problem } from "../../../../api/http";
import { Link } from "../../../../app/router";
import { words } from "../../../../format/values";
import { entryName, linkTo, placeOf, useRest, useWhere } from "./where";

export function ProblemList({ sections, problems }: { sections: Sections; problems: Problem[] }) {
  const { i18n } = useTranslation();
  const where = useWhere();
  const restText = useRest();
  return (
    <ul className="problem-list">
      {problems.map((problem, at) => {
        const place = placeOf(problem.path);
        const link = linkTo(place);
        const name = place.section ? where(place.section, entryName(sections, place)) : "";
        return (
          <li key={at}>
            {link ? <Link href={link}>{name}</Link> : <b>{name}</b>}
            {place.rest ? <span className="muted"> {restText(place.rest)}</span> : null}
            <div>{words(problem.text, i18n.language)}</div>
          </li>
        );
      })}
    </ul>
  );
}
