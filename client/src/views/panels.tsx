/** Shows the panel that is open, fetched when it first is. */
import { useLayoutEffect } from "preact/hooks";
import { loadPanelTexts } from "../i18n/panel_texts";
import { loadSideTexts } from "../i18n/side_texts";
import { lazy } from "./lazy";
import { panel } from "./panel";

const SettingsDialog = lazy(async () => {
  const [{ SettingsDialog: view }] = await Promise.all([
    import("./settings_dialog"),
    loadPanelTexts(),
    loadSideTexts(),
  ]);
  return view;
});
const KeysDialog = lazy(async () => {
  const [{ KeysDialog: view }] = await Promise.all([import("./keys_dialog"), loadPanelTexts()]);
  return view;
});

export function Panels() {
  const shown = panel.shown.value;
  useLayoutEffect(() => {
    if (shown === null) panel.returnFocus();
  }, [shown]);
  switch (shown) {
    case "settings":
      return <SettingsDialog onGiveUp={panel.close} />;
    case "keys":
      return <KeysDialog onGiveUp={panel.close} />;
    default:
      return null;
  }
}
