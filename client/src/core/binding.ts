/** Binding: showing that this browser holds the key with which an age proof was given. */
import type { Tab } from "./place";

/** `done` is told whether rooms for adults are open to this connection now. */
export async function bind(tab: Tab, challenge: string, done: (isBound: boolean) => void): Promise<void> {
  const keyring = await tab.outside.keyring();
  const shown = await keyring.show(tab.sessionKey() ?? "", challenge);
  if (shown === null) {
    done(false);
    return;
  }
  tab.ask({ type: "age.bind", challenge, ...shown }, (answer) => {
    // Who comes back is asked again; what a lost connection was told is worth nothing.
    if (answer.type === "lost") return;
    if (answer.type === "ok" && "page_key" in answer) keyring.goWith(answer.page_key);
    done(answer.type === "ok");
  });
}
