/** The worker that computes a proof of work: counts until the derived key begins as it should. */
import type { ChallengeParameters } from "../protocol/protocol.gen";

export interface Found {
  readonly counter: number;
  readonly derivedKey: string;
}

/** A share of the way, or the end of it. */
export type Told = number | Found;

const TELL_EVERY = 16;
/** How many a server tries on the average, unless it is told otherwise: for the bar only. */
const EXPECTED = 240;

addEventListener("message", ({ data }: MessageEvent<ChallengeParameters>) => {
  void find(data, (told: Told) => postMessage(told));
});

async function find(asked: ChallengeParameters, tell: (told: Told) => void): Promise<void> {
  const nonce = bytesOf(asked.nonce);
  const salt = bytesOf(asked.salt);
  for (let counter = 0; ; counter += 1) {
    const derivedKey = hexOf(await derive(asked, salt, passwordOf(nonce, counter)));
    if (derivedKey.startsWith(asked.keyPrefix)) {
      tell({ counter, derivedKey });
      return;
    }
    if (counter % TELL_EVERY === 0) tell(1 - Math.exp(-counter / EXPECTED));
  }
}

/** The nonce, then the counter on four bytes, the big end first. */
function passwordOf(nonce: Uint8Array, counter: number): Uint8Array<ArrayBuffer> {
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  new DataView(password.buffer).setUint32(nonce.length, counter);
  return password;
}

async function derive(
  { cost, keyLength }: ChallengeParameters,
  salt: Uint8Array<ArrayBuffer>,
  password: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: cost };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, keyLength * 8));
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
