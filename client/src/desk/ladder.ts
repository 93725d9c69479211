/** The ladder of decisions: its rungs, for how long each holds, and what is asked of the server. */
import type { DecisionRequest } from "../protocol/desk.gen";

export const RUNGS = ["none", "warning", "mute", "out", "ban"] as const;
export type Rung = (typeof RUNGS)[number];
/** A kick: whoever is put out may come back at once. */
export const KICK_MINUTES = 1;
const HOUR = 60;
const DAY = 24 * HOUR;
/** Those that hold longer want an earlier warning, unless there is danger. */
const LONG_MINUTES = DAY;

type Timed = "mute" | "out" | "ban";
/** In minutes; the first is the usual one. */
const SPANS: Readonly<Record<Timed, readonly number[]>> = {
  mute: [10, HOUR, DAY],
  out: [DAY, KICK_MINUTES, 7 * DAY, 30 * DAY],
  ban: [DAY, 7 * DAY, 30 * DAY, 365 * DAY],
};

/** What one has in mind for a case, kept while one looks at another. `reason` is null until it is written over. */
export interface Draft {
  readonly rung: Rung | null;
  readonly minutes: Partial<Record<Timed, number>>;
  readonly ground: string | null;
  readonly reason: string | null;
  readonly note: string;
  readonly remove: readonly string[];
  readonly isDanger: boolean;
}

export const BLANK: Draft = {
  rung: null,
  minutes: {},
  ground: null,
  reason: null,
  note: "",
  remove: [],
  isDanger: false,
};

/** The choices of a rung, the shortest first; none where nothing lasts. */
export function spansOf(rung: Rung): readonly number[] {
  return isTimed(rung) ? [...SPANS[rung]].sort((a, b) => a - b) : [];
}

/** In minutes; null where nothing lasts. */
export function minutesOf({ rung, minutes }: Draft): number | null {
  if (rung === null || !isTimed(rung)) return null;
  return minutes[rung] ?? SPANS[rung][0] ?? null;
}

export function isLong(draft: Draft): boolean {
  return (minutesOf(draft) ?? 0) > LONG_MINUTES;
}

/** Something is told to the guest. */
export function isTold({ rung, remove }: Draft): boolean {
  return (rung !== null && rung !== "none") || remove.length > 0;
}

export function sanctionOf(draft: Draft): DecisionRequest["sanction"] {
  if (draft.rung === "out") return minutesOf(draft) === KICK_MINUTES ? "kick" : "room_ban";
  return draft.rung ?? "none";
}

export function requestOf(draft: Draft, ground: string, reason: string): DecisionRequest {
  const sanction = sanctionOf(draft);
  return {
    sanction,
    ground,
    minutes: sanction === "kick" ? null : minutesOf(draft),
    reason: isTold(draft) ? reason : "",
    remove: [...draft.remove],
    note: draft.note,
    danger: draft.isDanger,
    // Both are decided with the number of neighbours beside them.
    confirm: sanction === "ban" || sanction === "room_ban",
  };
}

function isTimed(rung: Rung): rung is Timed {
  return rung in SPANS;
}
