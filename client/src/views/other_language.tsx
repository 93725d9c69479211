/** The way to the other language, in its own words. */
import { loadLanguage } from "../i18n/wording";
import { locale } from "../platform/locale";
import { chooseLocale } from "../platform/preferences";
import { panel } from "./panel";

const NAMES = { fr: "Français", en: "English" } as const;

export function OtherLanguage() {
  const other = locale.value === "fr" ? "en" : "fr";
  // The settings tell what went wrong, and try again.
  const speak = () =>
    loadLanguage(other).then(
      () => chooseLocale(other),
      () => panel.open("settings"),
    );
  return (
    <button type="button" class="link-btn" lang={other} onClick={() => void speak()}>
      {NAMES[other]}
    </button>
  );
}
