/** The texts of the page in the chosen language, and dates told in it. */
import { computed } from "@preact/signals";
import type { Locale } from "../protocol/protocol.gen";
import type { Texts } from "./fr";
import { Wording } from "./wording";

interface PageWords {
  readonly texts: Texts;
}

const page = new Wording<PageWords>({
  fr: () => import("./language_fr"),
  en: () => import("./language_en"),
});

export const texts = computed<Texts>(() => page.now.value.texts);

/** Before anything is shown; rejects when it cannot be had. */
export function loadPageWords(code: Locale): Promise<void> {
  return page.load(code);
}

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

// What every message shows is written by hand: the first use of Intl takes a slow phone 100 ms and more.

export function clockTime(ms: number): string {
  const date = new Date(ms);
  return [date.getHours(), date.getMinutes()].map((each) => `${each}`.padStart(2, "0")).join(":");
}

export function relativeTime(ms: number, nowMs: number): string {
  const minutes = Math.floor((nowMs - ms) / MINUTE_MS);
  const { ago, justNow } = texts.value;
  if (minutes < 1) return justNow;
  return minutes < 60 ? ago(minutes, "min") : ago(Math.floor(minutes / 60), "h");
}

/** A key that is the same for two moments of one day here. */
export function dayKey(ms: number): string {
  return new Date(ms).toDateString();
}

export function dayName(ms: number, nowMs: number): string {
  const date = new Date(ms);
  const { weekdays, months, dayOfMonth } = texts.value;
  const day = dayOfMonth(date.getDate());
  const name = `${weekdays.split(" ")[date.getDay()]} ${day} ${months.split(" ")[date.getMonth()]}`;
  if (dayKey(ms) === dayKey(nowMs)) return texts.value.today(name);
  return dayKey(ms) === dayKey(nowMs - DAY_MS) ? texts.value.yesterday(name) : name;
}
