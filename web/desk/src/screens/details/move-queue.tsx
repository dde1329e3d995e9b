// Puts a contact that waits into another queue. The queue that is seen goes along: somebody else may have been quicker.
import { App, Button, Space } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { moveConversation } from "../../api/commands";
import { keys } from "../../api/keys";
import type { Named } from "../../api/types";
import { useAction } from "../../hooks/use-action";
import { QueueSelect } from "../../parts/queue-select";

export function MoveQueue({ id, from }: { id: string; from: Named | null }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [to, setTo] = useState<string | null>(null);
  const move = useAction(async () => {
    if (!from || !to) return;
    try {
      await moveConversation(id, from.id, to);
      setTo(null);
      void message.success(t("move.done"));
    } finally {
      await queries.invalidateQueries({ queryKey: keys.conversation(id) });
      void queries.invalidateQueries({ queryKey: keys.routing(id) });
      void queries.invalidateQueries({ queryKey: ["conversations"] });
    }
  });
  if (!from) return null;
  return (
    <section data-testid="move-queue">
      <h3>{t("move.title")}</h3>
      <Space.Compact block>
        <QueueSelect value={to} onChange={setTo} except={from.id} testId="move-to" />
        <Button disabled={!to} loading={move.busy} onClick={() => void move.run()} data-testid="move-send">
          {t("move.send")}
        </Button>
      </Space.Compact>
      <p className="muted">{t("move.next", { queue: from.name })}</p>
    </section>
  );
}
