import { describe, expect, it, vi } from "vitest";
import { familyOf } from "../src/age/reasons";
import type { AgeApi } from "../src/core/age";
import { ownPath, type Proofs, Proving, plain } from "../src/core/proving";
import { type Outcome, type RefusalCode, refusal } from "../src/core/refusal";
import type {
  AgeMethod,
  AgeStanding,
  AttemptBegun,
  AttemptInfo,
  AttemptRequest,
} from "../src/protocol/protocol.gen";
import { AGORA, entered, enteredAs, FakeClock, NOON, sessionOf } from "./fakes";
import { acceptEntry, settle, visitAgora } from "./visits";

const WALLET: AgeMethod = { name: "demo", kind: "demo", label: "" };
const TEAM: AgeMethod = { name: "human", kind: "human", label: "" };
const KEY = { kty: "EC", crv: "P-256", x: "x", y: "y" } as const;
const UNTIL = "2026-11-22T16:00:00.000Z";

const info: AttemptInfo = {
  id: "a1",
  method: "demo",
  state: "waiting",
  needs: "nothing",
  tries_left: 3,
  expires_at: new Date(NOON + 600_000).toISOString(),
};

const attempt: AttemptBegun = {
  ...info,
  kind: "demo",
  link: "http://place.test/age/demo-wallet?x=1",
  qr: "<svg/>",
  site: "place.test",
};

class FakeAgeApi implements AgeApi {
  stands: Outcome<AgeStanding> = ok({ can: true, proven: false, methods: [WALLET, TEAM] });
  begins: Outcome<AttemptBegun> = ok(attempt);
  looks: Outcome<AttemptInfo> = ok({ ...info, state: "waiting", needs: "nothing" });
  takes: Outcome<AttemptInfo> = ok(info);
  readonly begun: AttemptRequest[] = [];
  readonly did: string[] = [];

  standing() {
    return Promise.resolve(this.stands);
  }

  begin(request: AttemptRequest) {
    this.begun.push(request);
    return Promise.resolve(this.begins);
  }

  attempt() {
    return Promise.resolve(this.looks);
  }

  code(id: string, code: string) {
    this.did.push(`code ${id} ${code}`);
    return Promise.resolve(this.takes);
  }

  complete(id: string, code: string) {
    this.did.push(`complete ${id} ${code}`);
    return Promise.resolve(this.takes);
  }

  present(id: string, response: string) {
    this.did.push(`present ${id} ${response}`);
    return Promise.resolve(this.takes);
  }

  cancel(id: string) {
    this.did.push(`cancel ${id}`);
    return Promise.resolve(ok(null));
  }

  /** From now on a proof holds. */
  proves(): void {
    this.stands = ok({ can: true, proven: true, until: UNTIL, methods: [WALLET, TEAM] });
  }
}

function ok<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

function refused(code: string, limit: number | null = null): Outcome<never> {
  return { ok: false, refusal: { ...refusal(code as RefusalCode), limit } };
}

async function choosing(askWallet: Proofs["askWallet"] = null) {
  const api = new FakeAgeApi();
  const clock = new FakeClock();
  const went: string[] = [];
  const scene = { key: KEY as typeof KEY | null, session: ok(null) as Outcome<unknown> };
  const proving = new Proving({
    api,
    clock,
    key: () => Promise.resolve(scene.key),
    session: () => Promise.resolve(scene.session),
    go: (link) => went.push(link),
    askWallet,
  });
  await proving.load();
  /** Long enough to have looked again. */
  const later = async () => {
    clock.advance(2_000);
    await settle();
  };
  return { api, clock, went, scene, proving, later };
}

describe("choosing how to prove one's age", () => {
  it("shows what there is, or that there is nothing", async () => {
    const { api, proving } = await choosing();
    expect(proving.stage.value.kind).toBe("choosing");
    expect(proving.methods.value).toEqual([WALLET, TEAM]);
    api.stands = ok({ can: false, proven: false, methods: [] });
    await proving.load();
    expect(proving.stage.value.kind).toBe("shut");
  });

  it("says until when, to who proved it already", async () => {
    const { api, proving } = await choosing();
    api.proves();
    await proving.load();
    expect(proving.stage.value).toEqual({ kind: "proven", untilMs: Date.parse(UNTIL) });
  });

  it("tries again what nobody answered", async () => {
    const { api, proving } = await choosing();
    api.begins = refused("unreachable");
    await proving.choose(WALLET, "other");
    expect(proving.stage.value.kind).toBe("unreachable");
    api.begins = ok(attempt);
    await proving.retry();
    expect(proving.stage.value.kind).toBe("waiting");
    expect(api.begun).toHaveLength(2);
  });

  it("begins nothing in a browser that can keep no key", async () => {
    const { api, scene, proving } = await choosing();
    scene.key = null;
    await proving.choose(WALLET, "same");
    expect(proving.stage.value).toEqual({ kind: "refused", reason: "no_key" });
    expect(api.begun).toEqual([]);
  });

  it("begins nothing without a session", async () => {
    const { api, scene, proving } = await choosing();
    scene.session = refused("banned");
    await proving.choose(WALLET, "same");
    expect(proving.stage.value).toEqual({ kind: "refused", reason: "banned" });
    expect(api.begun).toEqual([]);
  });
});

describe("on the same device", () => {
  it("leaves for where it is given, and sends the public key along", async () => {
    const { api, went, proving } = await choosing();
    await proving.choose(WALLET, "same");
    expect(went).toEqual([attempt.link]);
    expect(api.begun).toEqual([{ method: "demo", device: "same", key: KEY }]);
  });

  it("is proven once the browser brings back what it was given", async () => {
    const { api, proving } = await choosing();
    api.proves();
    await proving.complete("a1", "secret");
    expect(api.did).toEqual(["complete a1 secret"]);
    expect(proving.stage.value).toEqual({ kind: "proven", untilMs: Date.parse(UNTIL) });
  });

  it("ends in the browser where it began, and says so in any other", async () => {
    const { api, proving } = await choosing();
    for (const code of ["not_found", "session_required"]) {
      api.takes = refused(code);
      await proving.complete("a1", "secret");
      expect(proving.stage.value).toEqual({ kind: "elsewhere" });
    }
  });

  it("tells why it was not accepted", async () => {
    const { api, proving } = await choosing();
    api.takes = refused("attempt_over");
    await proving.complete("a1", "secret");
    expect(proving.stage.value).toEqual({ kind: "refused", reason: "attempt_over" });
  });
});

const ASKED: AttemptBegun = {
  ...attempt,
  browser: { protocol: "org-iso-mdoc", data: { deviceRequest: "r", encryptionInfo: "i" } },
};

/** A browser that asks wallets, of which each answer is given when the test says so. */
async function askingBrowser() {
  const answers: ((response: string | null) => void)[] = [];
  const asked: string[] = [];
  const stop = vi.fn();
  const scene = await choosing((ask) => {
    asked.push(ask.protocol);
    return { answer: new Promise((resolve) => answers.push(resolve)), stop };
  });
  scene.api.begins = ok(ASKED);
  await scene.proving.choose(WALLET, "same");
  const give = async (response: string | null) => {
    answers.at(-1)?.(response);
    await settle();
  };
  return { ...scene, asked, give, stop };
}

describe("in a browser that asks wallets itself", () => {
  it("asks without leaving, and is proven by what was given", async () => {
    const { api, went, asked, give, proving } = await askingBrowser();
    expect([asked, went]).toEqual([["org-iso-mdoc"], []]);
    api.takes = ok({ ...info, state: "proven", needs: "nothing" });
    api.proves();
    await give("sealed");
    expect(api.did).toEqual(["present a1 sealed"]);
    expect(proving.stage.value.kind).toBe("proven");
  });

  it("waits on when nothing was given, and asks again when told to", async () => {
    const { api, asked, give, proving } = await askingBrowser();
    await give(null);
    expect(proving.stage.value.kind).toBe("waiting");
    void proving.askWallet();
    expect([asked.length, api.did]).toEqual([2, []]);
  });

  it("tells why it was not accepted", async () => {
    const { api, give, proving } = await askingBrowser();
    api.takes = ok({ ...info, state: "refused", reason: "not_over_18" });
    await give("sealed");
    expect(proving.stage.value).toEqual({ kind: "refused", reason: "not_over_18" });
  });

  it("brings it again when nobody answered, and says what the attempt says when it was too late", async () => {
    const { api, give, proving } = await askingBrowser();
    api.takes = refused("unreachable");
    await give("sealed");
    expect(proving.stage.value.kind).toBe("unreachable");
    api.takes = refused("attempt_over");
    api.looks = ok({ ...info, state: "refused", reason: "banned" });
    await proving.retry();
    expect(proving.stage.value).toEqual({ kind: "refused", reason: "banned" });
  });

  it("asks no more once another way is chosen, and takes nothing that comes then", async () => {
    const { api, give, stop, proving } = await askingBrowser();
    await proving.back();
    await give("sealed");
    expect(stop).toHaveBeenCalled();
    expect(api.did).toEqual(["cancel a1"]);
  });

  it("opens the link of what no browser can ask", async () => {
    const { api, went, proving } = await askingBrowser();
    api.begins = ok(attempt);
    await proving.choose(WALLET, "same");
    expect(went).toEqual([attempt.link]);
  });
});

describe("on another device", () => {
  it("goes nowhere, waits, then asks for the code", async () => {
    const { api, went, proving, later } = await choosing();
    await proving.choose(WALLET, "other");
    await later();
    expect(proving.stage.value).toEqual({ kind: "waiting", method: WALLET, device: "other", attempt });
    api.looks = ok({ ...info, state: "answered", needs: "matching_code" });
    await later();
    expect(proving.stage.value).toEqual({ kind: "code", needs: "matching_code", attempt, wrong: null });
    expect(went).toEqual([]);
  });

  it("takes the code as it is read aloud, and says how many tries are left", async () => {
    const { api, proving, later } = await choosing();
    await proving.choose(WALLET, "other");
    api.looks = ok({ ...info, state: "answered", needs: "matching_code" });
    await later();
    api.takes = refused("code_wrong", 2);
    await proving.giveCode("123 456");
    expect(api.did).toEqual(["code a1 123456"]);
    expect(proving.stage.value).toMatchObject({ kind: "code", wrong: { triesLeft: 2 } });
    api.takes = ok(info);
    api.proves();
    await proving.giveCode("654-321");
    expect(proving.stage.value.kind).toBe("proven");
  });

  it("is over after the last wrong code", async () => {
    const { api, proving, later } = await choosing();
    await proving.choose(WALLET, "other");
    api.looks = ok({ ...info, state: "answered", needs: "matching_code" });
    await later();
    api.takes = refused("code_wrong", 0);
    api.looks = ok({ ...info, state: "refused", reason: "codes_spent", needs: "nothing" });
    await proving.giveCode("111111");
    expect(proving.stage.value).toEqual({ kind: "refused", reason: "codes_spent" });
  });

  it("tells what the other device was refused for", async () => {
    const { api, proving, later } = await choosing();
    await proving.choose(WALLET, "other");
    api.looks = ok({ ...info, state: "refused", reason: "not_over_18", needs: "nothing" });
    await later();
    expect(proving.stage.value).toEqual({ kind: "refused", reason: "not_over_18" });
  });

  it("waits through a network that is away, and not for longer than the request is good", async () => {
    const { api, clock, proving, later } = await choosing();
    await proving.choose(WALLET, "other");
    api.looks = refused("unreachable");
    await later();
    expect(proving.stage.value.kind).toBe("waiting");
    clock.advance(600_000);
    await later();
    expect(proving.stage.value).toEqual({ kind: "refused", reason: "ended" });
  });

  it("is given up by choosing another way, and looks no more", async () => {
    const { api, proving, later } = await choosing();
    await proving.choose(WALLET, "other");
    await proving.back();
    expect(api.did).toEqual(["cancel a1"]);
    api.looks = ok({ ...info, state: "answered", needs: "matching_code" });
    await later();
    expect(proving.stage.value.kind).toBe("choosing");
  });
});

describe("the code of the team", () => {
  it("is asked for at once", async () => {
    const { went, proving } = await choosing();
    await proving.choose(TEAM, "same");
    expect(proving.stage.value).toMatchObject({ kind: "code", needs: "staff_code" });
    expect(went).toEqual([]);
  });

  it("is read without case, spaces or dashes", () => {
    expect(plain(" 7kq3-m2pd ")).toBe("7KQ3M2PD");
    expect(plain("123\u00a0456")).toBe("123456");
  });
});

describe("where one goes back to", () => {
  it.each([
    null,
    "//evil.test",
    "/\\evil.test",
    "https://evil.test/",
    "javascript:alert(1)",
    "r/minuit",
    "/r/a b",
  ])("is never another place (%s)", (asked) => expect(ownPath(asked)).toBe("/"));

  it("is the room one came from", () => expect(ownPath("/r/minuit")).toBe("/r/minuit"));
});

describe("why it was not accepted", () => {
  it("is told by what one can do about it", () => {
    expect(familyOf("issuer_certificate_expired")).toBe("outOfDate");
    expect(familyOf("other_browser")).toBe("elsewhere");
    expect(familyOf("digest_mismatch")).toBe("unread");
  });
});

const MIDNIGHT = { ...AGORA, kind: "adult" } as const;
const PROOF_OVER = { type: "proof.changed", proven: false, until: null, why: "idle" } as const;

function refuse(scene: ReturnType<typeof visitAgora>, failure: object): void {
  const { ref } = scene.network.socket.last("room.enter");
  scene.network.socket.receive({ type: "failed", ref, message: "", ...failure });
}

/** Ana, at the door of a room for adults, asked to show her key. */
async function anaAsked() {
  const scene = visitAgora(sessionOf("Ana"));
  scene.network.socket.open();
  refuse(scene, { code: "proof_unbound", challenge: "c1" });
  // What is fetched on demand comes when it comes.
  await vi.waitFor(() => scene.network.socket.last("age.bind"));
  return scene;
}

describe("a room for adults", () => {
  it("shows the key without a word, and is entered again", async () => {
    const scene = await anaAsked();
    const { network, room, keyring } = scene;
    const { ref, challenge, signature } = network.socket.last("age.bind");
    expect([challenge, signature]).toEqual(["c1", "2026-11-22T11:59:00Z:c1"]);
    expect(room.standing.value).toBe("connecting");
    network.socket.receive({ type: "ok", ref, page_key: "p1" });
    expect(keyring.pageKeys).toEqual(["p1"]);
    acceptEntry(network);
    network.socket.receive(enteredAs("Ana", { info: MIDNIGHT }));
    expect(room.standing.value).toBe("live");
  });

  it("stays shut to a browser that has no key", async () => {
    const scene = visitAgora(sessionOf("Ana"));
    scene.keyring.key = null;
    scene.network.socket.open();
    refuse(scene, { code: "proof_unbound", challenge: "c1" });
    await vi.waitFor(() => expect(scene.room.standing.value).toBe("adults_only"));
    expect(scene.network.socket.count("age.bind")).toBe(0);
  });

  it("stays shut when the key is not believed, and asks no more", async () => {
    const { network, room } = await anaAsked();
    const { ref } = network.socket.last("age.bind");
    network.socket.receive({ type: "failed", ref, code: "proof_required", message: "" });
    expect(room.standing.value).toBe("adults_only");
    expect(network.socket.count("room.enter")).toBe(1);
  });

  it("asks again with a new connection, of which nothing is known", async () => {
    const { network, clock } = await anaAsked();
    network.socket.drop();
    clock.advance(30_000);
    network.socket.open();
    expect(network.socket.count("room.enter")).toBe(1);
  });

  it("keeps nothing on screen once the proof is over, and says why", async () => {
    const { network, room, visit } = visitAgora(sessionOf("Ana"));
    network.socket.open();
    acceptEntry(network);
    network.socket.receive(enteredAs("Ana", { info: MIDNIGHT }));
    network.socket.receive(PROOF_OVER);
    expect(room.standing.value).toBe("adults_only");
    expect(room.state.value.messages).toEqual([]);
    expect(visit.proof.value?.why).toBe("idle");
  });

  it("is entered as soon as a proof was given in another tab", () => {
    const scene = visitAgora(sessionOf("Ana"));
    const { network, room } = scene;
    network.socket.open();
    refuse(scene, { code: "proof_required" });
    expect(room.standing.value).toBe("adults_only");
    network.socket.receive({ type: "proof.changed", proven: true, until: UNTIL });
    expect(network.socket.count("room.enter")).toBe(2);
  });
});

describe("any other room", () => {
  it("goes on when a proof is over", () => {
    const { network, room } = visitAgora(sessionOf("Ana"));
    network.socket.open();
    acceptEntry(network);
    network.socket.receive(entered());
    network.socket.receive(PROOF_OVER);
    expect(room.standing.value).toBe("live");
  });
});
