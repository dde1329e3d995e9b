// A click that asks the server for something: busy while it runs, and a sentence when it fails.
import { App } from "antd";
import { useCallback, useRef, useState } from "react";
import { useErrorText } from "../parts/error-text";

export function useAction<A extends unknown[]>(
  action: (...args: A) => Promise<unknown>,
): { run: (...args: A) => Promise<boolean>; busy: boolean } {
  const { message } = App.useApp();
  const text = useErrorText();
  const [busy, setBusy] = useState(false);
  const latest = useRef({ action, text });
  latest.current = { action, text };
  const running = useRef(false);
  const run = useCallback(
    async (...args: A) => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      try {
        await latest.current.action(...args);
        return true;
      } catch (error) {
        void message.error(latest.current.text(error));
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [message],
  );
  return { run, busy };
}
