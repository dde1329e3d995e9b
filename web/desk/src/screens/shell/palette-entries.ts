// What the palette offers for a text: commands by name at once, customers and cases once the typing pauses.
import { useTranslation } from "react-i18next";
import { setAgentState } from "../../api/commands";
import { useCaseSearch, useConfig, useCustomerSearch } from "../../api/queries";
import type { AgentState } from "../../api/types";
import { navigate } from "../../app/router";
import { oversees } from "../../app/rights";
import { useSession, useUser } from "../../app/session";
import { useSettings } from "../../app/settings";
import { phoneGroups, words } from "../../format/values";
import { useAction } from "../../hooks/use-action";
import { useLive, useLiveClient } from "../../live/provider";
import { useDrawers } from "../details/drawers";

export interface PaletteEntry {
  key: string;
  group: "customer" | "case" | "command";
  label: string;
  detail: string;
  run: () => void;
}

export function usePaletteEntries(text: string, settled: string, openKeys: () => void) {
  const drawers = useDrawers();
  const commands = useCommands(openKeys);
  const customers = useCustomerSearch(settled);
  const cases = useCaseSearch(settled);
  const { t, i18n } = useTranslation();
  const wanted = text.trim().toLowerCase();

  const entries: PaletteEntry[] = commands.filter((c) => !wanted || c.label.toLowerCase().includes(wanted));
  if (settled && wanted) {
    for (const customer of customers.data?.items ?? []) {
      const detail = [
        customer.phone ? phoneGroups(customer.phone) : customer.email,
        words(customer.region, i18n.language),
      ];
      entries.push({
        key: `customer-${customer.id}`,
        group: "customer",
        label: customer.name,
        detail: detail.filter(Boolean).join(" · "),
        run: () => drawers.open("customer", customer.id),
      });
    }
    for (const one of cases.data?.items ?? []) {
      entries.push({
        key: `case-${one.id}`,
        group: "case",
        label: `#${one.number} ${one.subject}`,
        detail: `${one.customer.name} · ${t(`caseStatus.${one.status}`)}`,
        run: () => drawers.open("case", one.id),
      });
    }
  }
  return { entries, searching: customers.isFetching || cases.isFetching || settled !== text.trim() };
}

function useCommands(openKeys: () => void): PaletteEntry[] {
  const { t, i18n } = useTranslation();
  const user = useUser();
  const { signOut } = useSession();
  const settings = useSettings();
  const config = useConfig();
  const me = useLive((state) => state.me);
  const live = useLiveClient();
  const change = useAction(async (state: AgentState, reason?: string) => {
    if (me) live.takeAgent(await setAgentState(me.id, state, reason));
  });
  const command = (key: string, label: string, run: () => void): PaletteEntry => ({
    key,
    group: "command",
    label,
    detail: "",
    run,
  });
  const list: PaletteEntry[] = [];
  if (me) {
    list.push(command("available", t("bucket.available"), () => void change.run("available")));
    list.push(command("not_ready", t("bucket.not_ready"), () => void change.run("not_ready")));
    for (const reason of config.data?.break_reasons ?? []) {
      const label = `${t("bucket.break")} · ${words(reason, i18n.language)}`;
      list.push(command(`break-${reason.code}`, label, () => void change.run("break", reason.code)));
    }
  }
  list.push(command("desk", t("nav.desk"), () => navigate("/")));
  if (oversees(user)) list.push(command("wallboard", t("nav.wallboard"), () => navigate("/wallboard")));
  list.push(command("list", t("nav.conversations"), () => navigate("/list")));
  list.push(command("cases", t("nav.cases"), () => navigate("/cases")));
  const other = settings.theme === "dark" ? "light" : "dark";
  list.push(command("theme", `${t("settings.theme")}: ${t(`settings.${other}`)}`, () => settings.setTheme(other)));
  const language = settings.language === "en" ? "zh-CN" : "en";
  list.push(command("language", language === "en" ? "English" : "中文", () => settings.setLanguage(language)));
  list.push(command("keys", t("keys.title"), openKeys));
  list.push(command("out", t("settings.signOut"), () => void signOut()));
  return list;
}
