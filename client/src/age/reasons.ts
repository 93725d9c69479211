/** Why a proof was not accepted: the server's many codes, gathered by what a person can do about them. */
import type { AgeTexts } from "../i18n/age_fr";

export type Family = keyof AgeTexts["ageRefusals"];

/** What is not named here could not be read or checked. */
const CODES: Readonly<Record<Exclude<Family, "unread">, readonly string[]>> = {
  declined: ["declined", "wallet_declined"],
  under: ["not_over_18"],
  late: ["ended", "attempt_unknown", "attempt_over", "not_found"],
  outOfDate: [
    "expired",
    "not_yet_valid",
    "issuer_certificate_expired",
    "issuer_certificate_not_yet_valid",
    "authority_expired",
    "authority_not_yet_valid",
  ],
  issuer: ["issuer_unknown"],
  forAnother: ["answer_unopened", "device_signature", "device_signature_missing", "device_key"],
  tooMuch: ["too_much_disclosed", "too_many_documents"],
  reused: ["presentation_reused"],
  codes: ["codes_spent", "code_wrong"],
  noDate: ["no_birthdate"],
  provider: ["provider_unreachable", "provider_refused"],
  noKey: ["no_key"],
  banned: ["banned"],
  slowed: ["slowed", "flooding", "unavailable"],
};

export function familyOf(reason: string): Family | "elsewhere" {
  if (reason === "other_browser") return "elsewhere";
  const found = Object.entries(CODES).find(([, codes]) => codes.includes(reason));
  return (found?.[0] as Family | undefined) ?? "unread";
}
