// Details open beside the work, never over it: one drawer that can go deeper (conversation → its case) and back.
import { Button, Drawer } from "antd";
import { ArrowLeftOutlined } from "@ant-design/icons";
import { createContext, Suspense, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { later } from "../../app/later";
import { Boundary } from "../../parts/boundary";
import { Loading } from "../../parts/feedback";

const ConversationDetail = later(async () => (await import("./conversation-detail")).ConversationDetail);
export const CaseDetail = later(async () => (await import("./case-detail")).CaseDetail);
const CustomerDetail = later(async () => (await import("./customer-detail")).CustomerDetail);
export const detailScreens = [ConversationDetail, CaseDetail, CustomerDetail];

type Kind = "conversation" | "case" | "customer";
interface Sheet {
  kind: Kind;
  id: string;
}
interface Drawers {
  open(kind: Kind, id: string): void;
}
const Context = createContext<Drawers>({ open: () => undefined });

export const useDrawers = () => useContext(Context);

export function DrawerProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [stack, setStack] = useState<Sheet[]>([]);
  const value = useMemo<Drawers>(
    () => ({
      open: (kind, id) =>
        setStack((before) => {
          const top = before.at(-1);
          return top?.kind === kind && top.id === id ? before : [...before, { kind, id }].slice(-12);
        }),
    }),
    [],
  );
  const top = stack.at(-1);
  const isOpen = top !== undefined;
  useEffect(() => {
    if (!isOpen) return;
    // The drawer holds no focus: the work beside it goes on. Escape closes it from anywhere all the same.
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !dialogShown()) setStack([]);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [isOpen]);
  return (
    <Context value={value}>
      {children}
      <Drawer
        open={isOpen}
        keyboard={false}
        focusable={{ trap: false, focusTriggerAfterClose: false }}
        onClose={() => setStack([])}
        size="min(560px, 94vw)"
        mask={false}
        destroyOnHidden
        title={
          <span className="drawer-title">
            {stack.length > 1 ? (
              <Button
                type="text"
                size="small"
                icon={<ArrowLeftOutlined />}
                aria-label={t("common.back")}
                onClick={() => setStack((before) => before.slice(0, -1))}
              />
            ) : null}
            {top ? t(`drawer.${top.kind}`) : null}
          </span>
        }
        data-testid="drawer"
      >
        {top ? (
          <Boundary key={top.kind + top.id}>
            <Suspense fallback={<Loading rows={6} />}>
              <SheetBody sheet={top} />
            </Suspense>
          </Boundary>
        ) : null}
      </Drawer>
    </Context>
  );
}

const dialogShown = () =>
  [...document.querySelectorAll(".ant-modal-wrap")].some((dialog) => dialog.getClientRects().length > 0);

function SheetBody({ sheet }: { sheet: Sheet }) {
  if (sheet.kind === "conversation") return <ConversationDetail id={sheet.id} />;
  if (sheet.kind === "case") return <CaseDetail id={sheet.id} />;
  return <CustomerDetail id={sheet.id} />;
}
