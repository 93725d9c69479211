/** Named timers: setting one again replaces it. */
import type { Cancel, Clock } from "./ports";

export class Timers<Name extends string> {
  readonly #clock: Clock;
  readonly #set = new Map<Name, Cancel>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(name: Name, ms: number, action: () => void): void {
    this.cancel(name);
    this.#set.set(name, this.#clock.after(ms, action));
  }

  cancel(name: Name): void {
    this.#set.get(name)?.();
    this.#set.delete(name);
  }
}
