// Call registration (来电登记): open during the conversation and saved while typed; it becomes the wrap-up when the
// conversation is over.
import { Button, Input, Select } from "antd";
import { UpOutlined, DownOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { wrapUp } from "../../api/commands";
import { keys } from "../../api/keys";
import { useConfig, useDraft } from "../../api/queries";
import { useAction } from "../../hooks/use-action";
import { bindings, isTyping, useHotkey } from "../../hooks/hotkeys";
import { useLive } from "../../live/provider";
import { mySegment } from "../../live/select";
import { Ready } from "../../parts/feedback";
import { Hint } from "../../parts/hint";
import { Elapsed } from "../../parts/elapsed";
import { timeOfDay } from "../../format/time";
import { words } from "../../format/values";
import type { ConversationLive, Draft } from "../../api/types";
import { RegistrationCase } from "./registration-case";
import { caseOf, missing, startOf, toDraft, type Form, type Missing } from "./registration-form";
import { useDraftSaver, type Saving } from "./use-draft-saver";

export function Registration({ conversation }: { conversation: ConversationLive }) {
  const draft = useDraft(conversation.id);
  return (
    <section className="registration" data-testid="registration">
      <Ready of={draft} rows={1}>
        {(found) => <RegistrationForm key={conversation.id} conversation={conversation} draft={found} />}
      </Ready>
    </section>
  );
}

function RegistrationForm({ conversation, draft }: { conversation: ConversationLive; draft: Draft }) {
  const { t, i18n } = useTranslation();
  const config = useConfig();
  const queries = useQueryClient();
  const me = useLive((state) => state.me?.id);
  const segment = mySegment(conversation, me);
  const wrapping = segment?.kind === "wrap_up" || conversation.state === "wrap_up";
  const [form, setForm] = useState<Form>(() => startOf(draft, conversation.work?.case ?? null));
  const [shown, setShown] = useState<Missing[]>([]);
  const [open, setOpen] = useState(conversation.channel === "voice" || wrapping);
  const { save, settle, saving } = useDraftSaver(conversation.id);
  const note = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!wrapping) return;
    setOpen(true);
    if (!isTyping(document.activeElement)) note.current?.querySelector("textarea")?.focus();
  }, [wrapping]);
  useHotkey(bindings.wrapUp, () => {
    setOpen(true);
    setTimeout(() => note.current?.querySelector("textarea")?.focus());
  });

  const change = (next: Form) => {
    setForm(next);
    if (shown.length) setShown(missing(next));
    save(toDraft(next));
  };
  const finish = useAction(async () => {
    const gaps = missing(form);
    setShown(gaps);
    if (gaps.length || !form.disposition) return;
    await settle();
    const status = form.choice !== "none" && form.status ? { status: form.status } : {};
    const body = { disposition: form.disposition, note: form.note.trim(), case: caseOf(form), ...status };
    await wrapUp(conversation.id, body);
    void queries.invalidateQueries({ queryKey: keys.cases() });
    if (conversation.customer) {
      void queries.invalidateQueries({ queryKey: keys.timeline(conversation.customer.id) });
      void queries.invalidateQueries({ queryKey: keys.customerCases(conversation.customer.id) });
    }
  });
  useHotkey(bindings.finish, () => void finish.run(), wrapping && !finish.busy);

  const title = wrapping ? t("wrap.title") : t(`wrap.registration.${conversation.channel}`);
  return (
    <div className={wrapping ? "registration-body wrapping" : "registration-body"} data-testid="wrapup">
      <div className="registration-head">
        <button type="button" className="registration-title" onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? <DownOutlined aria-hidden /> : <UpOutlined aria-hidden />} {title}
          {wrapping ? <Elapsed since={segment?.since} /> : null}
        </button>
        <SavingState saving={saving} />
        <span className="spacer" />
        {wrapping ? (
          <Hint text={t("wrap.finish")} binding={bindings.finish}>
            <Button type="primary" loading={finish.busy} onClick={() => void finish.run()} data-testid="wrapup-submit">
              {t("wrap.finish")}
            </Button>
          </Hint>
        ) : null}
      </div>
      {open ? (
        <div className="registration-fields">
          <div className="registration-row" ref={note}>
            <Select
              className="grow-2"
              showSearch={{ optionFilterProp: "label" }}
              placeholder={t("wrap.disposition")}
              aria-label={t("wrap.disposition")}
              value={form.disposition}
              status={shown.includes("disposition") ? "error" : ""}
              onChange={(disposition: string) => change({ ...form, disposition })}
              options={(config.data?.dispositions ?? []).map((d) => ({ value: d.code, label: words(d, i18n.language) }))}
              data-testid="wrapup-code"
            />
            <Input.TextArea
              className="grow-3"
              autoSize={{ minRows: 1, maxRows: 4 }}
              maxLength={2000}
              value={form.note}
              onChange={(event) => change({ ...form, note: event.target.value })}
              placeholder={t("wrap.note")}
              aria-label={t("wrap.note")}
              data-testid="wrapup-note"
            />
          </div>
          <RegistrationCase form={form} change={change} customer={conversation.customer?.id ?? null} missing={shown} />
          {shown.length ? (
            <p className="ink-bad registration-missing" role="alert">
              {t("wrap.missing", { fields: shown.map((field) => t(`wrap.field.${field}`)).join(", ") })}
            </p>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function SavingState({ saving }: { saving: Saving }) {
  const { t, i18n } = useTranslation();
  if (saving.state === "failed") return <span className="ink-bad">{t("wrap.notSaved")}</span>;
  if (saving.state === "waiting") return <span className="muted">{t("wrap.saving")}</span>;
  if (saving.state === "saved")
    return (
      <span className="muted num">{t("wrap.saved", { time: timeOfDay(new Date(saving.at).toISOString(), i18n.language) })}</span>
    );
  return <span className="muted">{t("wrap.anytime")}</span>;
}
