/** Amending: one's own messages edited, or taken back. */
import { normaliseBody } from "./body";
import type { Answer } from "./connection";
import type { LiveRoom } from "./live_room";
import { refusalFrom } from "./refusal";

/** Send the edited text; the field keeps it until it is accepted. */
export function saveEdit(room: LiveRoom): void {
  const { drafting } = room.posting;
  const editing = drafting.editing.value;
  const body = normaliseBody(drafting.text.value);
  if (editing === null || body === editing.original) {
    drafting.stopEditing();
    return;
  }
  room.tab.ask({ type: "message.edit", room: room.slug, message_id: editing.messageId, body }, (answer) => {
    if (isDone(room, answer)) drafting.stopEditing();
  });
}

export function takeBack(room: LiveRoom, messageId: string): void {
  room.tab.ask({ type: "message.remove", room: room.slug, message_id: messageId }, (answer) => {
    isDone(room, answer);
  });
}

/** Whether it was; otherwise why not is told. */
function isDone({ posting }: LiveRoom, answer: Answer): boolean {
  const done = answer.type === "ok";
  posting.refused.value = done ? null : { what: "edit", refusal: refusalFrom(answer) };
  return done;
}
