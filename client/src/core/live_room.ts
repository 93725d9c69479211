/** A room as this tab lives it: entered, kept up to date, left, and written in. */
import { batch, computed, type Signal, signal } from "@preact/signals-core";
import type {
  AnyEvent,
  CareOfferedEvent,
  Person,
  RefusedMessage,
  RoomEntered,
  RoomInfo,
} from "../protocol/protocol.gen";
import { Folding } from "./folding";
import { placeOf } from "./message";
import { entryOfHeld, type Outbox } from "./outbox";
import type { Place, Tab } from "./place";
import { Posting } from "./posting";
import { Quoting } from "./quoting";
import type { Reacted, Wish } from "./reactions";
import { type Refusal, refusalOf } from "./refusal";
import {
  applyEntered,
  applyEvent,
  type BeforeHiding,
  dropExpired,
  emptyRoom,
  letGo,
  type Message,
  prependPage,
  type RoomState,
  regain,
} from "./room";
import { Timers } from "./timers";

const ENTERED_WITHIN_MS = 10_000;
const TRY_AGAIN_MS = 3_000;
const EXPIRE_EVERY_MS = 30_000;
/** Messages held while the end is followed; a little more, so that they are not let go of one by one. */
const HELD = 1_000;
const HELD_AT_MOST = 1_200;

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
  readonly quoting: Quoting;
  readonly state: Signal<RoomState>;
  readonly #held = computed(() => this.state.value.held);
  /** What the reader wrote and the room does not show: held, or on its way. */
  readonly waiting = computed<Outbox>(() => [
    ...this.#held.value.map(entryOfHeld),
    ...this.posting.outbox.value,
  ]);
  readonly standing: Signal<Standing> = signal("connecting");
  /** Whether the guest has a nickname here, or is asked for one. */
  readonly named: Signal<boolean> = signal(false);
  readonly isLoadingOlder: Signal<boolean> = signal(false);
  /** Why the last older page did not come; null when it did, or another is asked for. */
  readonly olderRefused: Signal<Refusal | null> = signal(null);
  /** Every tag the guest had here: it changes at midnight, their messages keep theirs. */
  readonly ownTags: Signal<ReadonlySet<string>> = signal(new Set<string>());
  /** Reactions wished for and not yet granted, by message. */
  readonly wishes: Signal<ReadonlyMap<string, Wish>> = signal(new Map());
  /** Help lines offered to the reader, until they close them. */
  readonly care: Signal<CareOfferedEvent | null> = signal(null);
  /** Called with each message of someone else that arrives while the room is read. */
  onArrival: (message: Message) => void = () => undefined;
  /** Called when a message that arrived names the reader, or answers them. */
  onMention: (messageId: string) => void = () => undefined;
  /** Whether only the end of the room is read: then the oldest messages need not be held. */
  isFollowed: () => boolean = () => false;
  readonly #timers: Timers<"entered" | "again" | "expire">;
  readonly #folding: Folding<AnyEvent>;
  #isWanted = false;
  #isEntered = false;
  #older: Promise<void> | null = null;
  /** What was held before someone was hidden who is to be seen again; undefined when nobody is. */
  #regained: BeforeHiding | null | undefined = undefined;
  readonly #beforeHiding = new Map<string, BeforeHiding>();

  constructor(tab: Tab, slug: string, info: RoomInfo | null) {
    this.tab = tab;
    this.slug = slug;
    this.state = signal(emptyRoom(slug, info));
    this.#timers = new Timers(tab.outside.clock);
    this.#folding = new Folding(tab.outside.clock, (events) => this.#happenedTogether(events));
    this.posting = new Posting(this);
    this.quoting = new Quoting(this);
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

  present(): number {
    return this.state.value.presence.present;
  }

  slowMode(): number {
    const { cover, info } = this.state.value;
    return cover?.slow_mode_seconds ?? info?.slow_mode ?? 0;
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
    this.#folding.flush();
    this.#isEntered = false;
    this.#timers.cancel("entered");
    this.#timers.cancel("again");
    if (this.standing.value === "live") this.standing.value = "connecting";
    this.state.value = { ...this.state.value, typing: [] };
    this.posting.interrupted();
  }

  sessionEnded(): void {
    batch(() => {
      const { presence } = this.state.value;
      this.state.value = {
        ...this.state.value,
        you: null,
        hidden: [],
        held: [],
        typing: [],
        presence: { ...presence, people: null },
      };
      this.ownTags.value = new Set();
      this.care.value = null;
      this.named.value = false;
      this.posting.sessionEnded();
    });
  }

  /** A snapshot is applied at once, what follows it with the rest of its frame. */
  happened(event: AnyEvent): void {
    if (event.type !== "room.entered") {
      this.#folding.add(event);
      return;
    }
    this.#folding.flush();
    this.#happened(event);
  }

  #happenedTogether(events: readonly AnyEvent[]): void {
    batch(() => {
      for (const event of events) this.#happened(event);
      if (this.state.value.messages.length > HELD_AT_MOST && this.isFollowed() && !this.isLoadingOlder.value)
        this.state.value = letGo(this.state.value, HELD);
    });
  }

  #happened(event: AnyEvent): void {
    const { hidden } = this.state.value;
    const waiting = this.waiting.peek();
    if (event.type === "room.entered") this.#entered(event);
    else this.#fold(applyEvent(this.state.value, event));
    if (event.type === "hiding.changed" || isResumed(event)) this.#followHiding(hidden);
    if (event.type === "room.changed" && event.info.readers === "guests") this.#turnedOut();
    if (event.type === "mention.noticed") this.onMention(event.message_id);
    this.#toldToOne(event, waiting);
    if (this.state.value.gap && this.#isEntered) this.enter();
  }

  /** What nobody else in the room is told. `waiting` is what waited before. */
  #toldToOne(event: AnyEvent, waiting: Outbox): void {
    if (event.type === "message.refused") this.#cameBack([event], waiting);
    else if (event.type === "room.entered") this.#cameBack(event.refused ?? [], waiting);
    else if (event.type === "care.offered") this.#offered(event);
  }

  /** What was held and will not be shown. */
  #cameBack(refused: readonly RefusedMessage[], waiting: Outbox): void {
    for (const event of refused) {
      const id = event.client_message_id;
      const draft = waiting.find(({ clientMessageId }) => clientMessageId === id);
      this.posting.returned.value = [...this.posting.returned.value, { event, draft }];
      this.posting.discard(id);
    }
  }

  #offered(care: CareOfferedEvent): void {
    this.care.value = care;
    if (care.kind === "writing_closed") this.tab.isWritingClosed.value = true;
  }

  /** Once the older page is there, or refused; at once when there is none to have. */
  loadOlder(): Promise<void> {
    this.#older ??= this.#loadOlder().finally(() => {
      this.#older = null;
    });
    return this.#older;
  }

  async #loadOlder(): Promise<void> {
    const { messages, more, epoch } = this.state.value;
    const first = messages[0];
    if (!first || !more || this.tab.sessionKey() === null) return;
    this.isLoadingOlder.value = true;
    this.olderRefused.value = null;
    const page = await this.tab.outside.api.older(this.slug, first.offset);
    batch(() => {
      this.isLoadingOlder.value = false;
      if (!page.ok) this.olderRefused.value = page.refusal;
      else if (this.state.value.epoch === epoch) this.state.value = prependPage(this.state.value, page.value);
    });
  }

  // --- what others put, and whom one hides

  /** The reactions under a message, as the reader is to see them. */
  reactedTo(messageId: string): Reacted | undefined {
    return this.wishes.value.get(messageId)?.shown ?? this.state.value.reactions.get(messageId);
  }

  hides(tag: string): boolean {
    return this.state.value.hidden.some((person) => person.tag === tag);
  }

  /** What is held as someone is hidden, for when they are seen again. */
  rememberBefore(people: readonly Person[]): void {
    const { offset } = this.state.value;
    const atMs = this.tab.outside.clock.now();
    for (const { tag } of people) this.#beforeHiding.set(tag, { tag, offset, atMs });
  }

  /** The server told whom the reader hides: another tab of theirs may have changed it. */
  #followHiding(before: readonly Person[]): void {
    const { hidden } = this.state.value;
    this.rememberBefore(without(hidden, before));
    for (const { tag } of without(before, hidden)) this.enterAnew(tag);
  }

  // --- entering and leaving

  /** Someone is seen again: enter without a position, for a snapshot that holds what they wrote meanwhile. */
  enterAnew(tag: string): void {
    this.#regained = this.#beforeHiding.get(tag) ?? null;
    if (this.tab.isOpen() && !this.isQuiet) this.enter();
  }

  enter(): void {
    this.#folding.flush();
    const { epoch, offset, reactionsAt } = this.state.value;
    const isAnew = epoch === "" || this.#regained !== undefined;
    const since = isAnew ? {} : { since: { epoch, offset, reactions: reactionsAt } };
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

  /** The room is for guests from now on: a spectator is told nothing more, and keeps nothing of it on screen. */
  #turnedOut(): void {
    if (this.state.value.you !== null) return;
    this.#isEntered = false;
    this.state.value = {
      ...emptyRoom(this.slug, this.state.value.info),
      presence: this.state.value.presence,
    };
    this.standing.value = "guests_only";
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
    const before = frame.mode === "snapshot" ? this.#regained : undefined;
    if (frame.mode === "snapshot") this.#regained = undefined;
    batch(() => {
      this.#isEntered = true;
      this.standing.value = "live";
      if (frame.you) this.ownTags.value = new Set([...this.ownTags.value, frame.you.tag]);
      const { value } = this.state;
      this.#fold(
        before === undefined ? applyEntered(value, frame) : regain(value, frame, before),
        isResumed(frame),
      );
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
      if (this.posting.outbox.value.length > 0) this.posting.folded(this.#shown(state), state.offset);
    });
    if (announces && before.epoch === state.epoch && before.epoch !== "") this.#tellArrivals(before.offset);
  }

  /** The `client_message_id` of all that the room shows of the reader's, what is held included. */
  #shown({ messages, held }: RoomState): readonly string[] {
    const own = messages.filter((message) => this.ownTags.value.has(message.tag));
    return [...own.map((message) => message.clientMessageId), ...held.map((each) => each.client_message_id)];
  }

  #tellArrivals(after: number): void {
    const { messages } = this.state.value;
    for (const message of messages.slice(placeOf(messages, after + 1))) {
      const isShown = message.removed === null && !this.hides(message.tag);
      if (isShown && !this.ownTags.value.has(message.tag)) this.onArrival(message);
    }
  }

  #expire(): void {
    this.state.value = dropExpired(this.state.value, this.tab.outside.clock.now());
    this.#timers.set("expire", EXPIRE_EVERY_MS, () => this.#expire());
  }
}

function isResumed(event: AnyEvent): boolean {
  return event.type === "room.entered" && event.mode === "resumed";
}

function without(people: readonly Person[], others: readonly Person[]): readonly Person[] {
  return people.filter(({ tag }) => !others.some((other) => other.tag === tag));
}
