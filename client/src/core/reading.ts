/** Reading: how far the guest has read, for the unread line, the "new messages" pill and their next visit. */
import type { Message } from "./message";

export interface Reading {
  /** The line stands above the first message from this offset on; null when there is no line. */
  readonly line: number | null;
  /** How many arrived since without being seen. */
  readonly unseen: number;
}

export const ALL_READ: Reading = { line: null, unseen: 0 };

export function arrive(reading: Reading, offset: number, isSeen: boolean): Reading {
  if (isSeen) return reading;
  return { line: reading.unseen === 0 ? offset : reading.line, unseen: reading.unseen + 1 };
}

/** The end of the timeline is on screen: the line stays where it is until the next absence. */
export function catchUp(reading: Reading): Reading {
  return reading.unseen === 0 ? reading : { ...reading, unseen: 0 };
}

/** After a reload: the line stands above the first message that others wrote since one last read. */
export function resume(messages: readonly Message[], own: ReadonlySet<string>, read: number): Reading {
  const first = messages.find((message) => message.offset > read && !own.has(message.tag));
  if (first === undefined) return ALL_READ;
  return { line: first === messages[0] ? read + 1 : first.offset, unseen: 0 };
}
