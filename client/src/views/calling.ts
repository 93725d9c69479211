/** Calling someone by name in the message being written: who may be meant, and which one is chosen. */
import { computed, type Signal, signal } from "@preact/signals";
import type { TargetedKeyboardEvent } from "preact";
import { beginsWith, callAt, nameKey } from "../core/mentions";
import type { Person } from "../protocol/protocol.gen";
import type { RoomDesk } from "./room_desk";

const OFFERED = 6;
const ASK_AFTER_MS = 200;

export interface Calling {
  /** Where the at sign is. */
  readonly at: number;
  readonly query: string;
  /** Best first; never empty. */
  readonly people: readonly Person[];
  readonly chosen: number;
  /** The guest went to this one themself. */
  readonly isMoved: boolean;
}

interface Call extends Omit<Calling, "people"> {
  /** Whom the server found, in a crowd. */
  readonly found: readonly Person[];
}

export class Caller {
  readonly #call: Signal<Call | null> = signal(null);
  /** Who may be meant follows who is here. */
  readonly calling = computed(() => {
    const call = this.#call.value;
    const people = call ? this.#peopleFor(call) : [];
    return call && people.length > 0 ? { ...call, people, chosen: call.chosen % people.length } : null;
  });
  readonly #desk: RoomDesk;
  /** The at sign of a call one does not want help with. */
  #dismissed = -1;
  #asked = 0;

  constructor(desk: RoomDesk) {
    this.#desk = desk;
  }

  /** The text changed by the guest's hand, with the caret there. */
  wrote(text: string, caret: number): void {
    const call = callAt(text, caret);
    this.#asked += 1;
    if (call === null) this.#dismissed = -1;
    const isWanted = call !== null && call.at !== this.#dismissed;
    this.#call.value = isWanted ? { ...call, chosen: 0, isMoved: false, found: [] } : null;
    if (isWanted && this.#desk.live.state.value.presence.people === null) this.#ask(call.query);
  }

  /** Whether the key was for the list of names. */
  pressed(event: TargetedKeyboardEvent<HTMLTextAreaElement>): boolean {
    if (this.calling.value === null || event.shiftKey) return false;
    switch (event.key) {
      case "ArrowDown":
        this.#move(1);
        return true;
      case "ArrowUp":
        this.#move(-1);
        return true;
      case "Enter":
        if (this.#isWritten) return false;
        this.choose(event.currentTarget);
        return true;
      case "Tab":
        this.choose(event.currentTarget);
        return true;
      case "Escape":
        this.dismiss();
        return true;
      default:
        if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) this.dismiss();
        return false;
    }
  }

  #move(step: 1 | -1): void {
    const { value } = this.calling;
    if (value === null || this.#call.value === null) return;
    const chosen = (value.chosen + step + value.people.length) % value.people.length;
    this.#call.value = { ...this.#call.value, chosen, isMoved: true };
  }

  dismiss(): void {
    this.#asked += 1;
    this.#dismissed = this.#call.value?.at ?? -1;
    this.#call.value = null;
  }

  /** The name is written out already: what is asked for is to send. */
  get #isWritten(): boolean {
    const { value } = this.calling;
    const person = value?.people[value.chosen];
    return (
      person !== undefined && value?.isMoved === false && nameKey(person.nickname) === nameKey(value.query)
    );
  }

  /** Put the chosen name into the field, and the caret after it. */
  choose(field: HTMLTextAreaElement, index = this.calling.value?.chosen ?? 0): void {
    const { value } = this.calling;
    const person = value?.people[index];
    if (value === null || person === undefined) return;
    const end = value.at + 1 + value.query.length;
    const after = field.value.slice(end).replace(/^ /, "");
    const before = `${field.value.slice(0, value.at)}@${person.nickname} `;
    field.value = before + after;
    this.#desk.live.posting.drafting.text.value = field.value;
    field.setSelectionRange(before.length, before.length);
    this.#call.value = null;
  }

  #peopleFor({ query, found }: Call): readonly Person[] {
    const { live } = this.#desk;
    return (live.state.value.presence.people ?? found)
      .filter(
        ({ nickname, tag }) =>
          beginsWith(nickname, query) && !live.ownTags.value.has(tag) && !live.hides(tag),
      )
      .sort((a, b) => Number(startsLate(a, query)) - Number(startsLate(b, query)))
      .slice(0, OFFERED);
  }

  /** In a crowd nobody is told all names: the server finds them. */
  #ask(query: string): void {
    const asked = this.#asked;
    const { slug, tab } = this.#desk.live;
    if (tab.sessionKey() === null) return;
    setTimeout(async () => {
      if (asked !== this.#asked) return;
      const found = await tab.outside.api.people(slug, query);
      const call = this.#call.value;
      if (found.ok && call && asked === this.#asked)
        this.#call.value = { ...call, found: found.value.people };
    }, ASK_AFTER_MS);
  }
}

/** Found by a later word of the nickname: after those that begin so. */
function startsLate({ nickname }: Person, query: string): boolean {
  return !nameKey(nickname).startsWith(nameKey(query));
}
