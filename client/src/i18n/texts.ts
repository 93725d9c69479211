/** The texts of the chosen language, and dates told in it. */
import { computed } from "@preact/signals";
import { locale } from "../platform/preferences";
import { en } from "./en";
import { fr, type Texts } from "./fr";

const languages = { fr, en };
export const texts = computed<Texts>(() => languages[locale.value]);

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
