import { describe, expect, it } from "vitest";
import type { Answer } from "../src/desk/api";
import { Deciding, UNDO_MS } from "../src/desk/deciding";
import { Desk } from "../src/desk/desk";
import { Rehearsal } from "../src/desk/rehearsal";
import { TELL_EVERY_MS, Watching } from "../src/desk/watching";
import type { Backtested, DeskHeld, DeskState, RuleDraft } from "../src/protocol/desk.gen";
import { FakeDeskApi } from "./fake_desk";
import { FakeClock } from "./fakes";
import { settle } from "./visits";

function held(id: string, extra: Partial<DeskHeld> = {}): DeskHeld {
  return {
    message_id: id,
    room: "agora",
    nickname: "Chloé",
    tag: "tag-chloe",
    body: "Samedi à 14 h",
    spans: [],
    rules: [],
    signals: [],
    sent_at: "2026-11-22T12:00:00Z",
    trust: "new",
    ...extra,
  };
}

function stateOf(version: number, waiting: DeskHeld[]): DeskState {
  const me = {
    number: 1,
    name: "Mo",
    role: "moderator" as const,
    may_decide: true,
    may_steer: true,
    may_appoint: false,
    may_consult: false,
    confirmed_until: null,
    passkeys: 0,
  };
  const room = { slug: "agora", name: "Agora", present: 2, cover: "attended" as const, moderators: 1 };
  return {
    version,
    me,
    shield: false,
    shield_since: null,
    rooms: [{ ...room, watched: true, held: waiting.length }],
    held: waiting,
    cases: [],
    braked: [],
    next_break: { after_minutes: 45, after_texts: 40 },
  };
}

describe("a decision", () => {
  it("leaves after ten seconds, not before", () => {
    const clock = new FakeClock();
    const api = new FakeDeskApi();
    const deciding = new Deciding(api, clock);
    deciding.decide(held("h1"), { act: "release" });
    clock.advance(UNDO_MS - 1);
    expect(api.done).toEqual([]);
    clock.advance(1);
    expect(api.done).toEqual(["release h1"]);
  });

  it("can be undone, the latest first", () => {
    const clock = new FakeClock();
    const api = new FakeDeskApi();
    const deciding = new Deciding(api, clock);
    deciding.decide(held("h1"), { act: "release" });
    deciding.decide(held("h2"), { act: "refuse", reason: "Un autre jour" });
    expect(deciding.undo()?.message_id).toBe("h2");
    clock.advance(UNDO_MS);
    expect(api.done).toEqual(["release h1"]);
    expect(deciding.undo()).toBeNull();
  });

  it("leaves at once when the page goes away, once", () => {
    const clock = new FakeClock();
    const api = new FakeDeskApi();
    const deciding = new Deciding(api, clock);
    deciding.decide(held("h1"), { act: "refuse", reason: "Un autre jour" });
    deciding.sendAll();
    clock.advance(UNDO_MS);
    expect(api.done).toEqual(["refuse h1 Un autre jour"]);
  });

  it("that somebody else took first is told, and the message is no longer hidden", async () => {
    const clock = new FakeClock();
    const api = new FakeDeskApi();
    api.deciding = { ok: false, fault: { code: "already_settled", detail: "" } };
    const deciding = new Deciding(api, clock);
    const faults: string[] = [];
    deciding.onFault = (fault) => faults.push(fault.code);
    deciding.decide(held("h1"), { act: "release" });
    clock.advance(UNDO_MS);
    await settle();
    expect(faults).toEqual(["already_settled"]);
    expect(deciding.isDecided("h1")).toBe(false);
  });
});

describe("the desk", () => {
  async function opened(states: readonly Answer<DeskState>[]) {
    const clock = new FakeClock();
    const api = new FakeDeskApi();
    api.states = [...states];
    const desk = new Desk(api, clock);
    void desk.open(null);
    await settle();
    return { clock, api, desk };
  }

  const waiting = [held("h1"), held("h2"), held("h3")];

  it("asks for what is newer than what it has", async () => {
    const { api, desk } = await opened([{ ok: true, value: stateOf(7, waiting) }]);
    expect(desk.standing.value).toBe("live");
    expect(api.asked).toEqual([null, 7]);
  });

  it("takes a decided message away at once, and goes on to the next one", async () => {
    const { desk } = await opened([{ ok: true, value: stateOf(7, waiting) }]);
    expect(desk.selected.value).toBe("h1");
    desk.decide(held("h1"), { act: "release" });
    expect(desk.held.value.map(({ message_id }) => message_id)).toEqual(["h2", "h3"]);
    expect(desk.selected.value).toBe("h2");
    desk.undo();
    expect(desk.held.value).toHaveLength(3);
    expect(desk.selected.value).toBe("h1");
  });

  it("says that it is offline, and comes back by itself", async () => {
    const lost: Answer<DeskState> = { ok: false, fault: { code: "unreachable", detail: "" } };
    const { desk, clock, api } = await opened([{ ok: true, value: stateOf(7, waiting) }, lost]);
    expect(desk.standing.value).toBe("offline");
    expect(desk.held.value).toHaveLength(3);
    api.states.push({ ok: true, value: stateOf(8, []) });
    clock.advance(2_000);
    await settle();
    expect(desk.standing.value).toBe("live");
    expect(desk.held.value).toEqual([]);
  });

  it("shows nothing once nobody is signed in", async () => {
    const over: Answer<DeskState> = { ok: false, fault: { code: "staff_required", detail: "" } };
    const { desk } = await opened([{ ok: true, value: stateOf(7, waiting) }, over]);
    expect(desk.standing.value).toBe("stranger");
    expect(desk.state.value).toBeNull();
  });

  it("says that an address no longer works", async () => {
    const api = new FakeDeskApi();
    api.signingIn = { ok: false, fault: { code: "link_stale", detail: "" } };
    api.states = [{ ok: false, fault: { code: "staff_required", detail: "" } }];
    const desk = new Desk(api, new FakeClock());
    await desk.open("old");
    expect(desk.standing.value).toBe("stale");
  });

  it("leaves who is signed in there when they press an old address", async () => {
    const api = new FakeDeskApi();
    api.signingIn = { ok: false, fault: { code: "link_stale", detail: "" } };
    const state: Answer<DeskState> = { ok: true, value: stateOf(7, []) };
    api.states = [state, state];
    const desk = new Desk(api, new FakeClock());
    void desk.open("old");
    await settle();
    expect(desk.standing.value).toBe("live");
  });
});

describe("watching", () => {
  it("is told every minute, and whether one did something since", () => {
    const clock = new FakeClock();
    const api = new FakeDeskApi();
    const watching = new Watching(api, clock);
    watching.adopt(["agora"]);
    clock.advance(TELL_EVERY_MS);
    clock.advance(TELL_EVERY_MS);
    watching.touched();
    expect(api.told).toEqual([
      { rooms: ["agora"], active: true },
      { rooms: ["agora"], active: false },
    ]);
    clock.advance(TELL_EVERY_MS);
    expect(api.told.at(-1)).toEqual({ rooms: ["agora"], active: true });
  });

  it("goes back to what it was when the server says no", async () => {
    const clock = new FakeClock();
    const api = new FakeDeskApi();
    const watching = new Watching(api, clock);
    watching.adopt(["agora"]);
    api.presenting = { ok: false, fault: { code: "too_many_rooms_watched", detail: "" } };
    await watching.watch("cuisine", true);
    clock.advance(TELL_EVERY_MS);
    expect(api.told.at(-1)?.rooms).toEqual(["agora"]);
  });
});

describe("a rehearsal", () => {
  const RULE: RuleDraft = { id: "mine", when: "matches", verdict: "hold", policy: "rule-1", explanation: {} };

  function part(messages: number, matched: number, next: string | null): Answer<Backtested> {
    const sample = [{ room: "agora", body: "mot", spans: [], sent_at: "2026-11-22T12:00:00Z" }];
    return { ok: true, value: { messages, total: 30, counts: { matched }, sample, next } };
  }

  it("goes on until there is no more, and adds up", async () => {
    const api = new FakeDeskApi();
    api.parts = [part(20, 2, "a"), part(10, 1, null)];
    const rehearsal = new Rehearsal(api);
    await rehearsal.run(RULE);
    expect(rehearsal.tried.value).toMatchObject({
      messages: 30,
      total: 30,
      counts: { matched: 3 },
      isOver: true,
    });
    expect(rehearsal.tried.value?.sample).toHaveLength(2);
    expect(api.tried).toEqual(["", "a"]);
  });

  it("says why it could not go on", async () => {
    const api = new FakeDeskApi();
    api.parts = [{ ok: false, fault: { code: "rule_refused", detail: "Unknown signal." } }];
    const rehearsal = new Rehearsal(api);
    await rehearsal.run(RULE);
    expect(rehearsal.fault.value?.code).toBe("rule_refused");
    expect(rehearsal.tried.value).toBeNull();
  });
});
