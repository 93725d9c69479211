/** One choice of the guest's: kept in this browser, forgotten when it is the usual one. */
import { type Signal, signal } from "@preact/signals";

const COOKIE_SECONDS = 30 * 86_400;

export class Preference<T extends string> {
  readonly value: Signal<T>;
  readonly values: readonly T[];
  readonly #usual: T;
  readonly #name: string;
  readonly #isTold: boolean;

  /** The first value is the usual one. `isTold`: by a cookie, so that the server's pages come as chosen at once. */
  constructor(name: string, values: readonly [T, ...T[]], isTold = false) {
    this.#name = name;
    this.values = values;
    this.#usual = values[0];
    this.#isTold = isTold;
    this.value = signal(values[0]);
  }

  get key(): string {
    return `palabre_${this.#name}`;
  }

  /** As kept here, or as the page was served where keeping is denied. */
  start(): void {
    this.adopt(kept(this.key) ?? document.documentElement.dataset[this.#name] ?? null);
  }

  adopt(text: string | null): void {
    this.value.value = this.values.find((value) => value === text) ?? this.#usual;
    if (this.#isTold) this.#tell();
  }

  choose(value: T): void {
    keep(this.key, value === this.#usual ? null : value);
    this.adopt(value);
  }

  reset(): void {
    this.choose(this.#usual);
  }

  /** On the page, and to the server for its next one. */
  #tell(): void {
    const { dataset } = document.documentElement;
    const chosen = this.value.value === this.#usual ? "" : this.value.value;
    if (chosen === "") delete dataset[this.#name];
    else dataset[this.#name] = chosen;
    const age = chosen === "" ? 0 : COOKIE_SECONDS;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is asynchronous, and not in every browser
    document.cookie = `${this.key}=${chosen}; Max-Age=${age}; Path=/; SameSite=Lax${secure}`;
  }
}

function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage may be denied; the choice then lasts as long as the page.
  }
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
