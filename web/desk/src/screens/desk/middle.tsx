// The middle column. Offers stand above what is running and push it down: nothing of a running call is ever covered.
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "../../live/provider";
import { Empty } from "../../parts/feedback";
import type { Channel, ConversationLive, Offer } from "../../api/types";
import { CallView } from "./call/call-view";
import { ChatView } from "./chat-view";
import { OfferStack } from "./offer-stack";
import { WorkView } from "./work-view";

export function Middle({ conversation, offers }: { conversation: ConversationLive | null; offers: Offer[] }) {
  return (
    <main className="middle" aria-live="off">
      <OfferStack offers={offers} beside={conversation !== null} />
      <Running conversation={conversation} idle={offers.length === 0} />
    </main>
  );
}

const viewOf: Record<Channel, ComponentType<{ conversation: ConversationLive }>> = {
  voice: CallView,
  webchat: ChatView,
  ticket: WorkView,
  email: WorkView,
  callback: WorkView,
};

function Running({ conversation, idle }: { conversation: ConversationLive | null; idle: boolean }) {
  if (!conversation) return idle ? <Idle /> : null;
  const View = viewOf[conversation.channel];
  return <View key={conversation.id} conversation={conversation} />;
}

/** What to do while there is nothing: it depends on the state that the agent chose. */
function Idle() {
  const { t } = useTranslation();
  const state = useLive((live) => live.me?.state ?? "no_agent");
  return (
    <div className="idle">
      <Empty title={t(`idle.title.${state}`)}>{t(`idle.next.${state}`)}</Empty>
    </div>
  );
}
