/** Reacting: one's own reactions, shown at once and taken back when the server refuses. */
import type { ReactionKind } from "../protocol/protocol.gen";
import type { Answer } from "./connection";
import type { LiveRoom } from "./live_room";
import { changeReactions, type Reacted } from "./reactions";
import { type Refusal, refusalFrom } from "./refusal";

/** Put a reaction, or take one's own away; `done` is told what was refused, if anything. */
export function toggleReaction(
  room: LiveRoom,
  messageId: string,
  reaction: ReactionKind,
  done: (refused: Refusal | null) => void,
): void {
  const shown = room.reactedTo(messageId);
  const on = !(shown?.own.includes(reaction) ?? false);
  const asked = (room.wishes.value.get(messageId)?.asked ?? 0) + 1;
  room.wishes.value = new Map(room.wishes.value).set(messageId, {
    shown: wished(shown, reaction, on),
    asked,
  });
  const command = { type: "reaction.set", room: room.slug, message_id: messageId, reaction, on } as const;
  room.tab.ask(command, (answer) => {
    const isDone = answer.type === "ok";
    if (isDone) granted(room, messageId, reaction, on, answer);
    answered(room, messageId);
    done(isDone ? null : refusalFrom(answer));
  });
}

function answered(room: LiveRoom, messageId: string): void {
  const wishes = new Map(room.wishes.value);
  const wish = wishes.get(messageId);
  if (wish === undefined) return;
  if (wish.asked > 1) wishes.set(messageId, { ...wish, asked: wish.asked - 1 });
  else wishes.delete(messageId);
  room.wishes.value = wishes;
}

function granted(
  { state }: LiveRoom,
  messageId: string,
  reaction: ReactionKind,
  on: boolean,
  answer: Answer,
): void {
  if (!("counts" in answer)) return;
  const { own } = wished(state.value.reactions.get(messageId), reaction, on);
  const told = { message_id: messageId, version: answer.version, counts: answer.counts };
  state.value = { ...state.value, reactions: changeReactions(state.value.reactions, told, own) };
}

/** As it will stand once the reader's wish is granted: shown before the server answers. */
function wished(before: Reacted | undefined, kind: ReactionKind, on: boolean): Reacted {
  const { version, counts, own } = before ?? { version: 0, counts: {}, own: [] };
  if (own.includes(kind) === on) return { version, counts, own };
  const count = Math.max(0, (counts[kind] ?? 0) + (on ? 1 : -1));
  return {
    version,
    counts: { ...counts, [kind]: count },
    own: on ? [...own, kind] : own.filter((other) => other !== kind),
  };
}
