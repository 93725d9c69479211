/** Older pages of a room, asked for one after the other as the reader goes up. */
import { batch, type Signal, signal } from "@preact/signals-core";
import type { Ground } from "./place";
import { type Refusal, refusal } from "./refusal";

export class OlderPages {
  readonly isLoading: Signal<boolean> = signal(false);
  /** Why the last page did not come; null when it did, or another is asked for. */
  readonly refused: Signal<Refusal | null> = signal(null);
  readonly #ground: Ground;
  #coming: Promise<void> | null = null;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Once the next page is there, or refused; at once when there is none to have. */
  load(): Promise<void> {
    this.#coming ??= this.#load().finally(() => {
      this.#coming = null;
    });
    return this.#coming;
  }

  async #load(): Promise<void> {
    const { slug, state, tab } = this.#ground;
    const { messages, more, epoch } = state.value;
    const first = messages[0];
    if (!first || !more || tab.sessionKey() === null) return;
    this.isLoading.value = true;
    this.refused.value = null;
    const [page, part] = await Promise.all([tab.outside.api.older(slug, first.offset), fetchOlder()]);
    batch(() => {
      this.isLoading.value = false;
      if (!page.ok) this.refused.value = page.refusal;
      else if (part === null) this.refused.value = refusal("unreachable");
      else if (state.value.epoch === epoch) state.value = part.prependPage(state.value, page.value);
    });
  }
}

/** What puts them in their place; null when it cannot be had. */
export function fetchOlder() {
  return import("./older").catch(() => null);
}
