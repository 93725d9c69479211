import { describe, expect, it } from "vitest";
import {
  contains,
  heightOf,
  rowAt,
  type Sized,
  shifted,
  spanAtEnd,
  spanOver,
  stretchesOf,
  typicalOf,
} from "../src/views/window";

const TYPICAL = 40;

/** The same draws every time. */
function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
}

/** A third of the rows was never measured. */
function someRows(draw: (below: number) => number): readonly Sized[] {
  return Array.from({ length: 1 + draw(300) }, () => ({ extent: draw(3) === 0 ? 0 : 20 + draw(200) }));
}

function topOf(rows: readonly Sized[], index: number): number {
  return heightOf(rows, { from: 0, to: index }, TYPICAL);
}

function always(law: (rows: readonly Sized[], draw: (below: number) => number) => void): void {
  for (let seed = 1; seed <= 300; seed += 1) {
    const draw = draws(seed);
    law(someRows(draw), draw);
  }
}

describe("the window of the timeline", () => {
  it("adds heights: two stretches side by side are as high as both", () => {
    always((rows, draw) => {
      const middle = draw(rows.length + 1);
      const whole = heightOf(rows, { from: 0, to: rows.length }, TYPICAL);
      const after = heightOf(rows, { from: middle, to: rows.length }, TYPICAL);
      expect(topOf(rows, middle) + after).toBeCloseTo(whole);
    });
  });

  it("finds the row that holds a height, from whichever row it starts", () => {
    always((rows, draw) => {
      const index = draw(rows.length);
      const start = draw(rows.length + 1);
      const inside = topOf(rows, index) + 5;
      const found = rowAt(rows, { index: start, top: topOf(rows, start) }, inside, TYPICAL);
      expect(found).toEqual({ index, top: topOf(rows, index) });
    });
  });

  it("covers what is asked for, and nothing that lies wholly outside", () => {
    always((rows, draw) => {
      const whole = topOf(rows, rows.length);
      const top = draw(whole);
      const bottom = Math.min(whole, top + 1 + draw(2_000));
      const start = draw(rows.length);
      const span = spanOver(rows, { index: start, top: topOf(rows, start) }, { top, bottom }, TYPICAL);
      expect(topOf(rows, span.from)).toBeLessThanOrEqual(top);
      expect(topOf(rows, span.to)).toBeGreaterThanOrEqual(bottom);
      expect(topOf(rows, span.from + 1)).toBeGreaterThan(top);
      expect(topOf(rows, span.to - 1)).toBeLessThan(bottom);
    });
  });

  it("asks for more when it looks further", () => {
    always((rows, draw) => {
      const top = draw(topOf(rows, rows.length));
      const known = { index: 0, top: 0 };
      const near = spanOver(rows, known, { top: top - 100, bottom: top + 200 }, TYPICAL);
      const far = spanOver(rows, known, { top: top - 500, bottom: top + 600 }, TYPICAL);
      expect(contains(far, near)).toBe(true);
    });
  });

  it("shows one row at least, wherever one has scrolled to", () => {
    always((rows, draw) => {
      const far = draw(2) === 0 ? -1_000_000 : 1_000_000;
      const span = spanOver(rows, { index: 0, top: 0 }, { top: far, bottom: far + 800 }, TYPICAL);
      expect(span.to - span.from).toBeGreaterThanOrEqual(1);
      expect(contains({ from: 0, to: rows.length }, span)).toBe(true);
    });
  });

  it("fills the screen from the end with no more rows than that takes", () => {
    always((rows, draw) => {
      const height = 1 + draw(3_000);
      const { from, to } = spanAtEnd(rows, height, TYPICAL);
      expect(to).toBe(rows.length);
      if (from > 0) expect(heightOf(rows, { from, to }, TYPICAL)).toBeGreaterThanOrEqual(height);
      expect(heightOf(rows, { from: from + 1, to }, TYPICAL)).toBeLessThan(height);
    });
  });

  it("keeps to the rows there are when some came or went before it", () => {
    expect(shifted({ from: 10, to: 20 }, 50, 100)).toEqual({ from: 60, to: 70 });
    expect(shifted({ from: 10, to: 20 }, -15, 100)).toEqual({ from: 0, to: 5 });
    expect(shifted({ from: 10, to: 20 }, 0, 12)).toEqual({ from: 10, to: 12 });
  });

  it("keeps the row under the focus beside the span, in order and once", () => {
    const span = { from: 10, to: 20 };
    expect(stretchesOf(span, -1)).toEqual([span]);
    expect(stretchesOf(span, 15)).toEqual([span]);
    expect(stretchesOf(span, 3)).toEqual([{ from: 3, to: 4 }, span]);
    expect(stretchesOf(span, 20)).toEqual([span, { from: 20, to: 21 }]);
  });

  it("takes the average of what was measured for what was not", () => {
    expect(typicalOf([{ extent: 0 }, { extent: 30 }, { extent: 50 }], TYPICAL)).toBe(40);
    expect(typicalOf([{ extent: 0 }], 33)).toBe(33);
  });
});
