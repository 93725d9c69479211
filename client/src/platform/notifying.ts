/** Notifications while the page is open: asked for once, shown only when the page is not seen. */
import { type Signal, signal } from "@preact/signals";

export type Permission = "granted" | "denied" | "default" | "unsupported";

export const permission: Signal<Permission> = signal(readPermission());

export function readPermission(): Permission {
  return "Notification" in globalThis ? Notification.permission : "unsupported";
}

export async function askPermission(): Promise<Permission> {
  if (permission.peek() === "default") await Notification.requestPermission();
  permission.value = readPermission();
  return permission.value;
}

/** One at a time: the next takes its place. `choose` is called when it is clicked, where the browser tells. */
export async function notify(title: string, body: string, choose: () => void): Promise<void> {
  if (readPermission() !== "granted") return;
  const options = { body, tag: "palabre", icon: "/icon.svg" };
  try {
    new Notification(title, options).onclick = () => {
      focus();
      choose();
    };
  } catch {
    // On Android a page may not make one: its worker does.
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, options);
  }
}
