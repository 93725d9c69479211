/** Decisions on held messages: each leaves after a moment in which it can be undone. */
import { type Signal, signal } from "@preact/signals-core";
import type { Cancel, Clock } from "../core/ports";
import type { DeskHeld } from "../protocol/desk.gen";
import type { Answer, DeskApi, Fault } from "./api";

export const UNDO_MS = 10_000;

export type Decision = { readonly act: "release" } | { readonly act: "refuse"; readonly reason: string };

export interface Pending {
  readonly message: DeskHeld;
  readonly decision: Decision;
  /** When it leaves (ms). */
  readonly dueMs: number;
}

type Api = Pick<DeskApi, "release" | "refuse">;

export class Deciding {
  /** Decided and not yet sent, the oldest first. */
  readonly pending: Signal<readonly Pending[]> = signal([]);
  /** Sent: what the next state may still show is over. */
  readonly sent: Signal<ReadonlySet<string>> = signal(new Set<string>());
  /** Called with what could not be decided. */
  onFault: (fault: Fault, pending: Pending) => void = () => undefined;
  readonly #api: Api;
  readonly #clock: Clock;
  readonly #timers = new Map<string, Cancel>();

  constructor(api: Api, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  isDecided(messageId: string): boolean {
    const isPending = this.pending.value.some(({ message }) => message.message_id === messageId);
    return isPending || this.sent.value.has(messageId);
  }

  decide(message: DeskHeld, decision: Decision): void {
    const id = message.message_id;
    if (this.isDecided(id)) return;
    const pending = { message, decision, dueMs: this.#clock.now() + UNDO_MS };
    this.pending.value = [...this.pending.value, pending];
    this.#timers.set(
      id,
      this.#clock.after(UNDO_MS, () => void this.#send(pending)),
    );
  }

  /** Take back the latest decision that has not left; returns the message it was about. */
  undo(): DeskHeld | null {
    const latest = this.pending.value.at(-1);
    if (latest) this.#forget(latest);
    return latest?.message ?? null;
  }

  /** The page is going away: what was decided is decided. */
  sendAll(): void {
    for (const pending of this.pending.value) void this.#send(pending);
  }

  /** What the state no longer shows need not be remembered. */
  shown(held: readonly DeskHeld[]): void {
    const ids = new Set(held.map(({ message_id }) => message_id));
    const sent = [...this.sent.value].filter((id) => ids.has(id));
    if (sent.length < this.sent.value.size) this.sent.value = new Set(sent);
  }

  async #send(pending: Pending): Promise<void> {
    const { message, decision } = pending;
    const id = message.message_id;
    this.sent.value = new Set([...this.sent.value, id]);
    this.#forget(pending);
    const answer = await this.#carryOut(id, decision);
    if (answer.ok) return;
    this.sent.value = new Set([...this.sent.value].filter((each) => each !== id));
    this.onFault(answer.fault, pending);
  }

  #carryOut(id: string, decision: Decision): Promise<Answer<null>> {
    return decision.act === "release" ? this.#api.release(id) : this.#api.refuse(id, decision.reason);
  }

  #forget(pending: Pending): void {
    const id = pending.message.message_id;
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    this.pending.value = this.pending.value.filter((each) => each !== pending);
  }
}
