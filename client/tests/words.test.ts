import { describe, expect, it } from "vitest";
import { age as ageEn } from "../src/i18n/age_en";
import { age as ageFr } from "../src/i18n/age_fr";
import { apart as apartEn } from "../src/i18n/apart_en";
import { apart as apartFr } from "../src/i18n/apart_fr";
import { cases as casesEn } from "../src/i18n/cases_en";
import { cases as casesFr } from "../src/i18n/cases_fr";
import { desk as deskEn } from "../src/i18n/desk_en";
import { desk as deskFr } from "../src/i18n/desk_fr";
import { en } from "../src/i18n/en";
import { fr } from "../src/i18n/fr";
import { gate as gateEn } from "../src/i18n/gate_en";
import { gate as gateFr } from "../src/i18n/gate_fr";
import { lobby as lobbyEn } from "../src/i18n/lobby_en";
import { lobby as lobbyFr } from "../src/i18n/lobby_fr";
import { panels as panelsEn } from "../src/i18n/panels_en";
import { panels as panelsFr } from "../src/i18n/panels_fr";
import { part as partEn } from "../src/i18n/part_en";
import { part as partFr } from "../src/i18n/part_fr";
import { side as sideEn } from "../src/i18n/side_en";
import { side as sideFr } from "../src/i18n/side_fr";
import { vouch as vouchEn } from "../src/i18n/vouch_en";
import { vouch as vouchFr } from "../src/i18n/vouch_fr";
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

describe.each([
  { name: "the page", french: fr, english: en },
  { name: "the lobby", french: lobbyFr, english: lobbyEn },
  { name: "what stands beside it", french: sideFr, english: sideEn },
  { name: "what opens over it", french: panelsFr, english: panelsEn },
  { name: "the desk", french: deskFr, english: deskEn },
  { name: "the cases", french: casesFr, english: casesEn },
  { name: "proving one's age", french: ageFr, english: ageEn },
  { name: "the door of a room for adults", french: gateFr, english: gateEn },
  { name: "vouching", french: vouchFr, english: vouchEn },
  { name: "what is private", french: apartFr, english: apartEn },
  { name: "taking part", french: partFr, english: partEn },
])("the texts of $name", ({ french, english }) => {
  it("are the same in both languages", () => expect(keys(english).sort()).toEqual(keys(french).sort()));

  it("are never empty but where nothing is to be said", () => {
    // The name of a plural's nothing: no message waits, none is for the reader.
    expect(flat(french).filter((text) => text === "").length).toBeLessThanOrEqual(1);
  });

  it("have the spaces French asks for", () => {
    for (const text of flat(french)) {
      expect(text, text).not.toMatch(
        / [:»?!;%]|« |«[^\u00a0]|[^\u00a0]»|[^\s\u202f\u00a0][?!;%]|[^\s\u00a0]:(?!\/)|\d (?:h|s|min)\b/,
      );
      expect(text, text).not.toMatch(/'|\.\.\./);
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
