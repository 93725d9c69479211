/** The text of a message, normalised and counted as the server does (domain/body.py). */

// Python's str.strip(): Unicode white space and the four ASCII separators, but not U+FEFF as String.trim() has it.
const SPACE = "[\\p{White_Space}\\x1c-\\x1f]+";
const OUTER_SPACE = new RegExp(`^${SPACE}|${SPACE}$`, "gu");
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;

export function normaliseBody(text: string): string {
  return text.replace(/\r\n?/g, "\n").normalize("NFC").replace(OUTER_SPACE, "");
}

/** Unicode code points of a normalised body. */
export function countCodePoints(body: string): number {
  let count = 0;
  for (const _ of body) count += 1;
  return count;
}

export function hasSomethingVisible(body: string): boolean {
  return VISIBLE.test(body);
}
