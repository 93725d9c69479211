/** Folding: events that arrive within one frame of the screen are applied together. */
import type { Clock } from "./ports";

export class Folding<E> {
  readonly #clock: Clock;
  readonly #fold: (events: readonly E[]) => void;
  #gathered: E[] = [];

  constructor(clock: Clock, fold: (events: readonly E[]) => void) {
    this.#clock = clock;
    this.#fold = fold;
  }

  add(event: E): void {
    this.#gathered.push(event);
    if (this.#gathered.length === 1) this.#clock.frame(() => this.flush());
  }

  /** Apply now what was gathered. */
  flush(): void {
    const events = this.#gathered;
    this.#gathered = [];
    if (events.length > 0) this.#fold(events);
  }
}
