/** The hour at which something ends, as one says it: with the day when it is another one. */
import { locale } from "../platform/locale";

/** `ms`: Unix milliseconds; `clock` writes an hour in the language. */
export function hourOf(ms: number, clock: (hours: number, minutes: string) => string): string {
  const date = new Date(ms);
  const hour = clock(date.getHours(), `${date.getMinutes()}`.padStart(2, "0"));
  if (date.toDateString() === new Date().toDateString()) return hour;
  return `${new Intl.DateTimeFormat(locale.value, { weekday: "long" }).format(date)} ${hour}`;
}
