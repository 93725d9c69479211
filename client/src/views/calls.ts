/** Who is called by name in the messages of a room, and whether it is the reader. */
import { computed } from "@preact/signals";
import { nameKey, type Part, partsOf } from "../core/mentions";
import type { Message } from "../core/room";
import type { RoomDesk } from "./room_desk";

/** Nicknames of so many last messages are known, beside those of who is here. */
const NAMES_FROM = 200;

export class Calls {
  readonly #desk: RoomDesk;
  /** As one text: it changes only when a name comes or goes. */
  readonly #names = computed(() => {
    const { presence, messages, you } = this.#desk.live.state.value;
    return keysOf([...messages.slice(-NAMES_FROM), ...(presence.people ?? []), ...(you ? [you] : [])]);
  });
  readonly #ownNames = computed(() => {
    const { ownTags, state } = this.#desk.live;
    const { messages, you } = state.value;
    return keysOf([...messages.filter(({ tag }) => ownTags.value.has(tag)), ...(you ? [you] : [])]);
  });
  readonly #known = computed(() => new Set(this.#names.value.split("\n")));
  readonly #own = computed(() => new Set(this.#ownNames.value.split("\n")));

  constructor(desk: RoomDesk) {
    this.#desk = desk;
  }

  partsOf(body: string): readonly Part[] {
    return partsOf(body, this.#known.value);
  }

  /** Whether it is one of the reader's nicknames here: the one of now, or those of their messages. */
  isOwn(key: string): boolean {
    return this.#own.value.has(key);
  }

  /** Whether a message names the reader. */
  isNamedIn(message: Message): boolean {
    return this.partsOf(message.body).some(({ key }) => key !== null && this.isOwn(key));
  }
}

function keysOf(named: readonly { readonly nickname: string }[]): string {
  const keys = new Set(named.map(({ nickname }) => nameKey(nickname)));
  keys.delete("");
  return [...keys].sort().join("\n");
}
