// The messages of a chat, the unsent ones behind them. Stays at the end while new ones come, unless somebody reads
// further up. Reading marks them as read.
import { Button } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { markRead } from "../../api/commands";
import { keys } from "../../api/keys";
import { fetchMessages, useMessages } from "../../api/queries";
import { useAction } from "../../hooks/use-action";
import { hasGap, prependOlder, type MessagePage } from "../../live/messages";
import { useLiveClient, useOutbox } from "../../live/provider";
import { Empty, Ready } from "../../parts/feedback";
import type { ConversationLive } from "../../api/types";
import { ChatMessage, UnsentMessage } from "./chat-message";

export function MessageList({ conversation }: { conversation: ConversationLive }) {
  const { t } = useTranslation();
  const id = conversation.id;
  const messages = useMessages(id);
  const unsent = useOutbox().filter((m) => m.conversation === id);
  const acknowledged = new Set(messages.data?.items.map((m) => m.key));
  const pending = unsent.filter((m) => !acknowledged.has(m.key));
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const last = messages.data?.items.at(-1)?.seq ?? 0;

  useLayoutEffect(() => {
    if (following && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [last, pending.length, following]);
  useRead(id, last, conversation.unread);
  useRefill(id, messages.data);
  const older = useOlder(id, messages.data, box);

  return (
    <div
      className="messages"
      ref={box}
      role="log"
      aria-live="polite"
      aria-label={t("chat.messages")}
      tabIndex={0}
      onScroll={({ currentTarget: c }) => setFollowing(c.scrollHeight - c.scrollTop - c.clientHeight < 48)}
      data-testid="chat-messages"
    >
      <Ready of={messages}>
        {(page) => (
          <>
            {page.next_cursor ? (
              <Button type="link" size="small" loading={older.busy} onClick={() => void older.run()}>
                {t("chat.older")}
              </Button>
            ) : null}
            {page.items.map((message, index) => (
              <ChatMessage key={message.id} message={message} before={page.items[index - 1]} />
            ))}
            {page.items.length === 0 && pending.length === 0 ? <Empty title={t("chat.none")} /> : null}
            {pending.map((message) => (
              <UnsentMessage key={message.key} message={message} />
            ))}
          </>
        )}
      </Ready>
    </div>
  );
}

/** Tells the server what was read, while the page is really looked at. */
function useRead(id: string, last: number, unread: number) {
  const live = useLiveClient();
  useEffect(() => {
    const read = () => {
      if (!last || !unread || document.visibilityState !== "visible") return;
      live.markRead(id);
      // Not worth a message to the agent: the next one that arrives tries again.
      markRead(id, last).catch(() => undefined);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [id, last, unread, live]);
}

/** A hole in the numbering means something was missed: read again. */
function useRefill(id: string, page: MessagePage | undefined) {
  const queries = useQueryClient();
  const gap = page ? hasGap(page) : false;
  const last = page?.items.at(-1)?.seq;
  useEffect(() => {
    if (gap) void queries.invalidateQueries({ queryKey: keys.messages(id) });
  }, [gap, last, id, queries]);
}

function useOlder(id: string, page: MessagePage | undefined, box: React.RefObject<HTMLDivElement | null>) {
  const queries = useQueryClient();
  return useAction(async () => {
    if (!page?.next_cursor) return;
    const more = await fetchMessages(id, page.next_cursor);
    const before = box.current ? box.current.scrollHeight - box.current.scrollTop : 0;
    queries.setQueryData<MessagePage>(keys.messages(id), (now) => (now ? prependOlder(now, more) : now));
    requestAnimationFrame(() => {
      if (box.current) box.current.scrollTop = box.current.scrollHeight - before;
    });
  });
}
