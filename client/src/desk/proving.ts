/** Showing with one's passkey that it is oneself: to come in, and before what is dangerous. */
import { browserKeys, type Keys } from "../platform/passkeys";
import type { KeyAnswer, KeyRequest } from "../protocol/desk.gen";
import { type Answer, ask, confirmBy, type Fault } from "./asking";
import type { PeopleApi } from "./people_api";

export const CANCELLED: Fault = { code: "passkey_cancelled", detail: "" };

/** Sign in by whichever key is at hand. */
export async function comeIn(api: PeopleApi, keys: Keys = browserKeys): Promise<Answer<null>> {
  const asked = await api.askPasskey();
  if (!asked.ok) return asked;
  const answer = await keys.get(asked.value);
  return answer === null ? { ok: false, fault: CANCELLED } : await api.signInByPasskey(answer);
}

const confirmApi: Confirming = {
  askConfirmation: () => ask("POST", "/api/sign-in/confirm/options"),
  confirm: (answer) => ask("POST", "/api/sign-in/confirm/verify", answer),
};

/** From now on what is dangerous asks for one's key by itself. */
export function confirmByKey(): void {
  confirmBy(async () => (await confirmIdentity(confirmApi)).ok);
}

export interface Confirming {
  askConfirmation(): Promise<Answer<KeyRequest>>;
  confirm(answer: KeyAnswer): Promise<Answer<null>>;
}

/** Show it again to who is signed in already. */
export async function confirmIdentity(api: Confirming, keys: Keys = browserKeys): Promise<Answer<null>> {
  const asked = await api.askConfirmation();
  if (!asked.ok) return asked;
  const answer = await keys.get(asked.value);
  return answer === null ? { ok: false, fault: CANCELLED } : await api.confirm(answer);
}
