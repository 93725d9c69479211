/** The lines around the message box that come with what one writes: what is edited, how much room is left. */
import { countCodePoints, normaliseBody } from "../core/body";
import { partTexts } from "../i18n/part_texts";
import { texts } from "../i18n/texts";
import { MAX_BODY_CODE_POINTS } from "../protocol/protocol.gen";
import type { RoomDesk } from "./room_desk";

const COUNT_FROM = 1_800;

export function EditingLine({ desk }: { desk: RoomDesk }) {
  const { drafting } = desk.live.posting;
  return (
    <p class="editing-line">
      <span>{partTexts.value.editing}</span>
      <button type="button" class="link-btn" onClick={() => drafting.stopEditing()}>
        {partTexts.value.cancel}
      </button>
    </p>
  );
}

/** In the place of the one that says how to send. */
export function EditingHint() {
  const p = partTexts.value;
  return (
    <p class="keys">
      <kbd>{texts.value.hintEnter}</kbd> {p.hintSaves}, <kbd>{p.hintEscape}</kbd> {p.hintCancels}
    </p>
  );
}

export function Counter({ desk }: { desk: RoomDesk }) {
  const count = countCodePoints(normaliseBody(desk.live.posting.drafting.text.value));
  if (count < COUNT_FROM) return null;
  const left = MAX_BODY_CODE_POINTS - count;
  return <p class={left < 0 ? "counter counter-over" : "counter"}>{partTexts.value.left(left)}</p>;
}
