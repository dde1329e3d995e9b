// Tooltips that also name the key.
import { Tooltip } from "antd";
import type { ReactElement } from "react";
import { keyLabel } from "../hooks/hotkeys";

/** A tooltip that names the key, too. */
export function Hint({ text, binding, children }: { text: string; binding?: string; children: ReactElement }) {
  return (
    <Tooltip
      title={
        <>
          {text}
          {binding ? <kbd className="kbd">{keyLabel(binding)}</kbd> : null}
        </>
      }
      mouseEnterDelay={0.4}
      placement="bottom"
    >
      {children}
    </Tooltip>
  );
}
