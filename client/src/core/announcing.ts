/** Announcing: what a polite live region says of arrivals, so that a busy room does not talk without end. */
import type { Clock } from "./ports";
import type { Message } from "./room";
import { Timers } from "./timers";

const CALM_MS = 1_200;
const FLOOD_MS = 5_000;
/** More than this in one sum is a flood. */
const FLOOD = 5;
/** Between two sentences, so that the first is heard. */
const APART_MS = 1_000;

export type Announcement =
  | { readonly kind: "sum"; readonly count: number }
  /** Who names or answers the reader; `others` more did so meanwhile. */
  | { readonly kind: "personal"; readonly nickname: string; readonly others: number };

export class Announcing {
  readonly #clock: Clock;
  readonly #say: (announcement: Announcement) => void;
  readonly #timers: Timers<"sum" | "personal">;
  #burst: Message[] = [];
  #personal: Message[] = [];
  /** Named before they arrived, as it may happen. */
  readonly #awaited = new Set<string>();
  #quietUntil = 0;
  #saidAt = 0;

  constructor(clock: Clock, say: (announcement: Announcement) => void) {
    this.#clock = clock;
    this.#say = say;
    this.#timers = new Timers(clock);
  }

  arrived(message: Message): void {
    if (this.#awaited.delete(message.id)) {
      this.#addressed(message);
      return;
    }
    this.#burst.push(message);
    if (this.#burst.length === 1) this.#timers.set("sum", this.#wait(CALM_MS), () => this.#sum());
  }

  /** A message concerns the reader themself: it is told apart, even when its arrival was told already. */
  concerns(messageId: string, held: Message | undefined): void {
    const message = this.#burst.find(({ id }) => id === messageId) ?? held;
    this.#burst = this.#burst.filter((other) => other !== message);
    if (message === undefined) this.#awaited.add(messageId);
    else this.#addressed(message);
  }

  #addressed(message: Message): void {
    this.#personal.push(message);
    const wait = this.#saidAt + APART_MS - this.#clock.now();
    if (this.#personal.length === 1) this.#timers.set("personal", Math.max(0, wait), () => this.#tell());
  }

  #tell(): void {
    const [first] = this.#personal;
    const others = this.#personal.length - 1;
    this.#personal = [];
    if (first) this.#speak({ kind: "personal", nickname: first.nickname, others });
  }

  #sum(): void {
    const wait = this.#wait(0);
    if (wait > 0) {
      this.#timers.set("sum", wait, () => this.#sum());
      return;
    }
    const count = this.#burst.length;
    this.#burst = [];
    if (count === 0) return;
    this.#quietUntil = this.#clock.now() + (count > FLOOD ? FLOOD_MS : 0);
    this.#speak({ kind: "sum", count });
  }

  #wait(least: number): number {
    return Math.max(least, Math.max(this.#quietUntil, this.#saidAt + APART_MS) - this.#clock.now());
  }

  #speak(announcement: Announcement): void {
    this.#saidAt = this.#clock.now();
    this.#say(announcement);
  }
}
