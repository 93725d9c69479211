import { describe, expect, it } from "vitest";
import { messageOf } from "../src/core/message";
import { ReadMark } from "../src/core/read_mark";
import { ALL_READ, arrive, catchUp, resume } from "../src/core/reading";
import { messageBy, tagOf } from "./fakes";
import { anaInAgora, visitAgora } from "./visits";

describe("reading", () => {
  it("draws no line above what is seen at once", () => {
    expect(arrive(ALL_READ, 1, true)).toBe(ALL_READ);
  });

  it("draws the line above the first unseen message, and counts the rest", () => {
    const away = arrive(arrive(ALL_READ, 5, false), 6, false);
    expect(away).toEqual({ line: 5, unseen: 2 });
  });

  it("keeps the line where it is while the guest catches up, and moves it at the next absence", () => {
    const back = catchUp(arrive(ALL_READ, 5, false));
    expect(back).toEqual({ line: 5, unseen: 0 });
    expect(arrive(back, 9, false)).toEqual({ line: 9, unseen: 1 });
  });
});

describe("reading again after a reload", () => {
  const own = new Set([tagOf("Ana")]);
  const messages = [messageBy("Bilal", 5), messageBy("Ana", 6), messageBy("Bilal", 8)].map(messageOf);

  it("draws the line above the first message of someone else since the last visit", () => {
    expect(resume(messages, own, 5)).toEqual({ line: 8, unseen: 0 });
  });

  it("draws none when everything was read", () => {
    expect(resume(messages, own, 8)).toEqual(ALL_READ);
  });

  it("waits for older pages when all that is held is new", () => {
    expect(resume(messages, own, 2)).toEqual({ line: 3, unseen: 0 });
  });
});

describe("how far one has read", () => {
  it("is told now and then, and only the latest", () => {
    const { clock, network, visit } = anaInAgora();
    const mark = new ReadMark("agora", visit);
    for (let offset = 1; offset <= 30; offset += 1) {
      mark.seen(offset);
      clock.advance(100);
    }
    clock.advance(2_000);
    expect(network.socket.count("read.mark")).toBeLessThanOrEqual(4);
    expect(network.socket.last("read.mark")).toMatchObject({ room: "agora", offset: 30 });
  });

  it("is not told again when the server knows it, nor by a spectator", () => {
    const { clock, network, visit } = anaInAgora();
    const mark = new ReadMark("agora", visit);
    mark.known(10);
    mark.seen(10);
    clock.advance(2_000);
    const spectator = visitAgora();
    spectator.network.socket.open();
    new ReadMark("agora", spectator.visit).seen(4);
    spectator.clock.advance(2_000);
    expect(network.socket.count("read.mark") + spectator.network.socket.count("read.mark")).toBe(0);
  });
});
