/** How long something holds, how old it is, and what a decision is called, in words. */
import { casesTexts } from "../i18n/cases_texts";
import { type Draft, isTold, minutesOf, sanctionOf } from "./ladder";

const HOUR = 60;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

export function spanText(minutes: number): string {
  const c = casesTexts.value;
  if (minutes >= YEAR) return c.spanYear;
  if (minutes > DAY) return c.spanDays(Math.round(minutes / DAY));
  return minutes >= HOUR ? c.spanHours(Math.round(minutes / HOUR)) : c.spanMinutes(minutes);
}

export function ageText(ms: number, nowMs: number): string {
  const { age, ageNow } = casesTexts.value;
  const minutes = Math.floor((nowMs - ms) / 60_000);
  if (minutes < 1) return ageNow;
  if (minutes < HOUR) return age(minutes, "min");
  return minutes < 2 * DAY ? age(Math.floor(minutes / HOUR), "h") : age(Math.floor(minutes / DAY), "d");
}

/** What the button does, exactly. */
export function actText(draft: Draft): string {
  const c = casesTexts.value;
  const count = draft.remove.length;
  if (draft.rung === null) return c.chooseRung;
  if (!isTold(draft)) return c.act.none;
  const act = sanctionText(draft);
  if (act === null) return c.actRemoveOnly(count);
  return count > 0 ? c.actAnd(act, c.actRemove(count)) : act;
}

function sanctionText(draft: Draft): string | null {
  const c = casesTexts.value;
  const span = spanText(minutesOf(draft) ?? 0);
  switch (sanctionOf(draft)) {
    case "none":
      return null;
    case "warning":
      return c.act.warning;
    case "kick":
      return c.act.kick;
    case "mute":
      return c.actMute(span);
    case "room_ban":
      return c.actRoomBan(span);
    case "ban":
      return c.actBan(span);
  }
}

/** What was just decided about somebody. */
export function doneText(name: string, draft: Draft): string {
  const c = casesTexts.value;
  const span = spanText(minutesOf(draft) ?? 0);
  switch (sanctionOf(draft)) {
    case "none":
      return draft.remove.length > 0 ? c.doneRemoved(name) : c.doneNone(name);
    case "warning":
      return c.doneWarning(name);
    case "kick":
      return c.doneKick(name);
    case "mute":
      return c.doneMute(name, span);
    case "room_ban":
      return c.doneRoomBan(name, span);
    case "ban":
      return c.doneBan(name, span);
  }
}
