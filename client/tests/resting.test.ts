import { describe, expect, it } from "vitest";
import { AWAY_MS, blankNotebook, type Notebook, Resting } from "../src/desk/resting";
import { FakeClock } from "./fakes";

const MINUTE_MS = 60_000;
const NEXT = { after_minutes: 45, after_texts: 3 };

function notebook(): Notebook {
  const kept = new Map<string, number>();
  return { read: (name) => kept.get(name) ?? null, write: (name, value) => void kept.set(name, value) };
}

/** Minutes at the desk, with a gesture in each. */
function work(resting: Resting, clock: FakeClock, minutes: number): void {
  for (let minute = 0; minute < minutes; minute += 1) {
    clock.advance(MINUTE_MS);
    resting.touched();
  }
}

describe("a rest", () => {
  it("is due after as many minutes as the place says", () => {
    const clock = new FakeClock();
    const resting = new Resting(clock, blankNotebook);
    work(resting, clock, 44);
    expect(resting.isDue(NEXT, clock.now())).toBe(false);
    work(resting, clock, 1);
    expect(resting.isDue(NEXT, clock.now())).toBe(true);
  });

  it("is due sooner after as many severe texts", () => {
    const clock = new FakeClock();
    const resting = new Resting(clock, blankNotebook);
    for (let text = 0; text < 3; text += 1) resting.exposed();
    expect(resting.isDue(NEXT, clock.now())).toBe(true);
  });

  it("taken, begins anew what is counted", () => {
    const clock = new FakeClock();
    const resting = new Resting(clock, blankNotebook);
    work(resting, clock, 50);
    resting.exposed();
    resting.rest();
    resting.goOn();
    expect(resting.isDue(NEXT, clock.now())).toBe(false);
    expect(resting.exposures.value).toBe(0);
  });

  it("is what ten minutes away were", () => {
    const clock = new FakeClock();
    const resting = new Resting(clock, blankNotebook);
    work(resting, clock, 40);
    clock.advance(AWAY_MS);
    resting.touched();
    expect(resting.minutes(clock.now())).toBe(0);
  });

  it("is not what a reload was", () => {
    const clock = new FakeClock();
    const kept = notebook();
    work(new Resting(clock, kept), clock, 40);
    const again = new Resting(clock, kept);
    expect(again.minutes(clock.now())).toBe(40);
  });
});
