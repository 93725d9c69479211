/** Language and theme: the server remembers the language, so that its own pages follow; this browser the theme. */
import { type Signal, signal } from "@preact/signals";
import type { Locale } from "../protocol/protocol.gen";

export type Theme = "auto" | "light" | "dark";
export const THEMES: readonly Theme[] = ["auto", "light", "dark"];
const THEME_KEY = "palabre_theme";

export const locale: Signal<Locale> = signal("fr");
export const theme: Signal<Theme> = signal("auto");

export function startPreferences(servedLocale: Locale): void {
  showLocale(servedLocale);
  showTheme(THEMES.find((name) => name === keptTheme()) ?? "auto");
}

export function chooseLocale(chosen: Locale): void {
  showLocale(chosen);
  // Any page asked for with `?lang=` sets the cookie `palabre_lang`, which no script can write.
  fetch(`/legal?lang=${chosen}`, { credentials: "same-origin" }).catch(() => undefined);
}

export function chooseTheme(chosen: Theme): void {
  showTheme(chosen);
  try {
    localStorage.setItem(THEME_KEY, chosen);
  } catch {
    // Storage may be denied; the choice then lasts as long as the page.
  }
}

function showLocale(chosen: Locale): void {
  locale.value = chosen;
  document.documentElement.lang = chosen;
}

function showTheme(chosen: Theme): void {
  theme.value = chosen;
  const { dataset } = document.documentElement;
  if (chosen === "auto") delete dataset["theme"];
  else dataset["theme"] = chosen;
}

function keptTheme(): string | null {
  try {
    return localStorage.getItem(THEME_KEY);
  } catch {
    return null;
  }
}
