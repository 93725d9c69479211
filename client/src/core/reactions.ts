/** Reactions: how many put each word under a message, and which the reader put. */
import type { ReactionKind, Reactions } from "../protocol/protocol.gen";

export const KINDS: readonly ReactionKind[] = ["thanks", "like", "agree", "funny", "support", "informative"];

export interface Reacted {
  /** Of two, the greater is the later. */
  readonly version: number;
  readonly counts: Reactions["counts"];
  readonly own: readonly ReactionKind[];
}

/** What is shown until every answer is in, whatever is told meanwhile: it may count the wish already, or not. */
export interface Wish {
  readonly shown: Reacted;
  readonly asked: number;
}

/** By message. */
export type ReactedMap = ReadonlyMap<string, Reacted>;
type Told = Pick<Reactions, "message_id" | "version" | "counts">;
type Own = Partial<Record<string, readonly ReactionKind[]>>;

/** What a snapshot, a resumption or a page says: whose counts it tells, it tells one's own of too. */
export function mergeReactions(known: ReactedMap, told: readonly Told[], own: Own): ReactedMap {
  if (told.length === 0 && Object.keys(own).length === 0) return known;
  const merged = new Map(known);
  for (const { message_id, version, counts } of told) {
    if (version >= (known.get(message_id)?.version ?? 0))
      merged.set(message_id, { version, counts, own: own[message_id] ?? [] });
  }
  return merged;
}

/** Apply a change; an older one than is known changes nothing. `own` is given when the reader made it. */
export function changeReactions(known: ReactedMap, told: Told, own?: readonly ReactionKind[]): ReactedMap {
  const { message_id, version, counts } = told;
  const before = known.get(message_id);
  if (version < (before?.version ?? 0)) return own ? withOwn(known, message_id, own) : known;
  return new Map(known).set(message_id, { version, counts, own: own ?? before?.own ?? [] });
}

function withOwn(known: ReactedMap, messageId: string, own: readonly ReactionKind[]): ReactedMap {
  const before = known.get(messageId);
  return before ? new Map(known).set(messageId, { ...before, own }) : known;
}

export function withoutReactions(known: ReactedMap, messageIds: readonly string[]): ReactedMap {
  if (!messageIds.some((id) => known.has(id))) return known;
  const gone = new Set(messageIds);
  return new Map([...known].filter(([id]) => !gone.has(id)));
}
