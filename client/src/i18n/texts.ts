/** The texts of the page in the chosen language, and dates told in it. */
import { computed } from "@preact/signals";
import { locale } from "../platform/preferences";
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
const HOUR_MS = 60 * MINUTE_MS;

const formats = computed(() => {
  // English as written in Europe: 24-hour clock, day before month.
  const tongue = locale.value === "en" ? "en-GB" : "fr-FR";
  return {
    clock: new Intl.DateTimeFormat(tongue, { hour: "2-digit", minute: "2-digit" }),
    day: new Intl.DateTimeFormat(tongue, { weekday: "long", day: "numeric", month: "long" }),
    moment: new Intl.DateTimeFormat(tongue, { dateStyle: "long", timeStyle: "short" }),
    ago: new Intl.RelativeTimeFormat(tongue, { style: "short" }),
  };
});

export function clockTime(ms: number): string {
  return formats.value.clock.format(ms);
}

export function fullMoment(ms: number): string {
  return formats.value.moment.format(ms);
}

export function relativeTime(ms: number, nowMs: number): string {
  const age = nowMs - ms;
  if (age < MINUTE_MS) return texts.value.justNow;
  if (age < HOUR_MS) return formats.value.ago.format(-Math.floor(age / MINUTE_MS), "minute");
  return formats.value.ago.format(-Math.floor(age / HOUR_MS), "hour");
}

/** A key that is the same for two moments of one day here. */
export function dayKey(ms: number): string {
  return new Date(ms).toDateString();
}

export function dayName(ms: number, nowMs: number): string {
  const name = formats.value.day.format(ms);
  if (dayKey(ms) === dayKey(nowMs)) return texts.value.today(name);
  return dayKey(ms) === dayKey(nowMs - 24 * HOUR_MS) ? texts.value.yesterday(name) : name;
}
