import { describe, expect, it } from "vitest";
import { joined, partsOf } from "../src/core/matching_words";

function marked(text: string, words: readonly string[]): string {
  return partsOf(text, words)
    .map((part) => (part.isFound ? `[${part.text}]` : part.text))
    .join("");
}

describe("the words a rule found", () => {
  it.each([
    {
      text: "Appelle le 06 39 98 12 34 ce soir",
      words: ["06 39 98 12 34"],
      shown: "Appelle le [06 39 98 12 34] ce soir",
    },
    { text: "mot et mot", words: ["mot"], shown: "[mot] et [mot]" },
    { text: "gros mot", words: ["gros mot", "mot"], shown: "[gros mot]" },
    { text: "rien ici", words: ["ailleurs", ""], shown: "rien ici" },
    { text: "c.o.n !", words: ["c.o.n"], shown: "[c.o.n] !" },
  ])("are marked where they stand: $shown", ({ text, words, shown }) =>
    expect(marked(text, words)).toBe(shown),
  );

  it("are the text again, put together", () => {
    const text = "un deux trois deux";
    expect(
      partsOf(text, ["deux", "trois deux"])
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });

  it("are joined where they touch or overlap", () => {
    expect(
      joined([
        [0, 3],
        [2, 5],
        [5, 6],
        [8, 9],
      ]),
    ).toEqual([
      [0, 6],
      [8, 9],
    ]);
  });
});
