import { describe, expect, it } from "vitest";
import { Folding } from "../src/core/folding";
import { FakeClock } from "./fakes";

class FrameClock extends FakeClock {
  waiting: (() => void)[] = [];

  override frame(action: () => void): void {
    this.waiting.push(action);
  }

  draw(): void {
    const due = this.waiting;
    this.waiting = [];
    for (const action of due) action();
  }
}

describe("folding", () => {
  it("applies together, in order, what came within one frame", () => {
    const clock = new FrameClock();
    const applied: number[][] = [];
    const folding = new Folding<number>(clock, (events) => applied.push([...events]));
    for (let event = 0; event < 5; event += 1) folding.add(event);
    expect(applied).toEqual([]);
    clock.draw();
    folding.add(5);
    clock.draw();
    clock.draw();
    expect(applied).toEqual([[0, 1, 2, 3, 4], [5]]);
  });

  it("applies at once what it holds when the order asks for it", () => {
    const clock = new FrameClock();
    const applied: number[] = [];
    const folding = new Folding<number>(clock, (events) => applied.push(...events));
    folding.add(1);
    folding.flush();
    folding.add(2);
    clock.draw();
    expect(applied).toEqual([1, 2]);
  });
});
