/** The JSON routes of a proof of age. */
import type { AgeApi } from "../core/age";
import type { Outcome } from "../core/refusal";
import type { AgeStanding } from "../protocol/protocol.gen";
import { call } from "./json_api";

export const ageApi: AgeApi = {
  standing: ageStanding,
  begin: (request) => call("POST", "/api/age/attempts", request),
  attempt: (id) => call("GET", pathOf(id)),
  code: (id, code) => call("POST", `${pathOf(id)}/code`, { code }),
  complete: (id, response_code) => call("POST", `${pathOf(id)}/complete`, { response_code }),
  present: (id, response) => call("POST", `${pathOf(id)}/presentation`, { response }),
  cancel: (id) => call("DELETE", pathOf(id)),
};

export function ageStanding(): Promise<Outcome<AgeStanding>> {
  return call<AgeStanding>("GET", "/api/age");
}

/** End one's own proof, at once. */
export function endOwnProof(): Promise<Outcome<null>> {
  return call<null>("POST", "/api/age/end", {});
}

function pathOf(id: string): string {
  return `/api/age/attempts/${encodeURIComponent(id)}`;
}
