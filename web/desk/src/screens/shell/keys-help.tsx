// All keys of the desk on one sheet.
import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { bindings, keyLabel } from "../../hooks/hotkeys";
import type { TextKey } from "../../i18n";

const rows: [TextKey, string][] = [
  ["palette.title", bindings.palette],
  ["offer.accept", bindings.acceptEnter],
  ["keys.acceptAnywhere", bindings.accept],
  ["offer.reject", bindings.reject],
  ["call.mute", bindings.mute],
  ["call.hold", bindings.hold],
  ["call.keypad", bindings.keypad],
  ["call.hangUp", bindings.end],
  ["wrap.title", bindings.wrapUp],
  ["wrap.finish", bindings.finish],
  ["keys.nextConversation", bindings.next],
  ["keys.available", bindings.available],
];

export function KeysHelp({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open={open} onCancel={close} footer={null} title={t("keys.title")} width={420}>
      <table className="keys-table">
        <tbody>
          {rows.map(([label, binding]) => (
            <tr key={binding}>
              <th scope="row">{t(label)}</th>
              <td>
                <kbd className="kbd">{keyLabel(binding)}</kbd>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
