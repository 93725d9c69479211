/** A room as this tab lives it: entered, kept up to date, left, and written in. */
import { batch, type Signal, signal } from "@preact/signals-core";
import type { AnyEvent, RoomEntered, RoomInfo } from "../protocol/protocol.gen";
import { normaliseBody } from "./body";
import type { Answer } from "./connection";
import type { Place, Tab } from "./place";
import { Posting } from "./posting";
import { type Refusal, refusalFrom, refusalOf } from "./refusal";
import {
  applyEntered,
  applyEvent,
  dropExpired,
  emptyRoom,
  type Message,
  prependPage,
  type RoomState,
} from "./room";
import { Timers } from "./timers";

const ENTERED_WITHIN_MS = 10_000;
const TRY_AGAIN_MS = 3_000;
const EXPIRE_EVERY_MS = 30_000;

export type Standing =
  | "connecting"
  | "live"
  | "not_found"
  | "full"
  | "closed"
  /** Read by guests only, and this is a spectator. */
  | "guests_only";

export class LiveRoom implements Place {
  readonly slug: string;
  readonly tab: Tab;
  readonly posting: Posting;
  readonly state: Signal<RoomState>;
  readonly standing: Signal<Standing> = signal("connecting");
  /** Whether the guest has a nickname here, or is asked for one. */
  readonly named: Signal<boolean> = signal(false);
  readonly isLoadingOlder: Signal<boolean> = signal(false);
  /** Every tag the guest had here: it changes at midnight, their messages keep theirs. */
  readonly ownTags: Signal<ReadonlySet<string>> = signal(new Set<string>());
  /** Called with each message of someone else that arrives while the room is read. */
  onArrival: (message: Message) => void = () => undefined;
  readonly #timers: Timers<"entered" | "again" | "expire">;
  #isWanted = false;
  #isEntered = false;

  constructor(tab: Tab, slug: string, info: RoomInfo | null) {
    this.tab = tab;
    this.slug = slug;
    this.state = signal(emptyRoom(slug, info));
    this.#timers = new Timers(tab.outside.clock);
    this.posting = new Posting(this);
  }

  // --- what its writing side asks

  isEntered(): boolean {
    return this.#isEntered;
  }

  isNamed(): boolean {
    return this.named.value;
  }

  setNamed(isNamed: boolean): void {
    this.named.value = isNamed;
  }

  nickname(): string | null {
    return this.state.value.you?.nickname ?? null;
  }

  setNickname(nickname: string): void {
    const { you } = this.state.value;
    if (you) this.state.value = { ...this.state.value, you: { ...you, nickname } };
  }

  offset(): number {
    return this.state.value.offset;
  }

  slowMode(): number {
    return this.state.value.info?.slow_mode ?? 0;
  }

  emptied(): void {
    if (this.isQuiet) this.#leave();
  }

  // --- the tab comes and goes

  /** Nothing is left to read or to send here. */
  get isQuiet(): boolean {
    return !this.#isWanted && !this.posting.hasWaiting;
  }

  open(): void {
    this.#isWanted = true;
    this.#expire();
    if (this.tab.isOpen() && !this.#isEntered) this.enter();
  }

  close(): void {
    this.#isWanted = false;
    this.posting.refused.value = null;
    this.emptied();
  }

  connected(): void {
    if (!this.isQuiet) this.enter();
  }

  disconnected(): void {
    this.#isEntered = false;
    this.#timers.cancel("entered");
    this.#timers.cancel("again");
    if (this.standing.value === "live") this.standing.value = "connecting";
    this.posting.interrupted();
  }

  sessionEnded(): void {
    batch(() => {
      const { presence } = this.state.value;
      this.state.value = { ...this.state.value, you: null, presence: { ...presence, people: null } };
      this.ownTags.value = new Set();
      this.named.value = false;
      this.posting.sessionEnded();
    });
  }

  happened(event: AnyEvent): void {
    if (event.type === "room.entered") this.#entered(event);
    else this.#fold(applyEvent(this.state.value, event));
    if (this.state.value.gap && this.#isEntered) this.enter();
  }

  async loadOlder(): Promise<void> {
    const { messages, more, epoch } = this.state.value;
    const first = messages[0];
    if (!first || !more || this.isLoadingOlder.value || this.tab.sessionKey() === null) return;
    this.isLoadingOlder.value = true;
    const page = await this.tab.outside.api.older(this.slug, first.offset);
    batch(() => {
      this.isLoadingOlder.value = false;
      if (page.ok && this.state.value.epoch === epoch)
        this.state.value = prependPage(this.state.value, page.value);
    });
  }

  // --- one's own messages

  /** Send the edited text; the field keeps it until it is accepted. */
  saveEdit(): void {
    const { drafting } = this.posting;
    const editing = drafting.editing.value;
    const body = normaliseBody(drafting.text.value);
    if (editing === null || body === editing.original) {
      drafting.stopEditing();
      return;
    }
    this.tab.ask({ type: "message.edit", room: this.slug, message_id: editing.messageId, body }, (answer) =>
      this.#amended(answer, () => drafting.stopEditing()),
    );
  }

  remove(messageId: string): void {
    this.tab.ask({ type: "message.remove", room: this.slug, message_id: messageId }, (answer) =>
      this.#amended(answer, () => undefined),
    );
  }

  #amended(answer: Answer, then: () => void): void {
    const isDone = answer.type === "ok";
    this.posting.refused.value = isDone ? null : { what: "edit", refusal: refusalFrom(answer) };
    if (isDone) then();
  }

  // --- entering and leaving

  enter(): void {
    const { epoch, offset } = this.state.value;
    const since = epoch === "" ? {} : { since: { epoch, offset } };
    this.#isEntered = false;
    this.#timers.set("entered", ENTERED_WITHIN_MS, () => this.tab.breakOff());
    this.tab.ask({ type: "room.enter", room: this.slug, ...since }, (answer) => {
      if (answer.type === "failed") this.#notEntered(refusalOf(answer));
    });
  }

  #notEntered(refused: Refusal): void {
    this.#timers.cancel("entered");
    if (refused.code === "not_found") this.standing.value = "not_found";
    else if (refused.code === "room_closed") this.standing.value = "closed";
    else if (refused.code === "session_required") this.standing.value = "guests_only";
    else this.#enterLater(refused);
  }

  #enterLater(refused: Refusal): void {
    if (refused.code === "room_full") this.standing.value = "full";
    const delay = refused.retryAfter === null ? TRY_AGAIN_MS : refused.retryAfter * 1_000;
    this.#timers.set("again", delay, () => {
      if (this.tab.isOpen() && !this.isQuiet) this.enter();
    });
  }

  #entered(frame: RoomEntered): void {
    this.#timers.cancel("entered");
    const isResumed = frame.mode === "resumed";
    batch(() => {
      this.#isEntered = true;
      this.standing.value = "live";
      if (frame.you) this.ownTags.value = new Set([...this.ownTags.value, frame.you.tag]);
      this.#fold(applyEntered(this.state.value, frame), isResumed);
      if (this.#seemsNamed()) this.named.value = true;
    });
    this.posting.reentered();
  }

  /** Listed, or seen writing, or under another name than the session's: they chose one here already. */
  #seemsNamed(): boolean {
    const { you, presence, messages } = this.state.value;
    if (you === null) return false;
    return (
      you.named ||
      you.nickname !== this.tab.sessionNickname() ||
      (presence.people?.some((person) => person.tag === you.tag) ?? false) ||
      messages.some((message) => message.tag === you.tag && message.removed !== "erased")
    );
  }

  #leave(): void {
    this.#timers.cancel("expire");
    this.#timers.cancel("again");
    if (this.#isEntered) this.tab.ask({ type: "room.leave", room: this.slug }, () => undefined);
    this.#isEntered = false;
    this.tab.becameQuiet();
  }

  // --- keeping up

  #fold(state: RoomState, announces = true): void {
    const before = this.state.value;
    if (state === before) return;
    batch(() => {
      this.state.value = state;
      const own = state.messages.filter((message) => this.ownTags.value.has(message.tag));
      this.posting.folded(own, state.offset);
    });
    if (announces && before.epoch === state.epoch && before.epoch !== "") this.#tellArrivals(before.offset);
  }

  #tellArrivals(after: number): void {
    for (const message of this.state.value.messages) {
      const isNew = message.offset > after && message.removed === null;
      if (isNew && !this.ownTags.value.has(message.tag)) this.onArrival(message);
    }
  }

  #expire(): void {
    this.state.value = dropExpired(this.state.value, this.tab.outside.clock.now());
    this.#timers.set("expire", EXPIRE_EVERY_MS, () => this.#expire());
  }
}
