/** The rooms one watches, as they talk: read on every few seconds, and held still while one reads. */
import { type Signal, signal } from "@preact/signals-core";
import type { Cancel, Clock } from "../core/ports";
import type { DeskMessage } from "../protocol/desk.gen";
import type { CaseApi } from "./case_api";

export const READ_EVERY_MS = 2_000;
const KEPT = 60;

export interface Stream {
  readonly slug: string;
  readonly messages: readonly DeskMessage[];
  /** The room's head. */
  readonly offset: number;
  /** The head when it was held still; null while it goes on. */
  readonly frozenAt: number | null;
}

export class Streaming {
  readonly streams: Signal<readonly Stream[]> = signal([]);
  readonly isFrozen: Signal<boolean> = signal(false);
  readonly #api: Pick<CaseApi, "roomMessages">;
  readonly #clock: Clock;
  #cancel: Cancel = () => undefined;
  #isReading = false;
  #isFollowing = false;

  constructor(api: Pick<CaseApi, "roomMessages">, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** The rooms to follow from now on, in their order. */
  follow(slugs: readonly string[]): void {
    const known = this.streams.peek();
    const isSame = slugs.length === known.length && slugs.every((slug, at) => slug === known[at]?.slug);
    if (isSame && this.#isFollowing) return;
    this.#isFollowing = true;
    this.streams.value = slugs.map((slug) => known.find((stream) => stream.slug === slug) ?? empty(slug));
    this.#cancel();
    void this.#read();
  }

  freeze(isFrozen: boolean): void {
    if (isFrozen === this.isFrozen.peek()) return;
    this.isFrozen.value = isFrozen;
    this.streams.value = this.streams
      .peek()
      .map((stream) => ({ ...stream, frozenAt: isFrozen ? stream.offset : null }));
  }

  stop(): void {
    this.#isFollowing = false;
    this.#cancel();
  }

  async #read(): Promise<void> {
    if (this.#isReading || !this.#isFollowing) return;
    this.#isReading = true;
    for (const { slug, offset, messages } of this.streams.peek()) {
      const answer = await this.#api.roomMessages(slug, messages.length === 0 ? null : offset);
      if (answer.ok) this.#add(slug, answer.value.messages, answer.value.offset);
    }
    this.#isReading = false;
    this.#cancel = this.#clock.after(READ_EVERY_MS, () => void this.#read());
  }

  #add(slug: string, added: readonly DeskMessage[], offset: number): void {
    this.streams.value = this.streams.peek().map((stream) => {
      if (stream.slug !== slug) return stream;
      const fresh = added.filter((message) => message.offset > (stream.messages.at(-1)?.offset ?? 0));
      return { ...stream, offset, messages: [...stream.messages, ...fresh].slice(-KEPT) };
    });
  }
}

function empty(slug: string): Stream {
  return { slug, messages: [], offset: 0, frozenAt: null };
}

/** What is shown of it, and how much waits until it goes on. */
export function shownOf({
  messages,
  frozenAt,
}: Stream): readonly [shown: readonly DeskMessage[], waiting: number] {
  if (frozenAt === null) return [messages, 0];
  const shown = messages.filter(({ offset }) => offset <= frozenAt);
  return [shown, messages.length - shown.length];
}
