// Whom to call somebody: the customer's name, or what the contact tells where nobody is known.
import { useTranslation } from "react-i18next";
import type { Contact, Named } from "../api/types";
import { phoneGroups, visitorMark } from "../format/values";

export function useWho() {
  const { t } = useTranslation();
  return (of: { customer: Named | null; contact: Contact }): string => {
    if (of.customer) return of.customer.name;
    const { kind, text } = of.contact;
    if (!text) return t("contact.anonymous");
    if (kind === "email") return text;
    return kind === "phone" ? phoneGroups(text) : t("contact.visitor", { id: visitorMark(text) });
  };
}
