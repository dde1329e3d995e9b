// What an admin may see and change today: people, and read-only lists of what the configuration files declare.
import { Menu } from "antd";
import { useTranslation } from "react-i18next";
import { navigate, usePath } from "../../app/router";
import { Audit } from "./audit";
import { PlainList } from "./plain-list";
import { Users } from "./users";

const pages = ["users", "teams", "skills", "queues", "flows", "numbers", "audit"] as const;
type AdminPage = (typeof pages)[number];

export function Admin() {
  const { t } = useTranslation();
  const path = usePath();
  const page: AdminPage = pages.find((p) => path === `/admin/${p}`) ?? "users";
  return (
    <div className="admin" data-testid="admin">
      <nav className="admin-nav" aria-label={t("nav.admin")}>
        <Menu
          selectedKeys={[page]}
          onClick={({ key }) => navigate(`/admin/${key}`)}
          items={pages.map((p) => ({ key: p, label: t(`admin.${p}`) }))}
        />
      </nav>
      <main className="admin-main">
        <Page page={page} />
      </main>
    </div>
  );
}

function Page({ page }: { page: AdminPage }) {
  if (page === "users") return <Users />;
  if (page === "audit") return <Audit />;
  return <PlainList key={page} what={page} />;
}
