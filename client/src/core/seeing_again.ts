/** Seeing someone again: the snapshot that brings them back joins what was held before they were hidden. */
import { EDIT_WITHIN_SECONDS, type Person, type RoomEntered } from "../protocol/protocol.gen";
import { placeOf } from "./message";
import type { Ground } from "./place";
import { applyEntered, type RoomState } from "./room";

/** What was held when someone was hidden: up to `offset`, their messages of before are still here. */
export interface BeforeHiding {
  readonly tag: string;
  readonly offset: number;
  readonly atMs: number;
}

export class SeeingAgain {
  readonly #ground: Ground;
  readonly #before = new Map<string, BeforeHiding>();
  /** Of the one who is to be seen again; undefined when nobody is. */
  #awaited: BeforeHiding | null | undefined = undefined;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** A snapshot is awaited that holds what they wrote meanwhile. */
  get isAwaited(): boolean {
    return this.#awaited !== undefined;
  }

  remember(people: readonly Person[]): void {
    const { state, tab } = this.#ground;
    const atMs = tab.outside.clock.now();
    for (const { tag } of people) this.#before.set(tag, { tag, offset: state.value.offset, atMs });
  }

  /** They are seen from the next snapshot on. */
  wait(tag: string): void {
    this.#awaited = this.#before.get(tag) ?? null;
  }

  /** The state once the room is entered. */
  entered(state: RoomState, frame: RoomEntered): RoomState {
    if (frame.mode !== "snapshot" || this.#awaited === undefined) return applyEntered(state, frame);
    const before = this.#awaited;
    this.#awaited = undefined;
    return regain(state, frame, before);
  }
}

/**
 * Above the snapshot stays what was held before they were hidden, if nothing is missing between; but not what they
 * may have edited since, unseen.
 */
function regain(state: RoomState, frame: RoomEntered, before: BeforeHiding | null): RoomState {
  const fresh = applyEntered(state, frame);
  const first = fresh.messages[0]?.offset ?? Number.POSITIVE_INFINITY;
  if (before === null || frame.epoch !== state.epoch || first > before.offset + 1) return fresh;
  const editable = before.atMs - EDIT_WITHIN_SECONDS * 1_000;
  const kept = state.messages
    .slice(0, placeOf(state.messages, first))
    .filter((message) => message.tag !== before.tag || message.sentMs < editable);
  return {
    ...fresh,
    messages: [...kept, ...fresh.messages],
    more: state.more,
    later: state.later,
    reactions: new Map([...state.reactions, ...fresh.reactions]),
  };
}

/** Those of `people` who are not among `others`. */
export function without(people: readonly Person[], others: readonly Person[]): readonly Person[] {
  return people.filter(({ tag }) => !others.some((other) => other.tag === tag));
}
