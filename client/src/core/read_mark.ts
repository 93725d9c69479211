/** The mark of how far one has read: kept by the server, for the guest's next visit. */
import type { Tab } from "./place";
import { Timers } from "./timers";

const MARK_AFTER_MS = 1_500;

/** Tells the server how far one has read, now and then. */
export class ReadMark {
  readonly #room: string;
  readonly #tab: Tab;
  readonly #timers: Timers<"mark">;
  #read = 0;
  #told = 0;

  constructor(room: string, tab: Tab) {
    this.#room = room;
    this.#tab = tab;
    this.#timers = new Timers(tab.outside.clock);
  }

  /** The server knows this much. */
  known(offset: number): void {
    this.#told = Math.max(this.#told, offset);
  }

  seen(offset: number): void {
    const isPending = this.#read > this.#told;
    this.#read = Math.max(this.#read, offset);
    if (!isPending && this.#read > this.#told) this.#timers.set("mark", MARK_AFTER_MS, () => this.#tell());
  }

  #tell(): void {
    this.#told = this.#read;
    if (!this.#tab.isOpen() || this.#tab.sessionKey() === null) return;
    this.#tab.ask({ type: "read.mark", room: this.#room, offset: this.#read }, () => undefined);
  }
}
