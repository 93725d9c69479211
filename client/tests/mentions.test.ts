import { describe, expect, it } from "vitest";
import { beginsWith, callAt, nameKey, partsOf } from "../src/core/mentions";
import { part as fr } from "../src/i18n/part_fr";
import { typingText } from "../src/views/typing_text";

const KNOWN = new Set(["Ana", "Chloé", "Renard Bleu", "Renard", "L’Ours"].map(nameKey));

function called(body: string): string[] {
  return partsOf(body, KNOWN)
    .filter(({ key }) => key !== null)
    .map(({ text }) => text);
}

describe("the names a text calls", () => {
  it("are known ones after an at sign, case and accents aside, the longest that fits", () => {
    expect(called("@ana et @CHLOE, @Renard bleu ou @renard")).toEqual([
      "@ana",
      "@CHLOE",
      "@Renard bleu",
      "@renard",
    ]);
    expect(called("(@Ana) @l'ours !")).toEqual(["@Ana", "@l'ours"]);
  });

  it("are not part of an address, nor of a longer word, nor unknown", () => {
    expect(called("moi@ana.fr @Anatole @ Ana @@Ana @Bilal")).toEqual([]);
  });

  it("leave the text as it was", () => {
    for (const body of ["@Ana", "a @Ana b", "<b>@Ana</b>", "", "@", "@Ana@Chloé"]) {
      expect(
        partsOf(body, KNOWN)
          .map(({ text }) => text)
          .join(""),
      ).toBe(body);
    }
  });
});

describe("a name being written", () => {
  it("is what follows the last at sign before the caret", () => {
    expect(callAt("Dis @", 5)).toEqual({ at: 4, query: "" });
    expect(callAt("Dis @ren bl", 11)).toEqual({ at: 4, query: "ren bl" });
    expect(callAt("Dis @ren bl", 3)).toBeNull();
    expect(callAt("moi@ana", 7)).toBeNull();
    expect(callAt("@ana\nsuite", 10)).toBeNull();
  });

  it("finds nicknames by their beginning, or that of a word in them", () => {
    expect(beginsWith("Renard Bleu", "bl")).toBe(true);
    expect(beginsWith("Chloé", "CHLO")).toBe(true);
    expect(beginsWith("Chloé", "loé")).toBe(false);
    expect(beginsWith("Ana", "")).toBe(true);
  });
});

describe("who writes", () => {
  it.each([
    [[], ""],
    [["Ana"], "Ana écrit…"],
    [["Ana", "Bilal"], "Ana et Bilal écrivent…"],
    [["Ana", "Bilal", "Chloé"], "Ana, Bilal et une autre personne écrivent…"],
    [["Ana", "Bilal", "Chloé", "Mo"], "Ana, Bilal et 2 autres écrivent…"],
  ])("is told in one line: %s", (names, line) => {
    const people = (names as string[]).map((nickname) => ({ nickname, tag: nickname }));
    expect(typingText(people, fr)).toBe(line);
  });
});
