/** What stood before the messages held: put above them, or kept aside because one of them quotes it. */
import type { MessagePage } from "../protocol/protocol.gen";
import { amend, messageOf } from "./message";
import { mergeReactions } from "./reactions";
import type { RoomState } from "./room";

/** Put an older page above what is held; events that came after it was read are applied to it. */
export function prependPage(state: RoomState, page: MessagePage): RoomState {
  const first = state.messages[0]?.offset ?? Number.POSITIVE_INFINITY;
  const read = page.messages.map(messageOf).filter((message) => message.offset < first);
  const older = state.later.reduce(amend, read);
  return {
    ...state,
    messages: [...older, ...state.messages],
    more: page.more,
    reactions: mergeReactions(state.reactions, page.reactions ?? [], page.reacted ?? {}),
  };
}

/** Keep a message fetched aside, as what came meanwhile leaves it. */
export function quote(state: RoomState, page: MessagePage): RoomState {
  const read = page.messages.map(messageOf);
  return { ...state, quoted: [...state.quoted, ...state.later.reduce(amend, read)] };
}
