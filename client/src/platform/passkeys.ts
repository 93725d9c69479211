/** The browser's passkeys: WebAuthn's bytes from and to the text the server speaks. */
import type { KeyAnswer, KeyCreation, KeyHandle, KeyRequest, NewKeyAnswer } from "../protocol/desk.gen";

export interface Keys {
  /** Null when nobody answered: cancelled, too late, no authenticator. */
  create(options: KeyCreation): Promise<NewKeyAnswer | null>;
  get(options: KeyRequest): Promise<KeyAnswer | null>;
}

export const browserKeys: Keys = {
  async create(options) {
    const made = await attempt(() => navigator.credentials.create({ publicKey: creation(options) }));
    if (!(made?.response instanceof AuthenticatorAttestationResponse)) return null;
    const { response } = made;
    return {
      ...named(made),
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        transports: response.getTransports?.() ?? [],
      },
    };
  },
  async get(options) {
    const found = await attempt(() => navigator.credentials.get({ publicKey: request(options) }));
    if (!(found?.response instanceof AuthenticatorAssertionResponse)) return null;
    const { response } = found;
    return {
      ...named(found),
      response: {
        clientDataJSON: text(response.clientDataJSON),
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        ...(response.userHandle?.byteLength ? { userHandle: text(response.userHandle) } : {}),
      },
    };
  },
};

async function attempt(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | null> {
  try {
    const answer = await ask();
    return answer instanceof PublicKeyCredential ? answer : null;
  } catch (problem) {
    // Refused by its holder, by the time, or by the authenticator: no other error is the person's.
    if (problem instanceof DOMException) return null;
    throw problem;
  }
}

function creation(options: KeyCreation): PublicKeyCredentialCreationOptions {
  const { authenticatorSelection: wanted } = options;
  return {
    challenge: bytes(options.challenge),
    rp: options.rp,
    user: { ...options.user, id: bytes(options.user.id) },
    pubKeyCredParams: options.pubKeyCredParams,
    timeout: options.timeout,
    excludeCredentials: options.excludeCredentials.map(handle),
    authenticatorSelection: { ...wanted },
    attestation: options.attestation,
  };
}

function request(options: KeyRequest): PublicKeyCredentialRequestOptions {
  return {
    challenge: bytes(options.challenge),
    rpId: options.rpId,
    timeout: options.timeout,
    allowCredentials: options.allowCredentials.map(handle),
    userVerification: options.userVerification,
  };
}

function handle({ type, id, transports }: KeyHandle): PublicKeyCredentialDescriptor {
  return { type, id: bytes(id), transports: transports as AuthenticatorTransport[] };
}

function named(credential: PublicKeyCredential) {
  return { id: credential.id, rawId: text(credential.rawId), type: "public-key" as const };
}

function bytes(encoded: string): Uint8Array<ArrayBuffer> {
  const plain = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
