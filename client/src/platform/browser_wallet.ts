/** The browser's own way to ask wallets (W3C Digital Credentials), where it has one. */
import type { Proofs, WalletAsked } from "../core/proving";
import type { BrowserAsk } from "../protocol/protocol.gen";

const PROTOCOL = "org-iso-mdoc";

interface DigitalOptions extends CredentialRequestOptions {
  readonly digital: { readonly requests: readonly BrowserAsk[] };
}

interface WithDigital {
  readonly DigitalCredential?: { userAgentAllowsProtocol?(protocol: string): boolean };
}

export function walletAsker(): Proofs["askWallet"] {
  const { DigitalCredential: known } = globalThis as WithDigital;
  const can = known && (known.userAgentAllowsProtocol?.(PROTOCOL) ?? true);
  return can && "credentials" in navigator ? ask : null;
}

function ask(request: BrowserAsk): WalletAsked {
  const stopping = new AbortController();
  const { signal } = stopping;
  const options: DigitalOptions = { digital: { requests: [request] }, mediation: "required", signal };
  // Whoever closes what the browser shows, or has no wallet, is not told apart from an error.
  const answer = navigator.credentials.get(options).then(responseOf, () => null);
  return { answer, stop: () => stopping.abort() };
}

/** `data.response` of the credential: an EncryptedResponse of ISO/IEC TS 18013-7, Annex C, in base64url. */
function responseOf(credential: Credential | null): string | null {
  const { data } = (credential ?? {}) as { data?: { response?: unknown } | null };
  return typeof data?.response === "string" ? data.response : null;
}
