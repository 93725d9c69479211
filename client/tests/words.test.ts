import { describe, expect, it } from "vitest";
import { en } from "../src/i18n/en";
import { fr } from "../src/i18n/fr";
import { suggestName } from "../src/i18n/names";
import { MAX_NICKNAME, MIN_NICKNAME } from "../src/protocol/protocol.gen";
import { matches } from "../src/views/matching";

/** Every text of a language, with something put into those that take it. */
function flat(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function")
    return [0, 1, 2].map((count) => String((value as (x: unknown) => string)(count)));
  return Object.values(value as object).flatMap(flat);
}

function keys(value: object, path = ""): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "object" ? keys(inner as object, `${path}${key}.`) : [`${path}${key}`],
  );
}

describe("the texts", () => {
  it("are the same in both languages", () => expect(keys(en).sort()).toEqual(keys(fr).sort()));

  it("are never empty but where nothing is to be said", () => {
    expect(flat(fr).filter((text) => text === "")).toHaveLength(1);
  });

  it("have the spaces French asks for", () => {
    for (const text of flat(fr)) {
      expect(text, text).not.toMatch(
        / [:»?!;]|« |[^\s\u202f\u00a0][?!;]|[^\s\u00a0]:(?!\/)|\d (?:h|s|min)\b/,
      );
      expect(text, text).not.toMatch(/'/);
    }
  });
});

describe("suggested names", () => {
  it.each(["fr", "en"] as const)("are accepted nicknames (%s)", (locale) => {
    for (let step = 0; step < 1_000; step += 1) {
      const draws = [step / 1_000, (step * 7.31) % 1];
      const name = suggestName(locale, () => draws.pop() ?? 0);
      expect(name.length).toBeGreaterThanOrEqual(MIN_NICKNAME);
      expect(name.length).toBeLessThanOrEqual(MAX_NICKNAME);
      expect(name).toMatch(/^[\p{L} ]+$/u);
    }
  });
});

describe("searching rooms", () => {
  it("does not mind accents, case or the order of words", () => {
    expect(matches("Démarches et papiers", "PAPIERS demarches")).toBe(true);
    expect(matches("Démarches et papiers", "cuisine")).toBe(false);
    expect(matches("Cuisine", "")).toBe(true);
  });
});
