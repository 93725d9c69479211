/** The settings of how the page looks: its language, its theme, the size of its text. */
import { useState } from "preact/hooks";
import { panelTexts } from "../i18n/panel_texts";
import { texts } from "../i18n/texts";
import { loadLanguage } from "../i18n/wording";
import { locale } from "../platform/locale";
import { chooseLocale, size, theme } from "../platform/preferences";
import type { Locale } from "../protocol/protocol.gen";
import { Choices } from "./choices";
import { Icon } from "./icons";
import "./more_icons";

const LANGUAGES = [
  { value: "fr", label: "Français", lang: "fr" },
  { value: "en", label: "English", lang: "en" },
] as const;

export function Display() {
  const p = panelTexts.value;
  return (
    <>
      <LanguageChoice />
      <Choices
        name="theme"
        legend={p.theme}
        chosen={theme.value.value}
        options={theme.values.map((value) => ({ value, label: <ThemeName name={value} /> }))}
        onChoose={(value) => theme.choose(value)}
      />
      <Choices
        name="size"
        legend={p.textSize}
        chosen={size.value.value}
        options={size.values.map((value) => ({ value, label: p.percent(value) }))}
        onChoose={(value) => size.choose(value)}
      />
    </>
  );
}

function ThemeName({ name }: { name: "auto" | "light" | "dark" }) {
  return (
    <>
      <Icon name={name} size="s" />
      {panelTexts.value.themes[name]}
    </>
  );
}

function LanguageChoice() {
  const [missing, setMissing] = useState<Locale | null>(null);
  const speak = (code: Locale) => {
    setMissing(null);
    loadLanguage(code).then(
      () => chooseLocale(code),
      () => setMissing(code),
    );
  };
  return (
    <div>
      <Choices
        name="language"
        legend={panelTexts.value.language}
        chosen={missing ?? locale.value}
        options={LANGUAGES}
        onChoose={speak}
      />
      {missing !== null && (
        <p class="field-refusal" role="alert">
          {panelTexts.value.languageMissing}{" "}
          <button type="button" class="link-btn" onClick={() => speak(missing)}>
            {texts.value.retry}
          </button>
        </p>
      )}
    </div>
  );
}
