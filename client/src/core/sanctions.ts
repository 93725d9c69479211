/** What was decided about the reader: what of it holds here, and what they were not told yet. */
import type { Measure, SanctionInfo } from "../protocol/protocol.gen";
import type { Refusal } from "./refusal";

export type Sanctions = readonly SanctionInfo[];

/** Told twice, it is one. */
export function withSanction(known: Sanctions, told: SanctionInfo): Sanctions {
  return [...withoutSanction(known, told.id), told];
}

export function withoutSanction(known: Sanctions, id: string): Sanctions {
  return known.filter((sanction) => sanction.id !== id);
}

/** Nothing is closed by these, or another place of the room says what is. */
const UNRESTRAINING: readonly Measure[] = ["warning", "removal", "contact_stopped", "writing_closed"];

/** What keeps the reader from writing, the last to end of it; null when nothing does. */
export function restraintOf(known: Sanctions): SanctionInfo | null {
  const [last] = known
    .filter(({ until, kind }) => until !== null && !UNRESTRAINING.includes(kind))
    .sort((a, b) => endOf(b) - endOf(a));
  return last ?? null;
}

/** Unix ms; of what has no end, never. */
export function endOf({ until }: SanctionInfo): number {
  return until === null ? Number.POSITIVE_INFINITY : Date.parse(until);
}

export function isAboutASanction({ code }: Refusal): boolean {
  return code === "muted" || code === "kicked" || code === "banned";
}
