import { describe, expect, it } from "vitest";
import { Announcing } from "../src/core/announcing";
import { messageOf } from "../src/core/message";
import { FakeClock, messageBy } from "./fakes";

function listener() {
  const clock = new FakeClock();
  const said: string[] = [];
  const announcing = new Announcing(clock, (what) =>
    said.push(what.kind === "sum" ? `${what.count}` : `${what.nickname} +${what.others}`),
  );
  let offset = 0;
  return {
    clock,
    said,
    announcing,
    arrive(count: number, name = "Bilal") {
      for (let each = 0; each < count; each += 1) {
        offset += 1;
        announcing.arrived(messageOf(messageBy(name, offset)));
      }
    },
    concerns(id: number, name = "Chloé") {
      announcing.concerns(`m${id}`, messageOf(messageBy(name, id)));
    },
  };
}

describe("what is announced", () => {
  it("is said soon while it is calm, in one sentence for what came together", () => {
    const ana = listener();
    ana.arrive(2);
    ana.clock.advance(1_200);
    expect(ana.said).toEqual(["2"]);
    ana.clock.advance(10_000);
    ana.arrive(1);
    ana.clock.advance(1_200);
    expect(ana.said).toEqual(["2", "1"]);
  });

  it("is said once in five seconds while it floods, and nothing is left out of the sums", () => {
    const ana = listener();
    for (let tenth = 0; tenth < 300; tenth += 1) {
      ana.arrive(10);
      ana.clock.advance(100);
    }
    expect(ana.said.length).toBeLessThanOrEqual(7);
    ana.clock.advance(6_000);
    expect(ana.said.reduce((sum, count) => sum + Number(count), 0)).toBe(3_000);
    expect(ana.clock.now()).toBeGreaterThan(0);
  });

  it("tells who names or answers the reader, apart from the sum", () => {
    const ana = listener();
    ana.arrive(3);
    ana.arrive(1, "Chloé");
    ana.concerns(4);
    ana.clock.advance(5_000);
    expect(ana.said).toEqual(["Chloé +0", "3"]);
  });

  it("tells it when the notice comes before the message, or long after it", () => {
    const ana = listener();
    ana.announcing.concerns("m1", undefined);
    ana.arrive(1, "Chloé");
    ana.clock.advance(5_000);
    expect(ana.said).toEqual(["Chloé +0"]);
    ana.arrive(1, "Bilal");
    ana.clock.advance(5_000);
    ana.concerns(2, "Bilal");
    ana.clock.advance(5_000);
    expect(ana.said).toEqual(["Chloé +0", "1", "Bilal +0"]);
  });

  it("does not let a crowd that calls the reader talk without end either", () => {
    const ana = listener();
    for (let id = 1; id <= 50; id += 1) {
      ana.concerns(id);
      ana.clock.advance(20);
    }
    ana.clock.advance(3_000);
    expect(ana.said).toEqual(["Chloé +0", "Chloé +48"]);
  });
});
