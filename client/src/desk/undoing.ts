/** What was decided and can still be taken back without a word. */
import { type Signal, signal } from "@preact/signals-core";
import type { Clock } from "../core/ports";
import type { CaseRow, DecisionMade } from "../protocol/desk.gen";
import type { Answer, Fault } from "./asking";
import type { CaseApi } from "./case_api";
import type { Draft } from "./ladder";

export interface Done {
  readonly row: CaseRow;
  readonly draft: Draft;
  readonly decisionId: string;
  /** Until when it can be undone (ms). */
  readonly dueMs: number;
}

export class Undoing {
  /** The oldest first. */
  readonly done: Signal<readonly Done[]> = signal([]);
  readonly #api: Pick<CaseApi, "takeBack">;
  readonly #clock: Clock;

  constructor(api: Pick<CaseApi, "takeBack">, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  made(row: CaseRow, draft: Draft, { decision_id, undo_until }: DecisionMade): void {
    const one = { row, draft, decisionId: decision_id, dueMs: Date.parse(undo_until) };
    this.done.value = [...this.done.value, one];
    this.#clock.after(Math.max(0, one.dueMs - this.#clock.now()), () => this.#forget(one));
  }

  /** Take back the latest; resolves to it, to why not, or to null when there is none. */
  async undo(): Promise<Done | Fault | null> {
    const latest = this.done.value.at(-1);
    if (latest === undefined) return null;
    this.#forget(latest);
    const answer: Answer<null> = await this.#api.takeBack(latest.decisionId);
    return answer.ok ? latest : answer.fault;
  }

  #forget(one: Done): void {
    this.done.value = this.done.value.filter((each) => each !== one);
  }
}
