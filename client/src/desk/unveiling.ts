/** Which severe texts were asked for: forgotten when the page is, and counted for oneself alone. */
import { type Signal, signal } from "@preact/signals";
import type { Desk } from "./desk";

class Unveiling {
  readonly #shown: Signal<ReadonlySet<string>> = signal(new Set<string>());

  isShown(caseId: string, seq: number): boolean {
    return this.#shown.value.has(`${caseId} ${seq}`);
  }

  show(caseId: string, seq: number, desk: Desk): void {
    this.#shown.value = new Set([...this.#shown.peek(), `${caseId} ${seq}`]);
    desk.resting.exposed();
  }

  veil(caseId: string): void {
    this.#shown.value = new Set([...this.#shown.peek()].filter((key) => !key.startsWith(`${caseId} `)));
  }
}

export const unveiling = new Unveiling();
