/** The desk of one member of the team: what the place is like now, kept up to date by long polls. */
import { batch, computed, type Signal, signal } from "@preact/signals-core";
import type { Clock } from "../core/ports";
import { tabCodes } from "../platform/own_codes";
import type { DeskHeld, DeskState } from "../protocol/desk.gen";
import type { DeskApi, Fault } from "./api";
import { Casework } from "./casework";
import { Deciding, type Decision, type Pending } from "./deciding";
import { blankNotebook, type Notebook, Resting } from "./resting";
import { Streaming } from "./streaming";
import { Watching } from "./watching";

export type Standing =
  | "opening"
  /** Nobody is signed in here. */
  | "stranger"
  /** The address was used already, or is too old. */
  | "stale"
  /** Signed in, and to add a passkey before anything else. */
  | "keyless"
  | "live"
  | "offline";

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;

/** Something told to the person until they close it. */
export interface Trouble {
  readonly fault: Fault;
  readonly pending: Pending | null;
}

export class Desk {
  readonly api: DeskApi;
  readonly clock: Clock;
  readonly standing: Signal<Standing> = signal("opening");
  readonly state: Signal<DeskState | null> = signal(null);
  readonly deciding: Deciding;
  readonly watching: Watching;
  readonly work: Casework;
  readonly streaming: Streaming;
  readonly resting: Resting;
  readonly trouble: Signal<Trouble | null> = signal(null);
  /** The message the keys act on. */
  readonly selected: Signal<string | null> = signal(null);
  /** What waits and is not decided here. */
  readonly held = computed<readonly DeskHeld[]>(() => {
    const held = this.state.value?.held ?? [];
    return held.filter(({ message_id }) => !this.deciding.isDecided(message_id));
  });
  #retryMs = FIRST_RETRY_MS;
  #round = 0;

  constructor(api: DeskApi, clock: Clock, notebook: Notebook = blankNotebook) {
    this.api = api;
    this.clock = clock;
    this.deciding = new Deciding(api, clock);
    this.deciding.onFault = (fault, pending) => this.#failed(fault, pending);
    this.watching = new Watching(api, clock);
    this.watching.onFault = (fault) => this.#failed(fault, null);
    this.work = new Casework(api, clock);
    this.streaming = new Streaming(api, clock);
    this.resting = new Resting(clock, notebook);
  }

  /** `token` is what the address carried, if it carried one. */
  async open(token: string | null): Promise<void> {
    if (token !== null) {
      const signedIn = await this.api.signIn(token);
      if (!signedIn.ok) {
        // Whoever is signed in already and presses an old address stays signed in.
        const here = await this.api.state(null);
        if (!here.ok) {
          this.standing.value = signedIn.fault.code === "unreachable" ? "offline" : "stale";
          return;
        }
      }
    }
    await this.#follow(true);
  }

  /** Ask now, whatever one was waiting for. */
  again(): void {
    this.#retryMs = FIRST_RETRY_MS;
    void this.#follow(this.state.value === null);
  }

  async leave(): Promise<void> {
    this.deciding.sendAll();
    this.#stop();
    await this.api.signOut();
    tabCodes.write(new Map());
    batch(() => {
      this.state.value = null;
      this.standing.value = "stranger";
    });
  }

  decide(message: DeskHeld, decision: Decision): void {
    const { held } = this;
    const at = held.value.findIndex(({ message_id }) => message_id === message.message_id);
    this.deciding.decide(message, decision);
    const next = held.value[Math.min(at, held.value.length - 1)];
    this.selected.value = next?.message_id ?? null;
  }

  /** Take back what was decided last, of a message or of a case. */
  undo(): void {
    const waiting = this.deciding.pending.value.at(-1);
    const done = this.work.undoing.done.value.at(-1);
    if (done && done.dueMs > (waiting?.dueMs ?? 0)) {
      void this.work.undo();
      return;
    }
    const message = this.deciding.undo();
    if (message) this.selected.value = message.message_id;
  }

  /** A gesture: the rooms one watches over stay covered. */
  touched(): void {
    this.watching.touched();
    this.resting.touched();
  }

  /** A rest: what one holds goes to the others, and one's rooms are no longer covered by oneself. */
  async rest(): Promise<void> {
    this.deciding.sendAll();
    this.resting.rest();
    this.streaming.freeze(false);
    this.streaming.stop();
    await Promise.all([this.work.handOverAll(), this.watching.rest()]);
  }

  async goOn(): Promise<void> {
    this.resting.goOn();
    await this.watching.goOn();
    this.#followRooms();
  }

  tell(fault: Fault): void {
    this.#failed(fault, null);
  }

  async #follow(isFirst: boolean): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    let after: number | null = isFirst ? null : (this.state.value?.version ?? null);
    while (round === this.#round) {
      const answer = await this.api.state(after);
      if (round !== this.#round) return;
      if (!answer.ok) {
        this.#lost(answer.fault, round);
        return;
      }
      this.#told(answer.value);
      after = answer.value.version;
    }
  }

  #told(state: DeskState): void {
    const isFirst = this.state.value === null;
    this.#retryMs = FIRST_RETRY_MS;
    batch(() => {
      this.state.value = state;
      this.standing.value = "live";
      this.deciding.shown(state.held);
      this.work.told(state.cases);
      const isThere = this.held.value.some(({ message_id }) => message_id === this.selected.value);
      if (!isThere) this.selected.value = this.held.value[0]?.message_id ?? null;
    });
    if (isFirst) this.watching.adopt(this.#watched());
    this.#followRooms();
  }

  #lost(fault: Fault, round: number): void {
    if (fault.code === "staff_required") {
      this.#stop();
      batch(() => {
        this.state.value = null;
        this.standing.value = "stranger";
      });
      return;
    }
    if (fault.code === "passkey_required") {
      this.standing.value = "keyless";
      return;
    }
    this.standing.value = "offline";
    this.clock.after(this.#retryMs, () => {
      if (round === this.#round) void this.#follow(this.state.value === null);
    });
    this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
  }

  #watched(): readonly string[] {
    return (this.state.value?.rooms ?? []).filter(({ watched }) => watched).map(({ slug }) => slug);
  }

  #followRooms(): void {
    if (!this.resting.isResting.value) this.streaming.follow(this.#watched());
  }

  #stop(): void {
    this.#round += 1;
    this.watching.stop();
    this.streaming.stop();
    this.work.close();
  }

  #failed(fault: Fault, pending: Pending | null): void {
    if (fault.code === "staff_required") this.#lost(fault, this.#round);
    else this.trouble.value = { fault, pending };
  }
}
