// What an admin may see and change: people, routing and its simulation, and read-only lists of what configuration files declare.
import { Menu } from "antd";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { later } from "../../app/later";
import { administers, inspects, simulates } from "../../app/rights";
import { navigate, usePath } from "../../app/router";
import type { User } from "../../api/types";
import { useUser } from "../../app/session";
import { Loading } from "../../parts/feedback";
import { Audit } from "./audit";
import { PlainList } from "./plain-list";
import { Users } from "./users";

const SkillsPage = later(async () => (await import("./routing/skills/page")).SkillsPage);
const QueuesPage = later(async () => (await import("./routing/queues/page")).QueuesPage);
const RulesPage = later(async () => (await import("./routing/rules/page")).RulesPage);
const HoursPage = later(async () => (await import("./routing/hours/page")).HoursPage);
const CapacityPage = later(async () => (await import("./routing/capacity/page")).CapacityPage);
const TeamsPage = later(async () => (await import("./routing/teams/page")).TeamsPage);
const SimulationPage = later(async () => (await import("./routing/simulation/page")).SimulationPage);

const pages = ["users", "teams", "skills", "queues", "routing-rules", "hours", "capacity", "simulation", "flows", "numbers", "audit"] as const;
type AdminPage = (typeof pages)[number];
/** These fill the window and scroll by themselves. */
const tall: AdminPage[] = ["teams", "skills", "queues", "routing-rules", "hours", "capacity", "simulation"];
/** To look at, for who oversees. */
const inspected: AdminPage[] = ["teams", "skills", "queues", "routing-rules", "hours", "capacity"];

function pagesOf(user: User): readonly AdminPage[] {
  if (administers(user)) return pages;
  return [...(inspects(user) ? inspected : []), ...(simulates(user) ? (["simulation"] as const) : [])];
}

export function Admin() {
  const { t } = useTranslation();
  const path = usePath();
  const mine = pagesOf(useUser());
  const page = mine.find((p) => path === `/admin/${p}`) ?? mine[0] ?? "users";
  return (
    <div className={mine.length > 1 ? "admin" : "admin alone"} data-testid="admin">
      {mine.length > 1 ? (
        <nav className="admin-nav" aria-label={t("nav.admin")}>
          <Menu
            selectedKeys={[page]}
            onClick={({ key }) => navigate(`/admin/${key}`)}
            items={mine.map((p) => ({ key: p, label: t(`admin.${p}`) }))}
          />
        </nav>
      ) : null}
      <main className={tall.includes(page) ? "admin-main tall" : "admin-main"}>
        <Suspense fallback={<Loading rows={8} />}>
          <Page page={page} />
        </Suspense>
      </main>
    </div>
  );
}

function Page({ page }: { page: AdminPage }) {
  if (page === "users") return <Users />;
  if (page === "audit") return <Audit />;
  if (page === "skills") return <SkillsPage />;
  if (page === "queues") return <QueuesPage />;
  if (page === "routing-rules") return <RulesPage />;
  if (page === "hours") return <HoursPage />;
  if (page === "capacity") return <CapacityPage />;
  if (page === "teams") return <TeamsPage />;
  if (page === "simulation") return <SimulationPage />;
  return <PlainList key={page} what={page} />;
}
