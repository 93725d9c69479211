/** Reading: how far the guest has read, for the unread line and the "new messages" pill. */

export interface Reading {
  /** Offset of the first message the line stands above; null when there is no line. */
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
