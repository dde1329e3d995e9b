// Everything that can be set of one queue, in the order in which it matters to a contact: who is asked, what comes first,
// what happens while it waits.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { QueueEntry } from "../../../../api/configuration";
import type { Draft } from "../draft/model";
import { editDraft } from "../draft/store";
import { Problems } from "../parts/field";
import { Part } from "../parts/part";
import { asksText } from "../parts/sentences";
import { SidePanel } from "../parts/side-panel";
import { QueueBasics } from "./queue-basics";
import { putQueue } from "./queue-model";
import { QueueOverflow } from "./queue-overflow";
import { QueueRelax } from "./queue-relax";
import { QueueTurn } from "./queue-turn";
import { QueueWho } from "./queue-who";

export interface PartProps {
  draft: Draft;
  index: number;
  queue: QueueEntry;
  /** Its place in the document. */
  path: string;
  put: (change: Partial<QueueEntry>, field: string) => void;
}

export function QueueEditor({ draft, index, close }: { draft: Draft; index: number; close: () => void }) {
  const { t } = useTranslation();
  const queue = draft.now.queues[index] as QueueEntry;
  const path = `queues[${index}]`;
  const put = useCallback(
    (change: Partial<QueueEntry>, field: string) =>
      editDraft((now) => putQueue(now, index, change), t("queues.step.change", { queue: queue.name }), `queues[${index}].${field}`),
    [index, queue.name, t],
  );
  const part = { draft, index, queue, path, put };
  return (
    <SidePanel close={close} title={t("queues.title", { queue: queue.name })} testId="queue-editor">
      <div className="editor">
        <Problems path={path} deep={false} />
        <QueueBasics {...part} />
        <Part title={t("queues.part.who")} line={asksText(t, queue.requires, queue.teams)}>
          <QueueWho {...part} />
        </Part>
        <Part title={t("queues.part.turn")}>
          <QueueTurn {...part} />
        </Part>
        <Part title={t("queues.part.relax")} line={t("queues.relaxHint")}>
          <QueueRelax {...part} />
        </Part>
        <Part title={t("queues.part.overflow")} line={t("queues.overflowHint")}>
          <QueueOverflow {...part} />
        </Part>
      </div>
    </SidePanel>
  );
}
