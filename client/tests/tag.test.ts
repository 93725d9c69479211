import { describe, expect, it } from "vitest";
import { COLOURS, markOf, SHAPES } from "../src/core/tag";

const tags = Array.from({ length: 5_000 }, (_, index) => `k7q2mz4x${index.toString(32)}`);
const marks = tags.map(markOf);

describe("a tag", () => {
  it("always gives the same mark", () => {
    expect(tags.map(markOf)).toEqual(marks);
    expect(markOf("abcdefghijkl")).toMatchInlineSnapshot(`
      {
        "figure": 8,
        "ground": 6,
        "letters": "MIN",
        "shape": 0,
      }
    `);
  });

  it("gives shapes, colours and letters that exist", () => {
    for (const { shape, ground, figure, letters } of marks) {
      expect(shape).toBeLessThan(SHAPES);
      expect(ground >= 1 && ground <= COLOURS && figure >= 1 && figure <= COLOURS).toBe(true);
      expect(letters).toMatch(/^[BCDFGHJKLMNPRSTVZ][AEIOU][BCDFGHJKLMNPRSTVZ]$/);
    }
  });

  it("gives every glyph, about as often", () => {
    const glyphs = new Set(marks.map(({ shape, ground, figure }) => `${shape} ${ground} ${figure}`));
    expect(glyphs.size).toBeGreaterThan(SHAPES * COLOURS * COLOURS * 0.95);
  });

  it("gives no syllable that hurts", () => {
    const syllables = new Set(marks.map(({ letters }) => letters));
    for (const unwanted of ["CON", "CUL", "NIG", "FAG", "ZOB", "PUT"])
      expect(syllables).not.toContain(unwanted);
  });
});
