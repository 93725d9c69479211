/** Seeking: a message asked for by its id, held already, paged back to, or too far away for that. */
import { type Signal, signal } from "@preact/signals-core";
import type { LiveRoom } from "./live_room";
import { type Message, messageOf } from "./message";

/** Further away than this, in messages, it is shown by itself. */
const PAGED_WITHIN = 5_000;

/** Other than found or being sought. */
export type Missed = "gone" | "guests_only" | "unreachable";

export type Seek =
  /** Being paged back to; `part` of the way is done, from 0 to 1. */
  | { readonly kind: "seeking"; readonly messageId: string; readonly part: number }
  | { readonly kind: "found"; readonly messageId: string }
  | { readonly kind: "far"; readonly message: Message }
  | { readonly kind: Missed };

export class Seeking {
  /** null when nothing is sought, or what came of it was dealt with. */
  readonly seek: Signal<Seek | null>;
  readonly #live: LiveRoom;
  /** Grows with each search: an earlier one that comes back late changes nothing. */
  #search = 0;

  constructor(live: LiveRoom, seek: Signal<Seek | null> = signal(null)) {
    this.#live = live;
    this.seek = seek;
  }

  async goTo(messageId: string): Promise<void> {
    this.#search += 1;
    const search = this.#search;
    const tell = (seek: Seek) => {
      if (search === this.#search) this.seek.value = seek;
    };
    if (this.#isHeld(messageId)) tell({ kind: "found", messageId });
    else if (this.#live.tab.sessionKey() === null) tell({ kind: "guests_only" });
    else {
      tell({ kind: "seeking", messageId, part: 0 });
      tell(await this.#found(messageId, (part) => tell({ kind: "seeking", messageId, part }), search));
    }
  }

  /** What came of it was dealt with, or is no longer wanted. */
  end(): void {
    this.#search += 1;
    this.seek.value = null;
  }

  async #found(messageId: string, progress: (part: number) => void, search: number): Promise<Seek> {
    const { slug, tab } = this.#live;
    const page = await tab.outside.api.message(slug, messageId);
    const wire = page.ok ? page.value.messages[0] : undefined;
    if (!page.ok && page.refusal.code !== "not_found") return { kind: "unreachable" };
    if (wire === undefined) return { kind: "gone" };
    const start = this.#first;
    if (start - wire.offset > PAGED_WITHIN) return { kind: "far", message: messageOf(wire) };
    while (search === this.#search && this.#first > wire.offset) {
      const before = this.#first;
      progress((start - before) / (start - wire.offset));
      await this.#live.older.load();
      if (this.#live.older.refused.value !== null) return { kind: "unreachable" };
      if (this.#first === before) break;
    }
    return this.#isHeld(messageId) ? { kind: "found", messageId } : { kind: "gone" };
  }

  /** Offset of the oldest message held. */
  get #first(): number {
    return this.#live.state.value.messages[0]?.offset ?? 0;
  }

  #isHeld(messageId: string): boolean {
    return this.#live.state.value.messages.some(({ id }) => id === messageId);
  }
}
