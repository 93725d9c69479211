/** A moment in full, date and time, as the chosen language writes it. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import { clockTime } from "./texts";

// English as written in Europe: 24-hour clock, day before month.
const tongue = computed(() => (locale.value === "en" ? "en-GB" : "fr-FR"));
const format = computed(
  () => new Intl.DateTimeFormat(tongue.value, { dateStyle: "long", timeStyle: "short" }),
);
const dayFormat = computed(() => new Intl.DateTimeFormat(tongue.value, { dateStyle: "long" }));

export function fullMoment(ms: number): string {
  return format.value.format(ms);
}

/** Its date alone. */
export function fullDay(ms: number): string {
  return dayFormat.value.format(ms);
}

/** The time alone for a moment of the same day as `nowMs`; otherwise date and time, as `dated` puts them in a sentence. */
export function shortMoment(ms: number, nowMs: number, dated: (moment: string) => string): string {
  const isToday = new Date(ms).toDateString() === new Date(nowMs).toDateString();
  return isToday ? clockTime(ms) : dated(fullMoment(ms));
}
