/**
 * The key that binds a proof of age to this browser: P-256, made here, and never to be taken out of it.
 * One for each session, so that two sessions of a person have nothing in common.
 */
import type { BrowserKey } from "../protocol/protocol.gen";

const DATABASE = "palabre";
const STORE = "keys";
const NAME = "age";
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

export interface BoundKey {
  readonly jwk: BrowserKey;
  /** ES256 over these words (UTF-8), base64url without padding. */
  sign(words: string): Promise<string>;
}

interface Kept {
  /** The session it was made for. */
  readonly session: string;
  readonly pair: CryptoKeyPair;
}

/** The key of this session, made when there is none; null where the browser can keep none. */
export function keyOf(session: string): Promise<BoundKey | null> {
  return quietly(async () => {
    const known = await knownPair(session);
    if (known) return bound(known);
    const pair = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
    await within("readwrite", (store) => store.put({ session, pair } satisfies Kept, NAME));
    return bound(pair);
  });
}

/** The key of this session if it has one: to show that one holds it, a new one would be of no use. */
export function knownKeyOf(session: string): Promise<BoundKey | null> {
  return quietly(async () => {
    const pair = await knownPair(session);
    return pair && bound(pair);
  });
}

/** The whole database: an empty one would still say that somebody was here. */
export async function forgetKey(): Promise<void> {
  await quietly(async () => {
    const deleting = indexedDB.deleteDatabase(DATABASE);
    // Another tab that reads at this moment lets it go by itself.
    await Promise.race([done(deleting), new Promise((resolve) => (deleting.onblocked = resolve))]);
  });
}

async function knownPair(session: string): Promise<CryptoKeyPair | null> {
  const kept = (await within("readonly", (store) => store.get(NAME))) as Kept | undefined;
  return kept?.session === session ? kept.pair : null;
}

async function bound({ privateKey, publicKey }: CryptoKeyPair): Promise<BoundKey> {
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  return {
    jwk: { kty: "EC", crv: "P-256", x, y },
    sign: async (words) =>
      text(await crypto.subtle.sign(SIGNING, privateKey, new TextEncoder().encode(words))),
  };
}

/** A private window, or a page without a secure context, keeps nothing: that is an answer too. */
async function quietly<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch {
    return null;
  }
}

async function within<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened();
  try {
    return await done(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function opened(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return done(opening);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
