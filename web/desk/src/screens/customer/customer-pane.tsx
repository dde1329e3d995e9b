// The right column: who this is, what they want now, what is still open; then orders, cases, notes and identities.
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import type { Collected, ConversationLive, Customer, Offer } from "../../api/types";
import { useMessages } from "../../api/queries";
import { Empty } from "../../parts/feedback";
import { CustomerHead } from "./customer-head";
import { CasesTab, OrdersTab } from "./lists";
import { NotesTab } from "./notes-tab";
import { ProfileTab } from "./profile-tab";
import { ScheduleCallback } from "./schedule-callback";
import { Open, Wants } from "./wants";
import { UnknownCustomer } from "./unknown-customer";

export function CustomerPane({ conversation, offer }: { conversation: ConversationLive | null; offer: Offer | null }) {
  const { t } = useTranslation();
  const source = conversation ?? offer;
  const said = useFirstWords(conversation);
  return (
    <aside className="pane right-pane" aria-label={t("customer.pane")} data-testid="customer-pane">
      {source?.customer ? (
        <CustomerStory
          key={source.customer.id}
          customer={source.customer}
          queue={source.queue?.id ?? null}
          collected={source.collected}
          said={conversation ? said : (offer?.first_messages ?? []).map((m) => m.text).slice(0, 2)}
        />
      ) : conversation ? (
        <UnknownCustomer key={conversation.id} conversation={conversation} />
      ) : (
        <Empty title={t("customer.none")}>{t("customer.noneNext")}</Empty>
      )}
    </aside>
  );
}

/** What the customer of a chat wrote before anybody answered: their question in their words. */
function useFirstWords(conversation: ConversationLive | null): string[] {
  const messages = useMessages(conversation?.id ?? "", conversation?.channel === "webchat");
  const items = messages.data?.items ?? [];
  const answered = items.findIndex((m) => m.from === "agent");
  const before = answered < 0 ? items : items.slice(0, answered);
  return before
    .filter((m) => m.from === "customer")
    .slice(0, 2)
    .map((m) => m.text);
}

interface StoryProps {
  customer: Customer;
  /** Null outside of a conversation. */
  collected: Collected[] | null;
  said?: string[];
  /** The queue of the conversation, for what follows from it. */
  queue?: string | null;
}

export function CustomerStory({ customer, collected, said = [], queue = null }: StoryProps) {
  const { t } = useTranslation();
  return (
    <>
      <CustomerHead customer={customer} />
      {collected ? <Wants customer={customer.id} collected={collected} said={said} /> : null}
      <Open customer={customer.id} />
      <ScheduleCallback customer={customer} queue={queue} />
      <Tabs
        size="small"
        className="customer-tabs"
        items={[
          { key: "orders", label: t("customer.orders"), children: <OrdersTab customer={customer.id} /> },
          { key: "cases", label: t("customer.cases"), children: <CasesTab customer={customer.id} /> },
          { key: "notes", label: t("customer.notes"), children: <NotesTab customer={customer.id} /> },
          { key: "profile", label: t("customer.profile"), children: <ProfileTab customer={customer.id} /> },
        ]}
      />
    </>
  );
}
