/** Vouching for a guest's age: what the team opened since yesterday, and the codes told to oneself. */
import { type Signal, signal } from "@preact/signals";
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
  /** In this page's memory alone: the server keeps a digest. */
  readonly #codes = new Map<string, string>();

  constructor(api: VouchApi) {
    this.#api = api;
  }

  async load(): Promise<void> {
    const answer = await this.#api.all();
    if (answer.ok) this.vouches.value = answer.value.vouches;
    else if (this.vouches.peek() === null) this.fault.value = answer.fault;
  }

  async open(): Promise<void> {
    const answer = await this.#done(this.#api.open());
    if (answer.ok && answer.value.code) this.#codes.set(answer.value.id, answer.value.code);
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

  codeOf({ id, state }: VouchInfo): string | null {
    const isOfUse = state === "opened" || state === "confirmed";
    return isOfUse ? (this.#codes.get(id) ?? null) : null;
  }

  async #done<T>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await asked;
    this.fault.value = answer.ok ? null : answer.fault;
    return answer;
  }
}

/** What is left of a time, in whole seconds; 0 once it is over. */
export function secondsLeft(until: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(until) - nowMs) / 1_000));
}
