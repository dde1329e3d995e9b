// Sending a message: it is on the screen at once, keeps its key through every retry, and is marked when it failed.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { sendMessage } from "../../api/commands";
import { keys } from "../../api/keys";
import { useLiveClient } from "../../live/provider";
import { upsertMessage, type MessagePage } from "../../live/messages";
import type { Unsent } from "../../live/outbox";
import { uuid } from "../../live/tab";

export function useSend(conversation: string) {
  const live = useLiveClient();
  const queries = useQueryClient();
  const deliver = useCallback(
    async (text: string, key: string) => {
      try {
        const message = await sendMessage(conversation, text, key);
        queries.setQueryData<MessagePage>(keys.messages(conversation), (page) => upsertMessage(page, message));
        live.post({ type: "done", key });
      } catch {
        live.post({ type: "failed", key });
      }
    },
    [conversation, live, queries],
  );
  const send = useCallback(
    (text: string) => {
      const key = uuid();
      const message: Unsent = { conversation, key, text, at: new Date().toISOString(), state: "sending" };
      live.post({ type: "write", message });
      void deliver(text, key);
    },
    [conversation, deliver, live],
  );
  const again = useCallback(
    (message: Unsent) => {
      live.post({ type: "retry", key: message.key });
      void deliver(message.text, message.key);
    },
    [deliver, live],
  );
  return { send, again };
}
