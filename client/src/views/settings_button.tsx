/** The button that opens the settings. */
import { sideTexts } from "../i18n/side_texts";
import { Icon } from "./icons";
import "./more_icons";
import { panel } from "./panel";

/** `onOpen` closes what it stands in: one thing over the page at a time. */
export function SettingsButton({ onOpen }: { onOpen?: () => void }) {
  return (
    <button
      type="button"
      class="icon-btn settings-btn"
      aria-label={sideTexts.value.settings}
      title={sideTexts.value.settings}
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
