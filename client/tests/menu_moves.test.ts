import { describe, expect, it } from "vitest";
import { placeAfter } from "../src/views/menu_moves";

/** Six reactions in two lines of three, then four actions. */
const go = (key: string, at: number) => placeAfter(key, at, 10, 6);

describe("the keys in the menu of a message", () => {
  it("go along the reactions and round", () => {
    expect([go("ArrowRight", 0), go("ArrowRight", 2), go("ArrowRight", 5)]).toEqual([1, 3, 0]);
    expect([go("ArrowLeft", 3), go("ArrowLeft", 0)]).toEqual([2, 5]);
  });

  it("go from line to line, and on to the actions", () => {
    expect([go("ArrowDown", 1), go("ArrowDown", 4), go("ArrowDown", 6), go("ArrowDown", 9)]).toEqual([
      4, 6, 7, 0,
    ]);
    expect([go("ArrowUp", 7), go("ArrowUp", 6), go("ArrowUp", 4), go("ArrowUp", 1)]).toEqual([6, 3, 1, 9]);
  });

  it("go round the actions alone, where one only reads", () => {
    expect([placeAfter("ArrowUp", 0, 3, 0), placeAfter("ArrowDown", 2, 3, 0)]).toEqual([2, 0]);
  });

  it("go to both ends, and nowhere by others", () => {
    expect([go("Home", 8), go("End", 2), go("ArrowLeft", 8), go("x", 0)]).toEqual([
      0,
      9,
      undefined,
      undefined,
    ]);
  });
});
