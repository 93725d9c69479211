/** How long one has been at it without a rest, and how much of what is hard to read one has read: nobody else knows. */
import { type Signal, signal } from "@preact/signals-core";
import type { Clock } from "../core/ports";

export const REST_AFTER_MS = 60 * 60_000;

/** Where the two numbers outlive a reload, in this tab only. */
export interface Notebook {
  read(name: string): number | null;
  write(name: string, value: number): void;
}

export class Resting {
  /** Severe texts read since one signed in here. */
  readonly exposures: Signal<number>;
  readonly isResting: Signal<boolean> = signal(false);
  readonly sinceMs: Signal<number>;
  readonly #clock: Clock;
  readonly #notebook: Notebook;

  constructor(clock: Clock, notebook: Notebook) {
    this.#clock = clock;
    this.#notebook = notebook;
    this.exposures = signal(notebook.read("exposures") ?? 0);
    this.sinceMs = signal(notebook.read("since") ?? clock.now());
    notebook.write("since", this.sinceMs.value);
  }

  exposed(): void {
    this.exposures.value += 1;
    this.#notebook.write("exposures", this.exposures.value);
  }

  rest(): void {
    this.isResting.value = true;
  }

  goOn(): void {
    this.isResting.value = false;
    this.sinceMs.value = this.#clock.now();
    this.#notebook.write("since", this.sinceMs.value);
  }

  /** Whole minutes since the last rest. */
  minutes(nowMs: number): number {
    return Math.max(0, Math.floor((nowMs - this.sinceMs.value) / 60_000));
  }
}

export const blankNotebook: Notebook = { read: () => null, write: () => undefined };
