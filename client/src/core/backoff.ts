/** Back-off: how long to wait before the next attempt, so that a crowd does not come back as one. */

export const BASE_MS = 500;
/** A server that starts again takes seconds: who waits for it is back soon after it is. */
export const EARLY_CAP_MS = 8_000;
export const EARLY_ATTEMPTS = 12;
export const CAP_MS = 30_000;

/** Exponential with full jitter: anything between nothing and the doubled delay. `fraction` is in [0, 1). */
export function backOff(attempt: number, fraction: number): number {
  const cap = attempt < EARLY_ATTEMPTS ? EARLY_CAP_MS : CAP_MS;
  return Math.round(Math.min(cap, BASE_MS * 2 ** attempt) * fraction);
}
