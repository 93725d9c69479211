/** Quoting: the message another one answers, held in the timeline or fetched once. */
import type { Signal } from "@preact/signals-core";
import { type Message, placeOf } from "./message";
import type { Tab } from "./place";
import { quote, type RoomState } from "./room";

interface Ground {
  readonly slug: string;
  readonly tab: Tab;
  readonly state: Signal<RoomState>;
}

export class Quoting {
  readonly #ground: Ground;
  /** Where messages asked for once stand, so that they are found again without reading the whole room. */
  readonly #offsets = new Map<string, number>();
  readonly #asked = new Set<string>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** The message, wherever it is held. */
  find(messageId: string): Message | undefined {
    const { messages, quoted } = this.#ground.state.value;
    const offset = this.#offsets.get(messageId);
    const there = offset === undefined ? undefined : messages[placeOf(messages, offset)];
    if (there?.id === messageId) return there;
    const found = messages.findLast((message) => message.id === messageId);
    if (found) this.#offsets.set(messageId, found.offset);
    return found ?? quoted.find((message) => message.id === messageId);
  }

  /** Ask the server for it, once: guests only, as for older pages. */
  async fetch(messageId: string): Promise<void> {
    const { slug, tab, state } = this.#ground;
    if (this.#asked.has(messageId) || tab.sessionKey() === null || this.find(messageId)) return;
    this.#asked.add(messageId);
    const { epoch } = state.value;
    const page = await tab.outside.api.message(slug, messageId);
    if (page.ok && state.value.epoch === epoch) state.value = quote(state.value, page.value);
  }
}
