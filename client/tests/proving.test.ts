/** One's passkey: asked to come in, and again before what is dangerous. */
import { afterEach, expect, test } from "vitest";
import { ask, confirmBy } from "../src/desk/asking";
import type { PeopleApi } from "../src/desk/people_api";
import { CANCELLED, comeIn, confirmIdentity } from "../src/desk/proving";
import type { Keys } from "../src/platform/passkeys";
import type { KeyAnswer, KeyRequest } from "../src/protocol/desk.gen";

const QUESTION: KeyRequest = {
  challenge: "AAAA",
  rpId: "localhost",
  timeout: 1,
  allowCredentials: [],
  userVerification: "required",
};
const ANSWER: KeyAnswer = {
  id: "AAAA",
  rawId: "AAAA",
  type: "public-key",
  response: { clientDataJSON: "AA", authenticatorData: "AA", signature: "AA" },
};
const done = Promise.resolve({ ok: true, value: null } as const);
const asked = Promise.resolve({ ok: true, value: QUESTION } as const);

function keysThat(answer: KeyAnswer | null): Keys {
  return { create: () => Promise.resolve(null), get: () => Promise.resolve(answer) };
}

function doorThat(heard: KeyAnswer[]): PeopleApi {
  const door: Partial<PeopleApi> = {
    askPasskey: () => asked,
    signInByPasskey: (answer) => {
      heard.push(answer);
      return done;
    },
  };
  return door as PeopleApi;
}

test("what the key answers is what is sent", async () => {
  const heard: KeyAnswer[] = [];
  expect((await comeIn(doorThat(heard), keysThat(ANSWER))).ok).toBe(true);
  expect(heard).toEqual([ANSWER]);
});

test("a key that does not answer sends nothing", async () => {
  const heard: KeyAnswer[] = [];
  expect(await comeIn(doorThat(heard), keysThat(null))).toEqual({ ok: false, fault: CANCELLED });
  expect(heard).toEqual([]);
});

test("a confirmation nobody gave is a fault", async () => {
  const api = { askConfirmation: () => asked, confirm: () => done };
  expect((await confirmIdentity(api, keysThat(ANSWER))).ok).toBe(true);
  expect(await confirmIdentity(api, keysThat(null))).toEqual({ ok: false, fault: CANCELLED });
});

const { fetch: realFetch } = globalThis;
afterEach(() => {
  globalThis.fetch = realFetch;
  confirmBy(() => Promise.resolve(false));
});

/** A server that asks who one is until it is told. */
function serverThatAsks(): { confirmed: boolean; calls: number } {
  const server = { confirmed: false, calls: 0 };
  globalThis.fetch = () => {
    server.calls += 1;
    const refusal = JSON.stringify({ code: "confirm_identity", detail: "" });
    const answer = server.confirmed
      ? new Response(null, { status: 204 })
      : new Response(refusal, { status: 403 });
    return Promise.resolve(answer);
  };
  return server;
}

test("what is dangerous is asked again once one showed who one is", async () => {
  const server = serverThatAsks();
  confirmBy(() => {
    server.confirmed = true;
    return Promise.resolve(true);
  });
  expect(await ask("POST", "/api/desk/shield", {})).toEqual({ ok: true, value: null });
  expect(server.calls).toBe(2);
});

test("who does not show it is told to, and nothing is asked twice", async () => {
  const server = serverThatAsks();
  const answer = await ask("POST", "/api/desk/shield", {});
  expect(answer.ok ? null : answer.fault.code).toBe("confirm_identity");
  expect(server.calls).toBe(1);
});
