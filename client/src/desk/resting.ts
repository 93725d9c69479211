/** How long one has been at it without a rest, and how much of what is hard to read one has read: nobody else knows. */
import { type Signal, signal } from "@preact/signals-core";
import type { Clock } from "../core/ports";
import type { DeskBreak } from "../protocol/desk.gen";

/** Away for as long as this is a rest too. */
export const AWAY_MS = 10 * 60_000;
const MINUTE_MS = 60_000;

/** Where the numbers outlive a reload, in this tab only. */
export interface Notebook {
  read(name: string): number | null;
  write(name: string, value: number): void;
}

export class Resting {
  /** Severe texts read since the last rest. */
  readonly exposures: Signal<number>;
  readonly isResting: Signal<boolean> = signal(false);
  readonly sinceMs: Signal<number>;
  readonly #clock: Clock;
  readonly #notebook: Notebook;
  #touchedMs: number;
  #notedMs = 0;

  constructor(clock: Clock, notebook: Notebook) {
    this.#clock = clock;
    this.#notebook = notebook;
    this.exposures = signal(notebook.read("exposures") ?? 0);
    this.sinceMs = signal(notebook.read("since") ?? clock.now());
    this.#touchedMs = notebook.read("touched") ?? clock.now();
    notebook.write("since", this.sinceMs.value);
    this.touched();
  }

  /** One did something here: whoever was away long enough before it has rested. */
  touched(): void {
    const now = this.#clock.now();
    if (now - this.#touchedMs >= AWAY_MS) this.#begin();
    this.#touchedMs = now;
    // One number a minute spares the storage.
    if (now - this.#notedMs < MINUTE_MS) return;
    this.#notedMs = now;
    this.#notebook.write("touched", now);
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
    this.#begin();
  }

  /** Whole minutes since the last rest. */
  minutes(nowMs: number): number {
    return Math.max(0, Math.floor((nowMs - this.sinceMs.value) / MINUTE_MS));
  }

  /** Long enough, or enough of what is hard to read, whichever is first. */
  isDue({ after_minutes, after_texts }: DeskBreak, nowMs: number): boolean {
    return this.minutes(nowMs) >= after_minutes || this.exposures.value >= after_texts;
  }

  #begin(): void {
    this.sinceMs.value = this.#clock.now();
    this.exposures.value = 0;
    this.#notebook.write("since", this.sinceMs.value);
    this.#notebook.write("exposures", 0);
  }
}

export const blankNotebook: Notebook = { read: () => null, write: () => undefined };
