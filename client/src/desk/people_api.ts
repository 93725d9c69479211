/** The routes of one's own passkeys, and of who is of the team. */
import type {
  KeyAnswer,
  KeyCreation,
  KeyInfo,
  KeyRequest,
  KeyRing,
  NewKey,
  People,
  PersonInvited,
  PersonRequest,
  RecoveryCodes,
} from "../protocol/desk.gen";
import { type Answer, ask } from "./asking";

export interface PeopleApi {
  askPasskey(): Promise<Answer<KeyRequest>>;
  signInByPasskey(answer: KeyAnswer): Promise<Answer<null>>;
  signInByRecovery(code: string): Promise<Answer<null>>;
  passkeys(): Promise<Answer<KeyRing>>;
  askNewPasskey(): Promise<Answer<KeyCreation>>;
  addPasskey(key: NewKey): Promise<Answer<KeyInfo>>;
  revokePasskey(id: string): Promise<Answer<null>>;
  makeRecoveryCodes(): Promise<Answer<RecoveryCodes>>;
  people(): Promise<Answer<People>>;
  invite(person: PersonRequest): Promise<Answer<PersonInvited>>;
  inviteAgain(number: number): Promise<Answer<PersonInvited>>;
  removePerson(number: number): Promise<Answer<null>>;
}

export const peopleApi: PeopleApi = {
  askPasskey: () => ask("POST", "/api/sign-in/passkey/options"),
  signInByPasskey: (answer) => ask("POST", "/api/sign-in/passkey/verify", answer),
  signInByRecovery: (code) => ask("POST", "/api/sign-in/recovery", { code }),
  passkeys: () => ask("GET", "/api/sign-in/passkeys"),
  askNewPasskey: () => ask("POST", "/api/sign-in/passkeys/options"),
  addPasskey: (key) => ask("POST", "/api/sign-in/passkeys", key),
  revokePasskey: (id) => ask("DELETE", `/api/sign-in/passkeys/${encodeURIComponent(id)}`),
  makeRecoveryCodes: () => ask("POST", "/api/sign-in/recovery-codes"),
  people: () => ask("GET", "/api/desk/people"),
  invite: (person) => ask("POST", "/api/desk/people", person),
  inviteAgain: (number) => ask("POST", `/api/desk/people/${number}/link`),
  removePerson: (number) => ask("DELETE", `/api/desk/people/${number}`),
};
