/** The other tabs of this browser: told when a session was opened, and nothing else. */

export interface Tabs {
  tell(): void;
}

export function listenToTabs(onSession: () => void): Tabs {
  if (!("BroadcastChannel" in globalThis)) return { tell: () => undefined };
  const channel = new BroadcastChannel("palabre");
  channel.onmessage = onSession;
  return { tell: () => channel.postMessage("session") };
}
