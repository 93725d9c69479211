/** Close codes: what ended a connection, and whether coming back makes sense. */

export const STOPPING = 4001;
export const SESSION_ENDED = 4501;
/** RFC 6455 §7.4.1: no close frame came. Also what this client says of a connection it gave up. */
export const LOST = 1006;

export function isFinal(code: number): boolean {
  return (code >= 4500 && code <= 4999) || [1002, 1003, 1007, 1009].includes(code);
}

/** The delay a close reason asks for, in milliseconds; null when it asks for none. */
export function askedDelay(reason: string): number | null {
  try {
    const parsed: unknown = JSON.parse(reason);
    if (typeof parsed !== "object" || parsed === null || !("retry_after_ms" in parsed)) return null;
    const delay = parsed.retry_after_ms;
    return typeof delay === "number" && delay >= 0 ? delay : null;
  } catch {
    return null;
  }
}
