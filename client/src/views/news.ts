/** Which rooms have something new since they were last on screen in this tab. */
import { type Signal, signal } from "@preact/signals";
import type { RoomCard } from "../protocol/protocol.gen";

/** Offsets, by room. */
export const seen: Signal<ReadonlyMap<string, number>> = signal(new Map<string, number>());

/** Everything up to this offset was on screen. */
export function markSeen(slug: string, offset: number): void {
  if (offset > 0) seen.value = new Map([...seen.peek(), [slug, offset]]);
}

/** Whether another room than the first was left in this tab: only then can there be news of one. */
export function wasElsewhere(): boolean {
  return seen.peek().size > 0;
}

/** A room that was never on screen in this tab has nothing new. */
export function hasNews(room: Pick<RoomCard, "slug" | "offset">): boolean {
  const last = seen.value.get(room.slug);
  return last !== undefined && (room.offset ?? 0) > last;
}
