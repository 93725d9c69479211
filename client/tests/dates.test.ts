import { beforeAll, describe, expect, it } from "vitest";
import { dayName, loadPageWords } from "../src/i18n/texts";
import { locale } from "../src/platform/locale";

const NOON = Date.parse("2026-06-01T12:00:00");
const DAY_MS = 86_400_000;

describe("the name of a day", () => {
  beforeAll(() => Promise.all([loadPageWords("fr"), loadPageWords("en")]));

  it.each([
    {
      language: "fr" as const,
      first: "lundi 1er juin",
      today: "Aujourd’hui, lundi 1er juin",
      second: "mardi 2 juin",
    },
    {
      language: "en" as const,
      first: "Monday 1 June",
      today: "Today, Monday 1 June",
      second: "Tuesday 2 June",
    },
  ])("is written as one says it ($language)", ({ language, first, today, second }) => {
    locale.value = language;
    expect(dayName(NOON, NOON + 5 * DAY_MS)).toBe(first);
    expect(dayName(NOON, NOON)).toBe(today);
    expect(dayName(NOON + DAY_MS, NOON + 5 * DAY_MS)).toBe(second);
  });
});
