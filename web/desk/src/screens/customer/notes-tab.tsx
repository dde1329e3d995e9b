// Notes of a customer are part of the timeline; here they are written, and read together.
import { Button, Input } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addNote } from "../../api/commands";
import { keys } from "../../api/keys";
import { useTimeline } from "../../api/queries";
import { timeOfDay } from "../../format/time";
import { useAction } from "../../hooks/use-action";
import { Empty, Ready } from "../../parts/feedback";
import { useDay } from "../../parts/lines";

export function NotesTab({ customer }: { customer: string }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const timeline = useTimeline(customer);
  const dayOf = useDay();
  const [text, setText] = useState("");
  const add = useAction(async () => {
    await addNote(customer, text.trim());
    setText("");
    await queries.invalidateQueries({ queryKey: keys.timeline(customer) });
  });
  return (
    <>
      <div className="note-form">
        <Input.TextArea
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoSize={{ minRows: 1, maxRows: 5 }}
          maxLength={2000}
          placeholder={t("note.placeholder")}
          aria-label={t("note.placeholder")}
          data-testid="note-input"
        />
        <Button disabled={!text.trim()} loading={add.busy} onClick={() => void add.run()} data-testid="note-add">
          {t("note.add")}
        </Button>
      </div>
      <Ready of={timeline}>
        {(data) => {
          const notes = data.pages.flatMap((page) => page.items).filter((item) => item.kind === "note");
          if (notes.length === 0) return <Empty title={t("note.none")} />;
          return notes.map((note) => (
            <div className="line" key={note.id}>
              <div className="note-text">{note.text}</div>
              <div className="line-sub num">
                {[note.agent?.name, `${dayOf(note.at)} ${timeOfDay(note.at, i18n.language)}`].filter(Boolean).join(" · ")}
              </div>
            </div>
          ));
        }}
      </Ready>
    </>
  );
}
