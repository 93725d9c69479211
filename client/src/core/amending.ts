/** Amending: one's own messages edited, or taken back. */
import { effect } from "@preact/signals-core";
import { EDIT_WITHIN_SECONDS } from "../protocol/protocol.gen";
import { normaliseBody } from "./body";
import type { Answer } from "./connection";
import type { LiveRoom } from "./live_room";
import type { Message } from "./message";
import { refusalFrom } from "./refusal";

/** Whether one's own message is young enough, and still there. */
export function canEdit({ tab }: LiveRoom, message: Pick<Message, "sentMs" | "removed">): boolean {
  const age = tab.outside.clock.now() - message.sentMs;
  return message.removed === null && age < EDIT_WITHIN_SECONDS * 1_000;
}

/** Take one's own last message up again: one just sent, once it is in the room, if that is still wanted then. */
export function editLast(room: LiveRoom, isWanted: () => boolean): void {
  const { outbox, drafting } = room.posting;
  const take = () => {
    stop();
    const own = room.ownTags.peek();
    const last = room.state.peek().messages.findLast((message) => own.has(message.tag));
    if (last && canEdit(room, last) && isWanted()) drafting.edit(last.id, last.body);
  };
  const stop = effect(() => {
    if (outbox.value.every(({ status }) => status === "asking")) void Promise.resolve().then(take);
  });
}

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
