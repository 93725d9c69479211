/** A moment in full, date and time, as the chosen language writes it. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";

const format = computed(() => {
  // English as written in Europe: 24-hour clock, day before month.
  const tongue = locale.value === "en" ? "en-GB" : "fr-FR";
  return new Intl.DateTimeFormat(tongue, { dateStyle: "long", timeStyle: "short" });
});

export function fullMoment(ms: number): string {
  return format.value.format(ms);
}
