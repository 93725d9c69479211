/** What the guest chose: the server remembers the language, so that its own pages follow; this browser the rest. */
import { batch } from "@preact/signals";
import type { Locale } from "../protocol/protocol.gen";
import { showLocale } from "./locale";
import { Preference } from "./preference";

export const theme = new Preference("theme", ["auto", "light", "dark"], true);
/** Percent of the browser's own size. */
export const size = new Preference("size", ["100", "112", "125", "150"], true);
/** For nothing, for what is written to the guest, or for every message. */
export const sound = new Preference("sound", ["off", "addressed", "all"]);
export const notices = new Preference("notices", ["off", "on"]);
/** Not to be disturbed: no sound, no notification, no mark on the tab. */
export const quiet = new Preference("quiet", ["off", "on"]);
/** Keys of one sign, which some ways of speaking to a computer type by mistake. */
export const singleKeys = new Preference("keys", ["on", "off"]);

const ALL = [theme, size, sound, notices, quiet, singleKeys] as const;

export function startPreferences(): void {
  for (const preference of ALL) preference.start();
  // Another tab chose; without a key, it forgot everything.
  addEventListener("storage", ({ key, newValue }) => {
    for (const preference of ALL) if (key === null || key === preference.key) preference.adopt(newValue);
  });
}

/** The language must be loaded. */
export function chooseLocale(chosen: Locale): void {
  showLocale(chosen);
  // Any page asked for with `?lang=` sets the cookie `palabre_lang`, which no script can write; also when one leaves at once.
  fetch(`/legal?lang=${chosen}`, { credentials: "same-origin", keepalive: true }).catch(() => undefined);
}

/** Everything as usual again, and nothing of it kept here. The language stays: a page is always in one. */
export function forgetChoices(): void {
  batch(() => {
    for (const preference of ALL) preference.reset();
  });
}
