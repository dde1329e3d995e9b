// What keeps everybody from a contact, group by group: for one that waits, and for one that is only thought of.
import { useTranslation } from "react-i18next";
import type { CandidateGroup } from "../../api/configuration";
import { words } from "../../format/values";

export function CandidateGroups({ groups }: { groups: CandidateGroup[] }) {
  const { t, i18n } = useTranslation();
  const named = (group: CandidateGroup) => {
    const people = group.agents ?? group.first ?? [];
    const names = people.flatMap((agent) => (agent ? [agent.name] : []));
    return names.join(t("routing.separator")) + (group.count > people.length ? t("routing.more") : "");
  };
  const told = ({ text, obstacle, count }: CandidateGroup) => {
    if (text) return words(text, i18n.language);
    return i18n.exists(`obstacle.${obstacle}`) ? t(`obstacle.${obstacle as "busy"}`, { n: count }) : `${obstacle} ${count}`;
  };
  return (
    <ul className="routing-groups">
      {groups.map((group) => (
        <li key={group.obstacle} data-obstacle={group.obstacle} className="line">
          {told(group)}
          <span className="line-sub">{named(group)}</span>
        </li>
      ))}
    </ul>
  );
}
