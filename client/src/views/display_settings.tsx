/** Language and theme, as two small controls. */
import { texts } from "../i18n/texts";
import { chooseLocale, chooseTheme, locale, THEMES, theme } from "../platform/preferences";
import { Icon } from "./icons";

const LANGUAGES = [
  { code: "fr", name: "Français" },
  { code: "en", name: "English" },
] as const;

export function DisplaySettings() {
  return (
    <div class="display-settings">
      <LanguageChoice />
      <ThemeChoice />
    </div>
  );
}

function LanguageChoice() {
  return (
    <fieldset class="segment">
      <legend class="hide">{texts.value.language}</legend>
      {LANGUAGES.map(({ code, name }) => (
        <button
          type="button"
          key={code}
          lang={code}
          aria-label={`${code.toUpperCase()}, ${name}`}
          title={name}
          aria-pressed={locale.value === code}
          onClick={() => chooseLocale(code)}
        >
          {code.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
}

function ThemeChoice() {
  const { themes } = texts.value;
  return (
    <fieldset class="segment">
      <legend class="hide">{texts.value.theme}</legend>
      {THEMES.map((name) => (
        <button
          type="button"
          key={name}
          aria-label={themes[name]}
          title={themes[name]}
          aria-pressed={theme.value === name}
          onClick={() => chooseTheme(name)}
        >
          <Icon name={name} size="s" />
        </button>
      ))}
    </fieldset>
  );
}
