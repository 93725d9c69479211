/** One's private rooms: those one is in, and those one was in within a day, with why one no longer is. */
import { effect, type Signal, signal } from "@preact/signals-core";
import type { AnyEvent, EndedRoom, PrivateRoomCard, PrivateRooms } from "../protocol/protocol.gen";
import type { Outcome } from "./refusal";
import { emptyRoom } from "./room";
import type { Visit } from "./visit";

const NONE: PrivateRooms = { rooms: [], ended: [] };

export class OwnRooms {
  readonly held: Signal<PrivateRooms> = signal(NONE);
  readonly #visit: Visit;
  readonly #read: () => Promise<Outcome<PrivateRooms>>;

  constructor(visit: Visit, read: () => Promise<Outcome<PrivateRooms>>) {
    this.#visit = visit;
    this.#read = read;
  }

  /** Keep up from now on: what changed while the connection was lost is asked for by who is in a room. */
  start(): void {
    const { connection, session } = this.#visit;
    this.#visit.listeners.push((event) => this.#happened(event));
    effect(() => {
      if (session.value === null) this.held.value = NONE;
      else void this.refresh();
    });
    let wasOpen = connection.peek().kind === "open";
    effect(() => {
      const isOpen = connection.value.kind === "open";
      if (isOpen && !wasOpen && this.held.peek().rooms.length > 0) void this.refresh();
      wasOpen = isOpen;
    });
  }

  async refresh(): Promise<void> {
    const outcome = await this.#read();
    if (outcome.ok && this.#visit.sessionKey() !== null) this.held.value = outcome.value;
  }

  find(slug: string): PrivateRoomCard | undefined {
    return this.held.value.rooms.find((room) => room.slug === slug);
  }

  /** How many of them hold something unread. */
  waiting(): number {
    return this.held.value.rooms.filter(({ unread }) => unread > 0).length;
  }

  /** All of it is on screen, here or in another tab. */
  read(slug: string): void {
    if (this.find(slug)?.unread) this.#count(slug, 0);
  }

  #count(slug: string, unread: number): void {
    const { rooms, ended } = this.held.peek();
    this.held.value = {
      rooms: rooms.map((room) => (room.slug === slug ? { ...room, unread } : room)),
      ended,
    };
  }

  ended(slug: string): EndedRoom | undefined {
    return this.held.value.ended.find((room) => room.slug === slug);
  }

  #happened(event: AnyEvent): void {
    if (event.type === "room.changed" && this.find(event.room)) void this.refresh();
    if (event.type === "unread.changed" && this.find(event.room)) this.#count(event.room, event.unread);
    if (event.type !== "membership.ended") return;
    const { room: slug, name, why, reason = "" } = event;
    const isOther = (each: { readonly slug: string }) => each.slug !== slug;
    const { rooms, ended } = this.held.value;
    const gone = { slug, name, why, reason };
    this.held.value = { rooms: rooms.filter(isOther), ended: [...ended.filter(isOther), gone] };
    const live = this.#visit.known(slug);
    if (!live) return;
    // Nothing of it stays on screen; whoever was reading it is told at its door.
    live.state.value = emptyRoom(slug, live.state.value.info);
    if (!live.isQuiet) live.enter();
  }
}
