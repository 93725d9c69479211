import { describe, expect, it } from "vitest";
import { ALL_READ, arrive, catchUp } from "../src/core/reading";

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
