// A button that opens a small form in its place: what is asked for is sent with Enter, Escape puts it away.
import { App, Button } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { WorkWish } from "../api/commands";
import { useAction } from "../hooks/use-action";
import { emptyWish, wishOf, wishProblem, type WishProblem } from "./work-wish";
import { WishFields } from "./wish-fields";

interface Props {
  label: string;
  icon: ReactNode;
  /** Chosen when the form opens. */
  queue: string | null;
  /** Says that it is done; the server's refusal is said by itself. */
  done: string;
  send: (wish: WorkWish) => Promise<unknown>;
  children?: ReactNode;
  testId: string;
}

export function WishForm({ label, icon, queue, done, send, children, testId }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(() => emptyWish(queue));
  const [problem, setProblem] = useState<WishProblem | null>(null);
  const submit = useAction(async () => {
    const found = wishProblem(form, Date.now());
    setProblem(found);
    if (found) return;
    await send(wishOf(form));
    setOpen(false);
    void message.success(done);
  });
  const start = () => {
    setForm(emptyWish(queue));
    setProblem(null);
    setOpen(true);
  };
  if (!open)
    return (
      <Button icon={icon} onClick={start} data-testid={`${testId}-open`}>
        {label}
      </Button>
    );
  return (
    <form
      className="wish-form"
      aria-label={label}
      data-testid={testId}
      onSubmit={(event) => {
        event.preventDefault();
        void submit.run();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        setOpen(false);
      }}
    >
      {children}
      <WishFields form={form} change={setForm} problem={problem} />
      <div className="wish-actions">
        <Button onClick={() => setOpen(false)}>{t("work.cancel")}</Button>
        <Button type="primary" htmlType="submit" loading={submit.busy} data-testid={`${testId}-send`}>
          {label}
        </Button>
      </div>
    </form>
  );
}
