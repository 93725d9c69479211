/** What came into a room between two states of it, and whether it is for the reader. */
import type { RoomState } from "./room";

export interface Arrival {
  readonly isAny: boolean;
  /** Names the reader, or answers them. */
  readonly isAddressed: boolean;
}

/**
 * What came between two states of a room; a room entered anew tells nothing. Nor does a name called in a message seen
 * already (up to the offset `seen`): the server may say so a moment after it.
 */
export function arrivalBetween(
  before: RoomState,
  after: RoomState,
  own: ReadonlySet<string>,
  seen: number,
): Arrival {
  if (before.epoch === "" || before.epoch !== after.epoch) return { isAny: false, isAddressed: false };
  const fresh = after.messages.filter((message) => message.offset > before.offset && !own.has(message.tag));
  const ownIds = new Set(after.messages.filter((message) => own.has(message.tag)).map(({ id }) => id));
  const isSeen = (id: string) =>
    after.messages.some((message) => message.id === id && message.offset <= seen);
  const isNamed = [...after.mentions].some((id) => !before.mentions.has(id) && !isSeen(id));
  return {
    isAny: fresh.length > 0,
    isAddressed: isNamed || fresh.some(({ replyTo }) => replyTo !== null && ownIds.has(replyTo)),
  };
}
