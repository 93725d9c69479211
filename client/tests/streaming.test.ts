import { describe, expect, it } from "vitest";
import { READ_EVERY_MS, Streaming, shownOf } from "../src/desk/streaming";
import type { DeskMessage } from "../src/protocol/desk.gen";
import { FakeCaseApi } from "./fake_cases";
import { FakeClock } from "./fakes";
import { settle } from "./visits";

function said(offset: number): DeskMessage {
  const at = "2026-11-22T12:00:00Z";
  return { message_id: `m${offset}`, offset, nickname: "Ana", tag: "tag-ana", body: `Mot ${offset}`, at };
}

async function watched() {
  const clock = new FakeClock();
  const api = new FakeCaseApi();
  api.talk.set("agora", { messages: [said(1)], offset: 1 });
  const streaming = new Streaming(api, clock);
  streaming.follow(["agora"]);
  await settle();
  return { clock, api, streaming };
}

function bodies(streaming: Streaming): readonly [string[], number] {
  const [stream] = streaming.streams.value;
  if (stream === undefined) return [[], 0];
  const [shown, waiting] = shownOf(stream);
  return [shown.map(({ body }) => body), waiting];
}

describe("a room one watches", () => {
  it("is read on from where it was", async () => {
    const { clock, api, streaming } = await watched();
    api.talk.set("agora", { messages: [said(2)], offset: 2 });
    clock.advance(READ_EVERY_MS);
    await settle();
    expect(api.done).toEqual(["talk agora null", "talk agora 1"]);
    expect(bodies(streaming)).toEqual([["Mot 1", "Mot 2"], 0]);
  });

  it("stands still while it is held, and counts what waits", async () => {
    const { clock, api, streaming } = await watched();
    streaming.freeze(true);
    api.talk.set("agora", { messages: [said(2), said(3)], offset: 3 });
    clock.advance(READ_EVERY_MS);
    await settle();
    expect(bodies(streaming)).toEqual([["Mot 1"], 2]);
    streaming.freeze(false);
    expect(bodies(streaming)).toEqual([["Mot 1", "Mot 2", "Mot 3"], 0]);
  });

  it("is no longer read once one rests", async () => {
    const { clock, api, streaming } = await watched();
    streaming.stop();
    clock.advance(READ_EVERY_MS);
    await settle();
    expect(api.done).toEqual(["talk agora null"]);
    streaming.follow(["agora"]);
    await settle();
    expect(api.done).toHaveLength(2);
  });
});
