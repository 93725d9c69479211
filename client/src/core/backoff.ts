/** Back-off: how long to wait before the next attempt, so that a crowd does not come back as one. */

export const BASE_MS = 500;
export const CAP_MS = 30_000;

/** Exponential with full jitter: anything between nothing and the doubled delay. `fraction` is in [0, 1). */
export function backOff(attempt: number, fraction: number): number {
  return Math.round(Math.min(CAP_MS, BASE_MS * 2 ** attempt) * fraction);
}
