import { describe, expect, it } from "vitest";
import { refusal } from "../src/core/refusal";
import { Seeking } from "../src/core/seeking";
import type { WireMessage } from "../src/protocol/protocol.gen";
import { enteredAs, type FakeApi, messageBy } from "./fakes";
import { acceptEntry, anaInAgora, settle, visitAgora } from "./visits";

/** Pages of ten, from a room whose messages have every offset from 1. */
function pages(api: FakeApi, oldest = 1): number[] {
  const asked: number[] = [];
  api.older = (_room?: string, before = 0) => {
    asked.push(before);
    const from = Math.max(oldest, before - 10);
    const messages = Array.from({ length: before - from }, (_, at) => messageBy("Bilal", from + at));
    return Promise.resolve({ ok: true as const, value: { messages, more: from > oldest } });
  };
  return asked;
}

function anaReading(first: number) {
  const scene = anaInAgora();
  const messages = [messageBy("Bilal", first)];
  scene.network.socket.receive(enteredAs("Ana", { messages, offset: first, more: true }));
  return { ...scene, seeking: new Seeking(scene.room) };
}

function single(api: FakeApi, message: WireMessage): void {
  api.single = { ok: true, value: { messages: [message], more: false } };
}

describe("seeking a message", () => {
  it("finds at once what is held", async () => {
    const { seeking, api } = anaReading(100);
    await seeking.goTo("m100");
    expect(seeking.seek.value).toEqual({ kind: "found", messageId: "m100" });
    expect(api.asked).toEqual([]);
  });

  it("pages back until it is there, and tells how far it is", async () => {
    const { seeking, api } = anaReading(100);
    single(api, messageBy("Bilal", 62));
    const asked = pages(api);
    const parts: number[] = [];
    seeking.seek.subscribe((seek) => {
      if (seek?.kind === "seeking") parts.push(seek.part);
    });
    await seeking.goTo("m62");
    expect(seeking.seek.value).toEqual({ kind: "found", messageId: "m62" });
    expect(asked).toEqual([100, 90, 80, 70]);
    expect(parts).toEqual([...parts].sort());
    expect(parts.at(-1)).toBeLessThan(1);
  });

  it("stops paging when it is no longer wanted", async () => {
    const { seeking, api } = anaReading(100);
    single(api, messageBy("Bilal", 5));
    const asked = pages(api);
    void seeking.goTo("m5");
    await settle();
    seeking.end();
    const before = asked.length;
    await settle();
    await settle();
    expect(seeking.seek.value).toBeNull();
    expect(asked.length).toBeLessThanOrEqual(before + 1);
  });

  it("says that it is gone: unknown to the server, or no longer where it stood", async () => {
    const { seeking, api } = anaReading(100);
    await seeking.goTo("nowhere");
    expect(seeking.seek.value).toEqual({ kind: "gone" });
    single(api, messageBy("Bilal", 62, { id: "elsewhere" }));
    pages(api);
    await seeking.goTo("elsewhere");
    expect(seeking.seek.value).toEqual({ kind: "gone" });
  });

  it("says that the server does not answer, whichever question it leaves open", async () => {
    const { seeking, api } = anaReading(100);
    api.single = { ok: false, refusal: refusal("unreachable") };
    await seeking.goTo("m5");
    expect(seeking.seek.value).toEqual({ kind: "unreachable" });
    single(api, messageBy("Bilal", 5));
    api.page = { ok: false, refusal: refusal("unreachable") };
    await seeking.goTo("m5");
    expect(seeking.seek.value).toEqual({ kind: "unreachable" });
  });

  it("shows by itself what is thousands of messages away", async () => {
    const { seeking, api } = anaReading(9_000);
    single(api, messageBy("Bilal", 62));
    const asked = pages(api);
    await seeking.goTo("m62");
    expect(seeking.seek.value).toMatchObject({ kind: "far", message: { id: "m62" } });
    expect(asked).toEqual([]);
  });

  it("tells a spectator that older messages are for guests", async () => {
    const { network, room } = visitAgora();
    network.socket.open();
    acceptEntry(network);
    const seeking = new Seeking(room);
    await seeking.goTo("m5");
    expect(seeking.seek.value).toEqual({ kind: "guests_only" });
  });
});
