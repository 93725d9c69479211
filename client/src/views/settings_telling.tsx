/** The settings of what tells of new messages while the page is not seen. */
import { panelTexts } from "../i18n/panel_texts";
import { askPermission, permission } from "../platform/notifying";
import { notices, quiet, sound } from "../platform/preferences";
import { allowSound, playSample } from "../platform/sound";
import { Choices } from "./choices";
import { Switch } from "./switch";

export function Telling() {
  const p = panelTexts.value;
  return (
    <>
      <Choices
        name="sound"
        legend={p.sound}
        chosen={sound.value.value}
        options={sound.values.map((value) => ({ value, label: p.sounds[value] }))}
        onChoose={(value) => {
          sound.choose(value);
          if (value !== "off") void playSample();
        }}
      />
      <p>{p.soundLead}</p>
      <Notices />
      <Switch of={quiet} label={p.undisturbed} lead={p.undisturbedLead} />
    </>
  );
}

function Notices() {
  const p = panelTexts.value;
  const allowed = permission.value;
  const turnOn = async () => {
    void allowSound();
    notices.choose((await askPermission()) === "granted" ? "on" : "off");
  };
  return (
    <>
      <Switch
        of={notices}
        label={p.notices}
        lead={p.noticesLead}
        isDisabled={allowed === "denied" || allowed === "unsupported"}
        onTurnOn={() => void turnOn()}
      />
      {allowed === "denied" && (
        <p class="notice notice-ochre" role="status">
          {p.noticesDenied}
        </p>
      )}
      {allowed === "unsupported" && <p class="notice">{p.noticesUnsupported}</p>}
    </>
  );
}
