/** A room as its log tells it: a pure fold. An old snapshot with its events is the fresh snapshot. */
import type {
  AnyEvent,
  CoverInfo,
  HeldMessage,
  LogFrame,
  PassingFrame,
  Person,
  RoomEntered,
  RoomInfo,
  You,
} from "../protocol/protocol.gen";
import { amend, type Message, messageOf } from "./message";
import { applyPresence, NOBODY, type Presence, presenceOf } from "./presence";
import { changeReactions, mergeReactions, type ReactedMap, withoutReactions } from "./reactions";

export type { Message } from "./message";
export { messageOf } from "./message";

export interface RoomState {
  readonly slug: string;
  /** Empty until the room was entered once. */
  readonly epoch: string;
  readonly offset: number;
  readonly keepSeconds: number;
  readonly info: RoomInfo | null;
  readonly presence: Presence;
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Whether older pages exist. */
  readonly more: boolean;
  readonly you: You | null;
  /** By message; of a message not held too, for the older page that may bring it. */
  readonly reactions: ReactedMap;
  /** The greatest version the room's stream told: a page read aside may know later ones. */
  readonly reactionsAt: number;
  /** Everyone who is writing now, oneself and those one hides included. */
  readonly typing: readonly Person[];
  /** Whom the reader no longer wants to see here. */
  readonly hidden: readonly Person[];
  /** The reader's own messages that wait for a person of the team, the oldest first: nobody else sees them. */
  readonly held: readonly HeldMessage[];
  /** Who watches over the room; null where nobody told. */
  readonly cover: CoverInfo | null;
  /** Messages that were said to name the reader. */
  readonly mentions: ReadonlySet<string>;
  /** Messages not in the timeline, fetched because one in it quotes them. */
  readonly quoted: readonly Message[];
  /** An event is missing: nothing more is applied until the room is entered again. */
  readonly gap: boolean;
  /** Events about messages not held here, for the older pages that may bring them. */
  readonly later: readonly LogFrame[];
}

export function emptyRoom(slug: string, info: RoomInfo | null): RoomState {
  return {
    slug,
    epoch: "",
    offset: 0,
    keepSeconds: info?.keep_seconds ?? 0,
    info,
    presence: NOBODY,
    messages: [],
    more: false,
    you: null,
    reactions: new Map(),
    reactionsAt: 0,
    typing: [],
    hidden: [],
    held: [],
    cover: null,
    mentions: new Set(),
    quoted: [],
    gap: false,
    later: [],
  };
}

export function applyEntered(state: RoomState, frame: RoomEntered): RoomState {
  const entered: RoomState = {
    ...state,
    keepSeconds: frame.keep_seconds,
    presence: presenceOf(frame.roster),
    you: frame.you ?? null,
    hidden: frame.you?.hidden ?? [],
    held: frame.held ?? [],
    cover: frame.cover ?? null,
    typing: [],
    gap: false,
  };
  const caughtUp = frame.mode === "resumed" ? resume(entered, frame) : replace(entered, frame);
  const told = frame.reactions ?? [];
  return {
    ...caughtUp,
    info: frame.info,
    reactions: mergeReactions(caughtUp.reactions, told, frame.you?.reacted ?? {}),
    reactionsAt: told.reduce((latest, { version }) => Math.max(latest, version), caughtUp.reactionsAt),
  };
}

function resume(state: RoomState, frame: RoomEntered): RoomState {
  const caughtUp = (frame.events ?? []).reduce(applyEvent, state);
  return { ...caughtUp, offset: Math.max(caughtUp.offset, frame.offset) };
}

function replace(state: RoomState, frame: RoomEntered): RoomState {
  return {
    ...state,
    epoch: frame.epoch,
    offset: frame.offset,
    messages: (frame.messages ?? []).map(messageOf),
    more: frame.more ?? false,
    reactions: new Map(),
    reactionsAt: 0,
    quoted: [],
    later: [],
  };
}

/** Apply an event of the room; one already seen, or of a type unknown here, changes nothing. */
export function applyEvent(state: RoomState, frame: AnyEvent): RoomState {
  if (frame.type === "room.entered") return applyEntered(state, frame);
  if (state.epoch === "") return state;
  if (!("offset" in frame)) return applyPassing(state, frame);
  if (state.gap) return state;
  if (frame.epoch !== state.epoch) return { ...state, gap: true };
  if (frame.offset <= state.offset) return state;
  if (frame.offset > state.offset + 1) return { ...state, gap: true };
  return { ...applyLogged(state, frame), offset: frame.offset };
}

function applyPassing(state: RoomState, frame: PassingFrame): RoomState {
  switch (frame.type) {
    case "presence.changed":
      return { ...state, presence: applyPresence(state.presence, frame) };
    case "reactions.changed":
      return {
        ...state,
        reactions: changeReactions(state.reactions, frame),
        reactionsAt: Math.max(state.reactionsAt, frame.version),
      };
    case "typing":
      return { ...state, typing: frame.people };
    case "hiding.changed":
      return { ...state, hidden: frame.people };
    case "mention.noticed":
      return { ...state, mentions: new Set([...state.mentions, frame.message_id]) };
    case "message.held":
      // Told twice, it waits once.
      return { ...state, held: [...withoutHeld(state, frame.message_id), frame] };
    case "message.refused":
      return { ...state, held: withoutHeld(state, frame.message_id) };
    case "cover.changed":
      return { ...state, cover: frame };
    default:
      return state;
  }
}

function withoutHeld({ held }: RoomState, messageId: string): readonly HeldMessage[] {
  return held.some((message) => message.message_id === messageId)
    ? held.filter((message) => message.message_id !== messageId)
    : held;
}

function applyLogged(state: RoomState, frame: LogFrame): RoomState {
  switch (frame.type) {
    case "message.posted":
      return posted(state, messageOf(frame.message));
    case "room.changed":
      return { ...state, info: frame.info, keepSeconds: frame.info.keep_seconds };
    case "message.edited":
    case "message.removed":
    case "guest.erased":
      return {
        ...state,
        messages: amend(state.messages, frame),
        quoted: amend(state.quoted, frame),
        reactions: withoutReactions(state.reactions, emptiedBy(state.messages, frame)),
        later: state.more ? [...state.later, frame] : state.later,
      };
    default:
      return state;
  }
}

/** The messages whose text an event takes away: their reactions go with it. */
function emptiedBy(messages: readonly Message[], frame: LogFrame): readonly string[] {
  if (frame.type === "message.removed") return [frame.message_id];
  if (frame.type !== "guest.erased") return [];
  return messages.filter(({ tag }) => frame.tags.includes(tag)).map(({ id }) => id);
}

/** Who has said it is no longer writing it. */
function posted(state: RoomState, message: Message): RoomState {
  const typing = state.typing.some((person) => person.tag === message.tag)
    ? state.typing.filter((person) => person.tag !== message.tag)
    : state.typing;
  // What was held keeps its id when it is released.
  const held = withoutHeld(state, message.id);
  return { ...state, messages: [...state.messages, message], typing, held };
}

/** Drop what is older than the room keeps. `nowMs` is the server's time. */
export function dropExpired(state: RoomState, nowMs: number): RoomState {
  const oldest = nowMs - state.keepSeconds * 1_000;
  if (state.keepSeconds === 0 || !state.messages.some((message) => message.sentMs < oldest)) return state;
  const expired = state.messages.filter((message) => message.sentMs < oldest);
  return {
    ...state,
    messages: state.messages.filter((message) => message.sentMs >= oldest),
    quoted: state.quoted.filter((message) => message.sentMs >= oldest),
    reactions: withoutReactions(
      state.reactions,
      expired.map((message) => message.id),
    ),
  };
}

/** Let go of the oldest messages, but for the last `most`: older pages bring them back. */
export function letGo(state: RoomState, most: number): RoomState {
  const gone = state.messages.slice(0, -most).map((message) => message.id);
  if (gone.length === 0) return state;
  const { reactions } = state;
  const messages = state.messages.slice(-most);
  return { ...state, messages, more: true, later: [], reactions: withoutReactions(reactions, gone) };
}
