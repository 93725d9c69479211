/** Vouching for a guest's age: what the team opened since yesterday, and the codes told to oneself. */
import { type Signal, signal } from "@preact/signals";
import type { CodeBook } from "../platform/own_codes";
import type { Vouches, VouchInfo } from "../protocol/desk.gen";
import { type Answer, ask, type Fault } from "./asking";

export interface VouchApi {
  all(): Promise<Answer<Vouches>>;
  open(): Promise<Answer<VouchInfo>>;
  second(id: string): Promise<Answer<VouchInfo>>;
  revoke(id: string): Promise<Answer<null>>;
}

export const vouchApi: VouchApi = {
  all: () => ask("GET", "/api/desk/vouches"),
  open: () => ask("POST", "/api/desk/vouches", {}),
  second: (id) => ask("POST", `${pathOf(id)}/second`, {}),
  revoke: (id) => ask("DELETE", pathOf(id)),
};

function pathOf(id: string): string {
  return `/api/desk/vouches/${encodeURIComponent(id)}`;
}

export class Vouching {
  /** The latest first; null until they are known. */
  readonly vouches: Signal<readonly VouchInfo[] | null> = signal(null);
  readonly fault: Signal<Fault | null> = signal(null);
  readonly #api: VouchApi;
  readonly #book: CodeBook;
  /** In this tab alone: the server keeps a digest. */
  #codes: ReadonlyMap<string, string>;

  constructor(api: VouchApi, book: CodeBook) {
    this.#api = api;
    this.#book = book;
    this.#codes = book.read();
  }

  async load(): Promise<void> {
    const answer = await this.#api.all();
    if (answer.ok) {
      const known = answer.value.vouches;
      this.#keep(
        new Map([...this.#codes].filter(([id]) => known.some((vouch) => vouch.id === id && isOfUse(vouch)))),
      );
      this.vouches.value = known;
    } else if (this.vouches.peek() === null) this.fault.value = answer.fault;
  }

  async open(): Promise<void> {
    const answer = await this.#done(this.#api.open());
    if (answer.ok && answer.value.code)
      this.#keep(new Map([...this.#codes, [answer.value.id, answer.value.code]]));
    await this.load();
  }

  async second(id: string): Promise<void> {
    await this.#done(this.#api.second(id));
    await this.load();
  }

  async revoke(id: string): Promise<void> {
    await this.#done(this.#api.revoke(id));
    await this.load();
  }

  codeOf(vouch: VouchInfo): string | null {
    return isOfUse(vouch) ? (this.#codes.get(vouch.id) ?? null) : null;
  }

  #keep(codes: ReadonlyMap<string, string>): void {
    if (codes.size === 0 && this.#codes.size === 0) return;
    this.#codes = codes;
    this.#book.write(codes);
  }

  async #done<T>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await asked;
    this.fault.value = answer.ok ? null : answer.fault;
    return answer;
  }
}

/** Whether its code, told to oneself, can still be given to its guest. */
function isOfUse({ state, mine }: VouchInfo): boolean {
  return mine && (state === "opened" || state === "confirmed");
}

/** What is left of a time, in whole seconds; 0 once it is over. */
export function secondsLeft(until: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(until) - nowMs) / 1_000));
}
