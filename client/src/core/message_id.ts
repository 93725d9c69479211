/** Client message identifiers: 128 random bits as 22 base64url characters (RFC 4648 §5). */
import type { Chance } from "./ports";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function drawMessageId(chance: Chance): string {
  let bits = 0;
  let held = 0;
  let text = "";
  for (const byte of chance.bytes(16)) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 6) {
      held -= 6;
      text += ALPHABET.charAt((bits >> held) & 63);
    }
    bits &= (1 << held) - 1;
  }
  return text + ALPHABET.charAt((bits << (6 - held)) & 63);
}
