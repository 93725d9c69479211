/** To be asked for no more conversations: the server keeps it for the session, and nobody else can tell. */
import { apartTexts } from "../i18n/apart_texts";
import { useScene } from "../views/scene";
import { correspondingOf } from "./correspondence";

export function QuietSwitch() {
  const corresponding = correspondingOf(useScene().visit);
  const { quiet } = corresponding.held.value;
  const a = apartTexts.value;
  return (
    <div class="switch">
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={quiet}
          aria-checked={quiet}
          aria-describedby="lead-solicited"
          onChange={(event) => void corresponding.setQuiet(event.currentTarget.checked)}
        />
        {a.quietly}
      </label>
      <p id="lead-solicited">{a.quietlyLead}</p>
    </div>
  );
}
