/** A rehearsal: a rule tried on the kept messages, a part at a time, with how far it is. */
import { type Signal, signal } from "@preact/signals-core";
import type { Backtested, RuleDraft } from "../protocol/desk.gen";
import type { DeskApi, Fault } from "./api";

export interface Tried {
  readonly messages: number;
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly sample: Backtested["sample"];
  readonly isOver: boolean;
}

const MOST_SHOWN = 20;
const NOTHING: Tried = { messages: 0, total: 0, counts: {}, sample: [], isOver: false };

export class Rehearsal {
  readonly tried: Signal<Tried | null> = signal(null);
  readonly fault: Signal<Fault | null> = signal(null);
  readonly #api: Pick<DeskApi, "backtest">;
  #round = 0;

  constructor(api: Pick<DeskApi, "backtest">) {
    this.#api = api;
  }

  get isRunning(): boolean {
    return this.tried.value !== null && !this.tried.value.isOver;
  }

  async run(rule: RuleDraft): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    this.fault.value = null;
    this.tried.value = NOTHING;
    let after: string | null = "";
    while (after !== null) {
      const answer = await this.#api.backtest({ rule, after });
      if (round !== this.#round) return;
      if (!answer.ok) {
        this.tried.value = null;
        this.fault.value = answer.fault;
        return;
      }
      this.tried.value = joined(this.tried.value ?? NOTHING, answer.value);
      after = answer.value.next;
    }
  }

  /** What was tried so far stands. */
  stop(): void {
    this.#round += 1;
    if (this.tried.value) this.tried.value = { ...this.tried.value, isOver: true };
  }
}

function joined(tried: Tried, more: Backtested): Tried {
  const counts: Record<string, number> = { ...tried.counts };
  for (const [name, count] of Object.entries(more.counts)) counts[name] = (counts[name] ?? 0) + (count ?? 0);
  return {
    messages: tried.messages + more.messages,
    total: more.total,
    counts,
    sample: [...tried.sample, ...more.sample].slice(0, MOST_SHOWN),
    isOver: more.next === null,
  };
}
