/** A room as this tab lives it: entered, kept up to date, left, and written in. */
import { batch, computed, type Signal, signal } from "@preact/signals-core";
import type {
  AnyEvent,
  CareOfferedEvent,
  Person,
  ProofChangedEvent,
  RefusedMessage,
  RoomEntered,
  RoomInfo,
  SanctionInfo,
} from "../protocol/protocol.gen";
import { Entering, type Standing } from "./entering";
import { Folding } from "./folding";
import { placeOf } from "./message";
import { OlderPages } from "./older_pages";
import { entryOfHeld, type Outbox } from "./outbox";
import type { Place, Tab } from "./place";
import { Posting } from "./posting";
import { Quoting } from "./quoting";
import type { Reacted, Wish } from "./reactions";
import { applyEvent, dropExpired, emptyRoom, letGo, type Message, type RoomState } from "./room";
import { restraintOf, type Sanctions, withoutSanction, withSanction } from "./sanctions";
import { SeeingAgain, without } from "./seeing_again";
import { Timers } from "./timers";

const EXPIRE_EVERY_MS = 30_000;
/** Messages held while the end is followed; a little more, so that they are not let go of one by one. */
const HELD = 1_000;
const HELD_AT_MOST = 1_200;

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
  readonly older: OlderPages;
  readonly seeingAgain: SeeingAgain;
  /** Whether the guest has a nickname here, or is asked for one. */
  readonly named: Signal<boolean> = signal(false);
  /** Every tag the guest had here: it changes at midnight, their messages keep theirs. */
  readonly ownTags: Signal<ReadonlySet<string>> = signal(new Set<string>());
  /** Reactions wished for and not yet granted, by message. */
  readonly wishes: Signal<ReadonlyMap<string, Wish>> = signal(new Map());
  /** Help lines offered to the reader, until they close them. */
  readonly care: Signal<CareOfferedEvent | null> = signal(null);
  /** What was decided about the reader, and is told here. */
  readonly sanctions: Signal<Sanctions> = signal([]);
  /** What keeps them from writing. */
  readonly restraint = computed(() => restraintOf(this.sanctions.value));
  /** Those they have read, in this tab. */
  readonly acknowledged: Signal<ReadonlySet<string>> = signal(new Set<string>());
  /** What is to be read before the room is. */
  readonly toRead = computed(() =>
    this.sanctions.value.findLast((sanction) => !this.acknowledged.value.has(sanction.id)),
  );
  /** Called with each message of someone else that arrives while the room is read. */
  onArrival: (message: Message) => void = () => undefined;
  /** Called when a message that arrived names the reader, or answers them. */
  onMention: (messageId: string) => void = () => undefined;
  /** Whether only the end of the room is read: then the oldest messages need not be held. */
  isFollowed: () => boolean = () => false;
  readonly #timers: Timers<"expire">;
  readonly #entering: Entering;
  readonly #folding: Folding<AnyEvent>;
  #isWanted = false;

  constructor(tab: Tab, slug: string, info: RoomInfo | null) {
    this.tab = tab;
    this.slug = slug;
    this.state = signal(emptyRoom(slug, info));
    this.#timers = new Timers(tab.outside.clock);
    this.#folding = new Folding(tab.outside.clock, (events) => this.#happenedTogether(events));
    this.posting = new Posting(this);
    this.quoting = new Quoting(this);
    this.older = new OlderPages(this);
    this.seeingAgain = new SeeingAgain(this);
    this.#entering = new Entering(this, () => tab.isOpen() && !this.isQuiet);
  }

  get standing(): Signal<Standing> {
    return this.#entering.standing;
  }

  // --- what its writing side asks

  isEntered(): boolean {
    return this.#entering.isEntered;
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
    if (this.tab.isOpen() && !this.isEntered()) this.enter();
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
    this.#entering.disconnected();
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
      this.sanctions.value = [];
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
      if (this.state.value.messages.length > HELD_AT_MOST && this.isFollowed() && !this.older.isLoading.value)
        this.state.value = letGo(this.state.value, HELD);
    });
  }

  #happened(event: AnyEvent): void {
    const { hidden } = this.state.value;
    const waiting = this.waiting.peek();
    if (event.type === "room.entered") this.#entered(event);
    else this.#fold(applyEvent(this.state.value, event));
    if (event.type === "hiding.changed" || isResumed(event)) this.#followHiding(hidden);
    if (event.type === "room.changed") this.#changed(event.info);
    if (event.type === "proof.changed") this.#proofChanged(event);
    if (event.type === "cover.changed" && this.slowMode() === 0) this.posting.slowModeEnded();
    if (event.type === "mention.noticed") this.onMention(event.message_id);
    this.#toldToOne(event, waiting);
    if (this.state.value.gap && this.isEntered()) this.enter();
  }

  /** Who may not read the room as it is from now on is told nothing more of it. */
  #changed({ readers, kind }: RoomInfo): void {
    if (readers === "guests") this.#turnedOut();
    // Entering says whether one may.
    if (kind === "adult") this.enter();
  }

  #proofChanged({ proven }: ProofChangedEvent): void {
    if (proven && this.standing.value === "adults_only" && !this.isQuiet) this.enter();
    if (!proven && this.state.value.info?.kind === "adult") this.#entering.shutOut("adults_only");
  }

  /** What nobody else in the room is told. `waiting` is what waited before. */
  #toldToOne(event: AnyEvent, waiting: Outbox): void {
    if (event.type === "message.refused") this.#cameBack([event], waiting);
    else if (event.type === "room.entered") this.#cameBack(event.refused ?? [], waiting);
    else if (event.type === "care.offered") this.#offered(event);
    else if (event.type === "sanction.applied") this.sanctioned(event.sanction);
    else if (event.type === "sanction.lifted") this.#lifted(event.sanction_id);
    if (event.type === "room.entered") this.sanctions.value = event.sanctions ?? [];
  }

  sanctioned(sanction: SanctionInfo): void {
    this.sanctions.value = withSanction(this.sanctions.value, sanction);
    if (isShutting(sanction)) this.#entering.shutOut("sanctioned");
  }

  /** Who was kept out comes back by themselves, as they would have by knocking again. */
  #lifted(id: string): void {
    this.sanctions.value = withoutSanction(this.sanctions.value, id);
    const isOut = this.standing.value === "sanctioned";
    if (isOut && !this.sanctions.value.some(isShutting) && !this.isQuiet) this.enter();
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

  // --- what others put, and whom one hides

  /** The reactions under a message, as the reader is to see them. */
  reactedTo(messageId: string): Reacted | undefined {
    return this.wishes.value.get(messageId)?.shown ?? this.state.value.reactions.get(messageId);
  }

  hides(tag: string): boolean {
    return this.state.value.hidden.some((person) => person.tag === tag);
  }

  /** The server told whom the reader hides: another tab of theirs may have changed it. */
  #followHiding(before: readonly Person[]): void {
    const { hidden } = this.state.value;
    this.seeingAgain.remember(without(hidden, before));
    for (const { tag } of without(before, hidden)) this.enterAnew(tag);
  }

  // --- entering and leaving

  /** Someone is seen again: enter without a position, for a snapshot that holds what they wrote meanwhile. */
  enterAnew(tag: string): void {
    this.seeingAgain.wait(tag);
    if (this.tab.isOpen() && !this.isQuiet) this.enter();
  }

  enter(): void {
    this.#folding.flush();
    this.#entering.ask(this.seeingAgain.isAwaited);
  }

  /** The room is for guests from now on: a spectator is told nothing more, and keeps nothing of it on screen. */
  #turnedOut(): void {
    if (this.state.value.you === null) this.#entering.shutOut("guests_only");
  }

  #entered(frame: RoomEntered): void {
    batch(() => {
      this.#entering.entered();
      if (frame.you) this.ownTags.value = new Set([...this.ownTags.value, frame.you.tag]);
      this.#fold(this.seeingAgain.entered(this.state.value, frame), isResumed(frame));
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
    this.#entering.leave();
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

function isShutting({ kind }: SanctionInfo): boolean {
  return kind === "kick" || kind === "room_ban" || kind === "ban";
}

function isResumed(event: AnyEvent): boolean {
  return event.type === "room.entered" && event.mode === "resumed";
}
