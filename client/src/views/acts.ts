/** What a guest does with a message, or with the person who wrote it. */
import * as amending from "../core/amending";
import { hide, show } from "../core/hiding";
import { toggleReaction } from "../core/reacting";
import type { Message } from "../core/room";
import { partTexts } from "../i18n/part_texts";
import type { Person, ReactionKind } from "../protocol/protocol.gen";
import { refocusOn, refocusOnMessage } from "./refocusing";
import { refusalText } from "./refusal_text";
import type { RoomDesk } from "./room_desk";
import { tell } from "./toasting";

/** The timeline has been drawn again by then. */
const SETTLED_MS = 100;

export function reply(desk: RoomDesk, message: Message): void {
  desk.live.posting.drafting.reply(message.id);
  focusField();
}

export function edit(desk: RoomDesk, message: Message): void {
  if (amending.canEdit(desk.live, message)) desk.live.posting.drafting.edit(message.id, message.body);
}

/** From the empty field, by the arrow that leads up. */
export function editLast({ live }: RoomDesk, field: HTMLElement): void {
  const { text } = live.posting.drafting;
  amending.editLast(live, () => text.peek() === "" && document.activeElement === field);
}

export function remove(desk: RoomDesk, message: Message): void {
  desk.open({ kind: "remove", messageId: message.id });
}

/** Whoever does not take part tells the team by the page anyone may use. */
export function report(desk: RoomDesk, { id, body, nickname, tag }: Message, isGuest: boolean): void {
  if (isGuest) desk.open({ kind: "report", about: { person: { nickname, tag }, message: { id, body } } });
  else open("/notice", "_blank", "noopener");
}

export function reportPerson(desk: RoomDesk, person: Person): void {
  desk.talk.card.value = null;
  desk.open({ kind: "report", about: { person, message: null } });
}

export function react(desk: RoomDesk, messageId: string, kind: ReactionKind): void {
  toggleReaction(desk.live, messageId, kind, (refused) => {
    if (refused) tell(desk, partTexts.value.notReacted(refusalText(refused)));
  });
}

export function copyText(desk: RoomDesk, message: Message): void {
  void copy(desk, message.body, partTexts.value.copied);
}

export function copyLink(desk: RoomDesk, message: Message): void {
  void copy(desk, `${location.origin}/r/${desk.live.slug}#m-${message.id}`, partTexts.value.linkCopied);
}

async function copy(desk: RoomDesk, text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell(desk, done);
  } catch {
    tell(desk, partTexts.value.notCopied);
  }
}

/** Call someone in the message being written. */
export function mention(desk: RoomDesk, { nickname }: Person): void {
  const { text } = desk.live.posting.drafting;
  const before = text.value === "" || /\s$/u.test(text.value) ? text.value : `${text.value} `;
  text.value = `${before}@${nickname} `;
  desk.talk.card.value = null;
  desk.closeDialog();
  focusField();
}

export function hidePerson(desk: RoomDesk, person: Person): void {
  const { talk, live } = desk;
  talk.card.value = null;
  hide(live, person, (refused) => {
    if (refused) tell(desk, partTexts.value.notHidden(refusalText(refused)));
  });
  const line = `[data-tag="${CSS.escape(person.tag)}"] button`;
  refocusOn(line);
  setTimeout(() => tellHidden(desk, person, line), SETTLED_MS);
}

/** The line in the timeline says it, and offers the way back; where it is not seen, a toast does. */
function tellHidden(desk: RoomDesk, person: Person, line: string): void {
  const text = partTexts.value.hiddenFrom(person.nickname);
  if (isSeen(document.querySelector(line))) desk.say(text);
  else tell(desk, text, () => showPerson(desk, person));
}

function isSeen(element: Element | null): boolean {
  const log = document.querySelector("[role=log]")?.getBoundingClientRect();
  const box = element?.getBoundingClientRect();
  return log !== undefined && box !== undefined && box.bottom > log.top && box.top < log.bottom;
}

export function showPerson(desk: RoomDesk, person: Person): void {
  const { talk, live } = desk;
  talk.card.value = null;
  refocusOnMessage();
  show(live, person.tag, (refused) => {
    const p = partTexts.value;
    tell(desk, refused ? p.notHidden(refusalText(refused)) : p.shownAgain(person.nickname));
  });
}

/** Once what is open has closed and given its focus back. */
function focusField(): void {
  setTimeout(() => {
    const field = document.querySelector<HTMLTextAreaElement>("#message");
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
}
