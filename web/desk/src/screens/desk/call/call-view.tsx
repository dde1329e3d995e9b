// A call at the desk: its controls, the timeline, the registration below.
import type { ConversationLive } from "../../../api/types";
import { TimelineBlock } from "../../customer/timeline";
import { CallPanel } from "./call-panel";
import { Registration } from "../registration";

export function CallView({ conversation }: { conversation: ConversationLive }) {
  return (
    <div className="conversation-view">
      <CallPanel conversation={conversation} />
      <TimelineBlock customer={conversation.customer?.id ?? null} current={conversation.id} />
      <Registration conversation={conversation} />
    </div>
  );
}
