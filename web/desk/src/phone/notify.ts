// Desktop notifications, for when the desk is not the window in front.
import icon from "../icon.svg";

export type NotifyPermission = "default" | "granted" | "denied" | "unsupported";

export function notifyPermission(): NotifyPermission {
  return typeof Notification === "undefined" ? "unsupported" : Notification.permission;
}

export async function askNotify(): Promise<NotifyPermission> {
  return typeof Notification === "undefined" ? "unsupported" : Notification.requestPermission();
}

export function showNotification(title: string, body: string, tag: string): () => void {
  if (notifyPermission() !== "granted" || document.hasFocus()) return () => undefined;
  try {
    const shown = new Notification(title, { body, tag, icon, requireInteraction: true });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
    return () => shown.close();
  } catch {
    return () => undefined; // Some mobile browsers only allow this from a service worker.
  }
}
