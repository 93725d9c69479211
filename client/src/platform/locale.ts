/** The language of the page: the first thing it must know, the other choices come after what is read. */
import { type Signal, signal } from "@preact/signals";
import type { Locale } from "../protocol/protocol.gen";

export const locale: Signal<Locale> = signal("fr");

export function showLocale(chosen: Locale): void {
  locale.value = chosen;
  document.documentElement.lang = chosen;
}
