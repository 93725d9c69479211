import { describe, expect, it } from "vitest";
import { countCodePoints, hasSomethingVisible, normaliseBody } from "../src/core/body";

describe("a body", () => {
  it.each([
    ["a\r\nb\rc", "a\nb\nc"],
    ["e\u0301", "é"],
    ["\u00a0\u2003 texte \u001f\n", "texte"],
    ["\ufefftexte", "\ufefftexte"],
  ])("is normalised as the server does: %j", (text, body) => {
    expect(normaliseBody(text)).toBe(body);
  });

  it("is counted in code points after NFC", () => {
    expect(countCodePoints(normaliseBody("👩‍👩‍👧"))).toBe(5);
    expect(countCodePoints(normaliseBody("e\u0301".repeat(2_000)))).toBe(2_000);
    expect(countCodePoints("")).toBe(0);
  });

  it.each(["", "\u200b\u200d", "\u0301"])("with nothing to see is not sent: %j", (text) => {
    expect(hasSomethingVisible(normaliseBody(text))).toBe(false);
  });

  it.each(["a", "👍", "…", "漢"])("with something to see is: %j", (text) => {
    expect(hasSomethingVisible(normaliseBody(text))).toBe(true);
  });
});
