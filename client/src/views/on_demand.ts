/** What only those who take part need, fetched when it is first used, or a little before. */
import type { ComponentType } from "preact";
import { loadPartTexts } from "../i18n/part_texts";
import { loadSideTexts } from "../i18n/side_texts";
import { onFirstSign } from "../platform/first_sign";
import { lazy } from "./lazy";
import type { RoomDesk } from "./room_desk";

export type Part = typeof import("./taking_part");

export async function fetchPart(): Promise<Part> {
  const [part] = await Promise.all([import("./taking_part"), loadPartTexts(), loadSideTexts()]);
  return part;
}

/** Do it once it is here; nothing happens when it cannot be had. */
export function withPart(then: (part: Part) => void): void {
  fetchPart().then(then, () => undefined);
}

/** Any sign of life fetches it. Returns what to call when it is no longer wanted. */
export function fetchPartSoon(then: (part: Part) => void): () => void {
  return onFirstSign(() => withPart(then));
}

/** The list of names appears with the first at sign: the field goes on as it was. */
export function callFrom(desk: RoomDesk, field: HTMLTextAreaElement): void {
  const { caller } = desk.talk;
  if (caller.value !== null) caller.value.wrote(field.value, field.selectionStart);
  else if (field.value.includes("@"))
    withPart(({ Caller }) => {
      caller.value ??= new Caller(desk);
      caller.value.wrote(field.value, field.selectionStart);
    });
}

function ofPart<P extends object>(pick: (part: Part) => ComponentType<P>, isQuiet = false) {
  return lazy(async () => pick(await fetchPart()), isQuiet);
}

export const CallingList = ofPart((part) => part.CallingList, true);
export const ConversationLayer = ofPart((part) => part.ConversationLayer);
export const Counter = ofPart((part) => part.Counter, true);
export const EditingHint = ofPart((part) => part.EditingHint, true);
export const EditingLine = ofPart((part) => part.EditingLine, true);
export const HiddenPeople = ofPart((part) => part.HiddenPeople, true);
export const Leaving = ofPart((part) => part.Leaving, true);
export const WaitingState = ofPart((part) => part.WaitingState, true);
export const DraftMarks = ofPart((part) => part.DraftMarks, true);
export const Told = ofPart((part) => part.Told, true);
export const RefusalNotice = ofPart((part) => part.RefusalNotice);
export const ReplyLine = ofPart((part) => part.ReplyLine);
export const RosterPeople = ofPart((part) => part.RosterPeople, true);
export const TypingText = ofPart((part) => part.TypingText, true);
