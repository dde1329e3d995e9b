// The middle column. Offers stand above what is running and push it down: nothing of a running call is ever covered.
import { useTranslation } from "react-i18next";
import { useLive } from "../../live/provider";
import { Empty } from "../../parts/feedback";
import type { ConversationLive, Offer } from "../../api/types";
import { CallView } from "./call-view";
import { ChatView } from "./chat-view";
import { OfferStack } from "./offer-stack";

export function Middle({ conversation, offers }: { conversation: ConversationLive | null; offers: Offer[] }) {
  return (
    <main className="middle" aria-live="off">
      <OfferStack offers={offers} beside={conversation !== null} />
      {conversation ? (
        conversation.channel === "voice" ? (
          <CallView key={conversation.id} conversation={conversation} />
        ) : (
          <ChatView key={conversation.id} conversation={conversation} />
        )
      ) : offers.length === 0 ? (
        <Idle />
      ) : null}
    </main>
  );
}

function Idle() {
  const { t } = useTranslation();
  const me = useLive((state) => state.me);
  const title = !me
    ? t("idle.noAgent")
    : me.state === "available"
      ? t("idle.ready")
      : me.state === "offline"
        ? t("idle.offline")
        : t("idle.notReady");
  const next = !me ? t("idle.noAgentNext") : me.state === "available" ? t("idle.readyNext") : t("idle.notReadyNext");
  return (
    <div className="idle">
      <Empty title={title}>{next}</Empty>
    </div>
  );
}
