/** The keys of the field "Message". */
import type { TargetedKeyboardEvent } from "preact";
import { withPart } from "./on_demand";
import type { RoomDesk } from "./room_desk";
import { submit } from "./submitting";

type Pressed = TargetedKeyboardEvent<HTMLTextAreaElement>;

export function pressed(event: Pressed, desk: RoomDesk): void {
  // 229: some browsers end a composition with a keydown that no longer says so.
  if (event.isComposing || event.keyCode === 229) return;
  if (desk.talk.caller.value?.pressed(event)) event.preventDefault();
  else if (event.key === "Enter" && !event.shiftKey && !isTouchKeyboard()) {
    event.preventDefault();
    submit(desk);
  } else if (event.key === "Escape") goBack(desk);
  else if (event.key === "ArrowUp" && desk.live.posting.drafting.text.value === "") {
    // The caret would go up with it, to the beginning of the text taken up again.
    event.preventDefault();
    const field = event.currentTarget;
    withPart(({ acts }) => acts.editLast(desk, field));
  }
}

/** Out of the edit first, then out of the answer. */
function goBack(desk: RoomDesk): void {
  const { drafting } = desk.live.posting;
  if (drafting.editing.value !== null) drafting.stopEditing();
  else drafting.replyTo.value = null;
}

function isTouchKeyboard(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}
