/** A visit: this tab's connection, its session, and the rooms it reads. */
import { batch, type Signal, signal } from "@preact/signals-core";
import type { AnyEvent, Locale, ProofChangedEvent, RoomInfo, SessionInfo } from "../protocol/protocol.gen";
import { SESSION_ENDED, STOPPING } from "./close_codes";
import { type Answer, type Asked, Connection, type ConnectionState } from "./connection";
import { LiveRoom } from "./live_room";
import type { Tab } from "./place";
import type { Outside } from "./ports";
import type { Outcome } from "./refusal";
import { Timers } from "./timers";

const IDLE_AFTER_MS = 2_000;
const RESTART_ATTEMPTS = 5;

export interface VisitSettings {
  readonly session: SessionInfo | null;
  readonly locale: () => Locale;
  /** Tell the other tabs of this browser that there is a session now. */
  readonly tellTabs: () => void;
}

export class Visit implements Tab {
  readonly outside: Outside;
  readonly connection: Signal<ConnectionState> = signal({ kind: "idle" });
  /** The code that closed the last socket, until another one opens; null while all is well. */
  readonly lost: Signal<number | null> = signal(null);
  /** The server refuses this client for good. */
  readonly isBroken: Signal<boolean> = signal(false);
  readonly session: Signal<SessionInfo | null>;
  /** The session was ended from elsewhere, and the guest has not started again. */
  readonly hasEnded: Signal<boolean> = signal(false);
  readonly isLeaving: Signal<boolean> = signal(false);
  readonly isWritingClosed: Signal<boolean> = signal(false);
  /** What was last told of the reader's age proof. */
  readonly proof: Signal<ProofChangedEvent | null> = signal(null);
  /** Called with everything that is told. */
  readonly listeners: ((event: AnyEvent) => void)[] = [];
  readonly #settings: VisitSettings;
  readonly #connection: Connection;
  readonly #rooms = new Map<string, LiveRoom>();
  readonly #timers: Timers<"idle">;

  constructor(outside: Outside, settings: VisitSettings) {
    this.outside = outside;
    this.#settings = settings;
    this.session = signal(settings.session);
    this.#timers = new Timers(outside.clock);
    this.#connection = new Connection(outside, {
      changed: (state) => this.#changed(state),
      happened: (event) => this.#happened(event),
    });
  }

  // --- rooms

  room(slug: string, info: RoomInfo | null): LiveRoom {
    const known = this.#rooms.get(slug);
    if (known) return known;
    const room = new LiveRoom(this, slug, info);
    this.#rooms.set(slug, room);
    return room;
  }

  open(room: LiveRoom): void {
    room.open();
    if (!this.hasEnded.value) this.#connection.start();
  }

  /** From one room to the next the connection stays; it ends when nothing was read for a moment. */
  becameQuiet(): void {
    this.#timers.set("idle", IDLE_AFTER_MS, () => {
      if (this.rooms.every((room) => room.isQuiet)) this.stop();
    });
  }

  /** The room, if this tab has been there. */
  known(slug: string): LiveRoom | undefined {
    return this.#rooms.get(slug);
  }

  /** No longer see what is written under a tag in a room, or see it again, wherever one is. */
  async hide(slug: string, tag: string, hidden: boolean): Promise<Outcome<null>> {
    const { hideFrom } = await import("./hiding");
    return hideFrom(this, slug, tag, hidden);
  }

  /** Those this tab has been in. */
  get rooms(): readonly LiveRoom[] {
    return [...this.#rooms.values()];
  }

  // --- the connection

  isOpen(): boolean {
    return this.#connection.state.kind === "open";
  }

  ask(command: Asked, done: (answer: Answer) => void): void {
    this.#connection.ask(command, done);
  }

  breakOff(): void {
    this.#connection.breakOff();
  }

  retryNow(): void {
    this.#connection.restart();
  }

  stop(): void {
    this.#connection.stop();
  }

  networkReturned(): void {
    this.#connection.networkReturned();
  }

  // --- the session

  sessionKey(): string | null {
    return this.session.value?.created_at ?? null;
  }

  sessionNickname(): string | null {
    return this.session.value?.nickname ?? null;
  }

  async begin(nickname: string, room: string | null): Promise<Outcome<null>> {
    const outcome = await this.outside.api.begin({ nickname, locale: this.#settings.locale(), room });
    if (!outcome.ok) return outcome;
    this.session.value = outcome.value;
    this.#connection.restart();
    this.#settings.tellTabs();
    return { ok: true, value: null };
  }

  /** Another tab opened a session: this one takes part in it too. */
  async sessionBegunElsewhere(): Promise<void> {
    const current = await this.outside.api.current();
    if (!current.ok || current.value.created_at === this.sessionKey()) return;
    this.hasEnded.value = false;
    this.session.value = current.value;
    if (this.#connection.state.kind !== "idle") this.#connection.restart();
  }

  sessionIsGone(): void {
    this.stop();
    this.#ended();
  }

  /** After the session ended: read again, as a spectator. */
  startAgain(): void {
    this.hasEnded.value = false;
    this.#connection.restart();
  }

  #ended(): void {
    batch(() => {
      this.session.value = null;
      this.isWritingClosed.value = false;
      this.hasEnded.value = true;
      for (const room of this.rooms) room.sessionEnded();
    });
  }

  #changed(state: ConnectionState): void {
    const wasOpen = this.connection.value.kind === "open";
    batch(() => {
      this.connection.value = state;
      this.#tellLoss(state);
      for (const room of this.rooms) {
        if (state.kind === "open") room.connected();
        else if (wasOpen) room.disconnected();
      }
      if (isSessionEnd(state) && !this.isLeaving.value) this.#ended();
    });
  }

  #tellLoss(state: ConnectionState): void {
    if (state.kind === "waiting") this.lost.value = this.#isRestarting(state.attempt) ? STOPPING : state.code;
    else if (state.kind !== "connecting") this.lost.value = null;
    this.isBroken.value = state.kind === "final" && !isSessionEnd(state);
  }

  /** The server said it stops: for a few attempts, that it is away is no surprise. */
  #isRestarting(attempt: number): boolean {
    return this.lost.value === STOPPING && attempt <= RESTART_ATTEMPTS;
  }

  #happened(event: AnyEvent): void {
    for (const tell of this.listeners) tell(event);
    if (event.type === "proof.changed") {
      this.proof.value = event;
      // Who is an adult may write, whatever was made of their words.
      if (event.proven) this.isWritingClosed.value = false;
    }
    // What concerns the whole place is told of no room.
    if ("room" in event && event.room) this.#rooms.get(event.room)?.happened(event);
    else for (const room of this.rooms) room.happened(event);
  }
}

function isSessionEnd(state: ConnectionState): boolean {
  return state.kind === "final" && state.code === SESSION_ENDED;
}
