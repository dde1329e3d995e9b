// The frame of every screen: the bar that is always there, banners below it, the screen, drawers over it.
import { Suspense, useEffect, useState } from "react";
import type { User } from "../../api/types";
import { later, useFetchEarly, type Later } from "../../app/later";
import { usePath, navigate } from "../../app/router";
import { administers, inspects, oversees, simulates } from "../../app/rights";
import { useUser } from "../../app/session";
import { bindings, useHotkey } from "../../hooks/hotkeys";
import { useLive } from "../../live/provider";
import { Boundary } from "../../parts/boundary";
import { Loading } from "../../parts/feedback";
import { Desk } from "../desk/desk";
import { detailScreens, DrawerProvider } from "../details/drawers";
import { Banners } from "./banners";
import { KeysHelp } from "./keys-help";
import { OfferSignals } from "./offer-signals";
import { Palette } from "./palette";
import { TopBar } from "./top-bar";

const Wallboard = later(async () => (await import("../supervisor/wallboard")).Wallboard);
const ConversationListPage = later(async () => (await import("../supervisor/list-page")).ConversationListPage);
const CaseListPage = later(async () => (await import("../cases/case-list-page")).CaseListPage);
const Admin = later(async () => (await import("../admin/admin")).Admin);

function screensOf(user: User): Later[] {
  const everybody = [ConversationListPage, CaseListPage, ...detailScreens];
  return [...everybody, ...(oversees(user) ? [Wallboard] : []), ...(administers(user) || inspects(user) || simulates(user) ? [Admin] : [])];
}

export function Shell() {
  const [palette, setPalette] = useState(false);
  const [keysHelp, setKeysHelp] = useState(false);
  useHotkey(bindings.palette, () => setPalette(true));
  useHomeScreen();
  useFetchEarly(screensOf(useUser()));
  return (
    <DrawerProvider>
      <div className="shell">
        <TopBar openPalette={() => setPalette(true)} openKeys={() => setKeysHelp(true)} />
        <Banners />
        <Screen />
      </div>
      <OfferSignals />
      <Palette open={palette} close={() => setPalette(false)} openKeys={() => setKeysHelp(true)} />
      <KeysHelp open={keysHelp} close={() => setKeysHelp(false)} />
    </DrawerProvider>
  );
}

function Screen() {
  const path = usePath();
  return (
    <Boundary key={path.split("/")[1]}>
      <Suspense fallback={<Loading rows={6} />}>
        <At path={path} />
      </Suspense>
    </Boundary>
  );
}

function At({ path }: { path: string }) {
  const user = useUser();
  if (path.startsWith("/wallboard") && oversees(user)) return <Wallboard />;
  if (path.startsWith("/list")) return <ConversationListPage />;
  if (path.startsWith("/cases")) return <CaseListPage />;
  if (path.startsWith("/admin") && (administers(user) || inspects(user) || simulates(user))) return <Admin />;
  return <Desk />;
}

/** Somebody who takes no conversations begins at the wallboard. */
function useHomeScreen() {
  const user = useUser();
  const me = useLive((state) => state.me);
  const ready = useLive((state) => state.link === "ready");
  useEffect(() => {
    if (ready && location.pathname === "/" && oversees(user) && !me && !user.agent) navigate("/wallboard", true);
  }, [ready, me, user]);
}
