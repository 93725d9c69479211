/** Words in every language, one chunk each, fetched when they are first needed. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { locale } from "../platform/locale";
import type { Locale } from "../protocol/protocol.gen";

type Fetchers<T> = Readonly<Record<Locale, () => Promise<T>>>;

interface Loadable {
  load(code: Locale): Promise<void>;
}

/** What was needed once is needed in every language chosen later. */
const inUse = new Set<Loadable>();

export class Wording<T> implements Loadable {
  /** In the language chosen. */
  readonly now: ReadonlySignal<T> = computed(() => this.of(locale.value));
  readonly #fetchers: Fetchers<T>;
  readonly #fetched: Signal<Partial<Record<Locale, T>>> = signal({});

  constructor(fetchers: Fetchers<T>) {
    this.#fetchers = fetchers;
  }

  of(code: Locale): T {
    const words = this.#fetched.value[code];
    if (words === undefined) throw new Error("not loaded");
    return words;
  }

  /** Rejects when they cannot be had. */
  async load(code: Locale): Promise<void> {
    inUse.add(this);
    if (this.#fetched.peek()[code] !== undefined) return;
    const words = await this.#fetchers[code]();
    this.#fetched.value = { ...this.#fetched.peek(), [code]: words };
  }
}

/** Fetch all that the page says, in another language. */
export async function loadLanguage(code: Locale): Promise<void> {
  await Promise.all([...inUse].map((words) => words.load(code)));
}
