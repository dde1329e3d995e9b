// The bar that is always there: my state, the screens, the search, the queues, the user.
import { SearchOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link, usePath } from "../../app/router";
import { administers, inspects, oversees, simulates } from "../../app/rights";
import { useUser } from "../../app/session";
import { useLive } from "../../live/provider";
import { AgentStateSwitch } from "./agent-state";
import { QueueFigures } from "./queue-figures";
import { UserMenu } from "./user-menu";

export function TopBar({ openPalette, openKeys }: { openPalette: () => void; openKeys: () => void }) {
  const { t } = useTranslation();
  const me = useLive((state) => state.me);
  return (
    <header className="top-bar">
      {me ? <AgentStateSwitch me={me} /> : <span className="brand">Tandem</span>}
      <Screens />
      <button type="button" className="palette-button" onClick={openPalette} data-testid="palette-open">
        <SearchOutlined aria-hidden />
        <span className="palette-hint">{t("palette.hint")}</span>
        <kbd className="kbd">Ctrl K</kbd>
      </button>
      <span className="spacer" />
      <QueueFigures />
      <UserMenu openKeys={openKeys} />
    </header>
  );
}

function Screens() {
  const { t } = useTranslation();
  const user = useUser();
  const path = usePath();
  const at = (place: string) => (place === "/" ? path === "/" || path.startsWith("/c/") : path.startsWith(place));
  const item = (place: string, label: string, testId: string, on = at(place)) => (
    <Link
      href={place}
      className={on ? "screen-link on" : "screen-link"}
      aria-current={on ? "page" : undefined}
      data-testid={testId}
    >
      {label}
    </Link>
  );
  return (
    <nav className="screens" aria-label={t("nav.screens")}>
      {item("/", t("nav.desk"), "nav-desk")}
      {oversees(user) ? item("/wallboard", t("nav.wallboard"), "nav-wallboard") : null}
      {item("/list", t("nav.conversations"), "nav-list")}
      {item("/cases", t("nav.cases"), "nav-cases")}
      {administers(user) ? item("/admin", t("nav.admin"), "nav-admin") : null}
      {inspects(user) && !administers(user)
        ? item("/admin/queues", t("nav.routing"), "nav-routing", at("/admin") && !at("/admin/simulation"))
        : null}
      {simulates(user) && !administers(user) ? item("/admin/simulation", t("admin.simulation"), "nav-simulation") : null}
    </nav>
  );
}
