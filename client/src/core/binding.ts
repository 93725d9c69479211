/** Binding: showing that this browser holds the key with which an age proof was given. */
import type { Tab } from "./place";

type Done = (isBound: boolean) => void;

interface UnderWay {
  /** The last one asked: it takes the place of those before. */
  challenge: string;
  readonly waiting: Done[];
}

/** Several may ask for it at once; it is done once. */
const underWay = new WeakMap<Tab, UnderWay>();

/** `done` is told whether rooms for adults are open to this connection now. */
export function bind(tab: Tab, challenge: string, done: Done): Promise<void> {
  const known = underWay.get(tab);
  if (known === undefined) {
    const binding: UnderWay = { challenge, waiting: [done] };
    underWay.set(tab, binding);
    return show(tab, binding, true);
  }
  known.challenge = challenge;
  known.waiting.push(done);
  return Promise.resolve();
}

async function show(tab: Tab, binding: UnderWay, isFirst: boolean): Promise<void> {
  const keyring = await tab.outside.keyring();
  const { challenge } = binding;
  const shown = await keyring.show(tab.sessionKey() ?? "", challenge);
  if (shown === null) {
    end(tab, binding, false);
    return;
  }
  tab.ask({ type: "age.bind", challenge, ...shown }, (answer) => {
    if (answer.type === "ok" && "page_key" in answer) keyring.goWith(answer.page_key);
    // Another was asked meanwhile.
    const isLate = answer.type === "failed" && answer.challenge && isFirst;
    if (isLate) {
      binding.challenge = answer.challenge ?? challenge;
      void show(tab, binding, false);
    } else if (answer.type === "lost") {
      // Who comes back is asked again; what a lost connection was told is worth nothing.
      underWay.delete(tab);
    } else end(tab, binding, answer.type === "ok");
  });
}

function end(tab: Tab, { waiting }: UnderWay, isBound: boolean): void {
  underWay.delete(tab);
  for (const done of waiting) done(isBound);
}
