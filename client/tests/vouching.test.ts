import { describe, expect, it } from "vitest";
import type { Answer } from "../src/desk/asking";
import { secondsLeft, type VouchApi, Vouching } from "../src/desk/vouching";
import type { CodeBook } from "../src/platform/own_codes";
import type { VouchInfo } from "../src/protocol/desk.gen";
import { NOON } from "./fakes";

const CODE = "7KQ3-M2PD";

/** A desk with the vouches of a day: what is opened carries its code once. */
class FakeVouches implements VouchApi {
  vouches: VouchInfo[] = [];
  answers: Answer<null> = { ok: true, value: null };

  all() {
    return Promise.resolve({ ok: true as const, value: { vouches: this.vouches } });
  }

  open() {
    const vouch: VouchInfo = {
      id: `v${this.vouches.length + 1}`,
      state: "opened",
      mine: true,
      opened_by: "M-1",
      opened_at: new Date(NOON).toISOString(),
      expires_at: new Date(NOON + 900_000).toISOString(),
    };
    this.vouches = [vouch, ...this.vouches];
    return Promise.resolve({ ok: true as const, value: { ...vouch, code: CODE } });
  }

  second(id: string) {
    return this.become(id, "confirmed");
  }

  revoke(id: string) {
    return this.become(id, "revoked");
  }

  become(id: string, state: VouchInfo["state"]): Promise<Answer<never>> {
    const { answers } = this;
    if (answers.ok) this.vouches = this.vouches.map((each) => (each.id === id ? { ...each, state } : each));
    return Promise.resolve(answers as Answer<never>);
  }
}

/** What a tab keeps over a reload. */
class FakeTab implements CodeBook {
  codes: ReadonlyMap<string, string> = new Map();

  read() {
    return this.codes;
  }

  write(codes: ReadonlyMap<string, string>) {
    this.codes = codes;
  }
}

async function opened() {
  const api = new FakeVouches();
  const tab = new FakeTab();
  const vouching = new Vouching(api, tab);
  await vouching.open();
  const first = () => {
    const [vouch] = vouching.vouches.value ?? [];
    if (vouch === undefined) throw new Error("nothing was opened");
    return vouch;
  };
  return { api, tab, vouching, first };
}

describe("vouching for an age", () => {
  it("keeps the code it was told once, for as long as it is of use", async () => {
    const { vouching, first } = await opened();
    expect(vouching.codeOf(first())).toBe(CODE);
    await vouching.second("v1");
    expect(vouching.codeOf(first())).toBe(CODE);
    await vouching.revoke("v1");
    expect(vouching.codeOf(first())).toBeNull();
  });

  it("shows it again after a reload of the desk, and forgets it once it is of no use", async () => {
    const { api, tab, first } = await opened();
    const reloaded = new Vouching(api, tab);
    await reloaded.load();
    expect(reloaded.codeOf(first())).toBe(CODE);
    await reloaded.revoke("v1");
    expect(tab.codes.size).toBe(0);
  });

  it("keeps no code of who signed in here before", async () => {
    const { api, tab, first } = await opened();
    api.vouches = api.vouches.map((vouch) => ({ ...vouch, mine: false }));
    const another = new Vouching(api, tab);
    expect(another.codeOf({ ...first(), mine: false })).toBeNull();
    await another.load();
    expect(tab.codes.size).toBe(0);
  });

  it("shows no code of anyone else's", async () => {
    const { api, first } = await opened();
    const elsewhere = new Vouching(api, new FakeTab());
    await elsewhere.load();
    expect(elsewhere.codeOf(first())).toBeNull();
  });

  it("says what could not be done, until something is", async () => {
    const { api, vouching } = await opened();
    api.answers = { ok: false, fault: { code: "needs_another_person", detail: "" } };
    await vouching.second("v1");
    expect(vouching.fault.value?.code).toBe("needs_another_person");
    api.answers = { ok: true, value: null };
    await vouching.revoke("v1");
    expect(vouching.fault.value).toBeNull();
  });

  it("counts what is left down to nothing", () => {
    const until = new Date(NOON + 61_500).toISOString();
    expect(secondsLeft(until, NOON)).toBe(62);
    expect(secondsLeft(until, NOON + 120_000)).toBe(0);
  });
});
