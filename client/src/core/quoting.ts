/** Quoting: the message another one answers, held in the timeline or fetched once. */
import { type Message, placeOf } from "./message";
import { fetchOlder } from "./older_pages";
import type { Ground } from "./place";

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
    const [page, part] = await Promise.all([tab.outside.api.message(slug, messageId), fetchOlder()]);
    if (page.ok && part && state.value.epoch === epoch) state.value = part.quote(state.value, page.value);
  }
}
