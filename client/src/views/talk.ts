/** What is open over the talk of a room, and what of it is addressed to the reader. */
import { type Signal, signal } from "@preact/signals";
import type { Message } from "../core/room";
import type { Person } from "../protocol/protocol.gen";
import type { Caller } from "./calling";
import type { Calls } from "./calls";
import type { RoomDesk } from "./room_desk";
import type { MessageRow } from "./timeline_rows";

export interface OpenMenu {
  readonly row: MessageRow;
  /** What it was opened from, and stands beside. */
  readonly opener: HTMLElement;
}

export interface OpenCard {
  readonly person: Person;
  readonly opener: HTMLElement;
}

export interface Toast {
  readonly text: string;
  readonly undo: (() => void) | null;
}

export class Talk {
  readonly menu: Signal<OpenMenu | null> = signal(null);
  readonly card: Signal<OpenCard | null> = signal(null);
  readonly toast: Signal<Toast | null> = signal(null);
  /** Helps to call someone by name, from the first at sign on. */
  readonly caller: Signal<Caller | null> = signal(null);
  /** Who is called by name in the messages; from the first sign of life of the reader on. */
  readonly calls: Signal<Calls | null> = signal(null);
  readonly #desk: RoomDesk;
  constructor(desk: RoomDesk) {
    this.#desk = desk;
  }

  /** Whether a message is addressed to the reader: it names them, or answers them. */
  isForMe(message: Message): boolean {
    const { ownTags, quoting, state } = this.#desk.live;
    if (ownTags.value.has(message.tag) || message.removed !== null) return false;
    if (state.value.mentions.has(message.id)) return true;
    if (message.body.includes("@") && this.calls.value?.isNamedIn(message)) return true;
    const answered = message.replyTo === null ? undefined : quoting.find(message.replyTo);
    return answered !== undefined && ownTags.value.has(answered.tag);
  }

  /** Back to what the menu was opened from. */
  closeMenu(): void {
    const { value } = this.menu;
    this.menu.value = null;
    value?.opener.focus({ preventScroll: true });
  }
}
