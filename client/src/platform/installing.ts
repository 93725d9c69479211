/** The service worker, and the browser's offer to install the place: kept for the settings, never pushed. */
import { type Signal, signal } from "@preact/signals";

/** Chromium's; no standard, and absent elsewhere. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

export const installOffer: Signal<InstallOffer | null> = signal(null);

export function startInstalling(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installOffer.value = event as InstallOffer;
  });
  addEventListener("appinstalled", () => {
    installOffer.value = null;
  });
  if (!isSecureContext || !("serviceWorker" in navigator)) return;
  if (document.readyState === "complete") void registerWorker();
  else addEventListener("load", () => void registerWorker(), { once: true });
}

async function registerWorker(): Promise<void> {
  try {
    await navigator.serviceWorker.register("/sw.js");
  } catch {
    // Denied by the browser or not served here: the page works without it.
  }
}
