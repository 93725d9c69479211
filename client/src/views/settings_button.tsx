/** The button that opens the settings. */
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import { panel } from "./panel";

/** `onOpen` closes what it stands in: one thing over the page at a time. */
export function SettingsButton({ onOpen }: { onOpen?: () => void }) {
  return (
    <button
      type="button"
      class="icon-btn settings-btn"
      aria-label={texts.value.settings}
      title={texts.value.settings}
      aria-haspopup="dialog"
      onClick={() => {
        onOpen?.();
        panel.open("settings");
      }}
    >
      <Icon name="gear" />
    </button>
  );
}
