/** Refusals: a request understood and declined, in the one form the screens know. */
import type { Failed, FailureCode, SanctionInfo, SlowReason } from "../protocol/protocol.gen";

/** The client's own: no answer, an answer it cannot read, and a browser that can keep no key. */
export type RefusalCode = FailureCode | "unreachable" | "refused" | "no_key";

export interface Refusal {
  readonly code: RefusalCode;
  /** Seconds, when the server named a delay. */
  readonly retryAfter: number | null;
  readonly limit: number | null;
  readonly rule: string | null;
  readonly words: readonly string[];
  /** Why one must wait, when `slowed`. */
  readonly reason: SlowReason | null;
  /** What the rule says of itself, in the session's language. */
  readonly explanation: string | null;
  /** What was decided about the reader, when that is why. */
  readonly sanction: SanctionInfo | null;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export function refusal(code: RefusalCode): Refusal {
  return {
    code,
    retryAfter: null,
    limit: null,
    rule: null,
    words: [],
    reason: null,
    explanation: null,
    sanction: null,
  };
}

export function refusalOf(failed: Failed): Refusal {
  return {
    code: failed.code,
    retryAfter: failed.retry_after ?? null,
    limit: failed.limit ?? null,
    rule: failed.rule ?? null,
    words: failed.words ?? [],
    reason: failed.reason ?? null,
    explanation: failed.explanation ?? null,
    sanction: failed.sanction ?? null,
  };
}

const ABOUT_NAMES: readonly RefusalCode[] = [
  "nickname_age",
  "nickname_invalid",
  "nickname_reserved",
  "nickname_taken",
  "nickname_changed_too_often",
];

export function isAboutTheName(refused: Refusal): boolean {
  return ABOUT_NAMES.includes(refused.code);
}

/** Whether the same request, sent again a little later, may well be accepted. */
export function isTemporary(refused: Refusal): boolean {
  return refused.code === "unavailable" || refused.code === "flooding" || refused.code === "too_many_rooms";
}

/** What an answer that is not `ok` says; a lost one says only that nobody answered. */
export function refusalFrom(answer: { readonly type: string } | Failed): Refusal {
  return "code" in answer ? refusalOf(answer) : refusal("unreachable");
}
