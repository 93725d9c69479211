/** A room as its log tells it: a pure fold. An old snapshot with its events is the fresh snapshot. */
import type {
  AnyEvent,
  LogFrame,
  MessagePage,
  Removal,
  RoomEntered,
  RoomInfo,
  WireMessage,
  You,
} from "../protocol/protocol.gen";
import { applyPresence, NOBODY, type Presence, presenceOf } from "./presence";

export interface Message {
  readonly id: string;
  readonly offset: number;
  readonly clientMessageId: string;
  readonly body: string;
  readonly nickname: string;
  readonly tag: string;
  readonly sentMs: number;
  readonly editedMs: number | null;
  readonly removed: Removal | null;
}

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
    gap: false,
  };
  const caughtUp = frame.mode === "resumed" ? resume(entered, frame) : replace(entered, frame);
  return { ...caughtUp, info: frame.info };
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
    later: [],
  };
}

/** Apply an event of the room; one already seen, or of a type unknown here, changes nothing. */
export function applyEvent(state: RoomState, frame: AnyEvent): RoomState {
  if (frame.type === "room.entered") return applyEntered(state, frame);
  if (state.epoch === "") return state;
  if (frame.type === "presence.changed") {
    return { ...state, presence: applyPresence(state.presence, frame) };
  }
  if (!("offset" in frame) || state.gap) return state;
  if (frame.epoch !== state.epoch) return { ...state, gap: true };
  if (frame.offset <= state.offset) return state;
  if (frame.offset > state.offset + 1) return { ...state, gap: true };
  return { ...applyLogged(state, frame), offset: frame.offset };
}

function applyLogged(state: RoomState, frame: LogFrame): RoomState {
  switch (frame.type) {
    case "message.posted":
      return { ...state, messages: [...state.messages, messageOf(frame.message)] };
    case "room.changed":
      return { ...state, info: frame.info, keepSeconds: frame.info.keep_seconds };
    case "message.edited":
    case "message.removed":
    case "guest.erased":
      return {
        ...state,
        messages: amend(state.messages, frame),
        later: state.more ? [...state.later, frame] : state.later,
      };
    default:
      return state;
  }
}

function amend(messages: readonly Message[], frame: LogFrame): readonly Message[] {
  switch (frame.type) {
    case "message.edited":
      return change(
        messages,
        (message) => message.id === frame.message_id,
        (message) =>
          message.removed ? message : { ...message, body: frame.body, editedMs: Date.parse(frame.edited_at) },
      );
    case "message.removed":
      return change(
        messages,
        (message) => message.id === frame.message_id,
        (message) => withoutText(message, frame.by),
      );
    case "guest.erased":
      return change(
        messages,
        (message) => frame.tags.includes(message.tag),
        (message) => withoutText(message, "erased"),
      );
    default:
      return messages;
  }
}

function change(
  messages: readonly Message[],
  concerns: (message: Message) => boolean,
  changed: (message: Message) => Message,
): readonly Message[] {
  if (!messages.some(concerns)) return messages;
  return messages.map((message) => (concerns(message) ? changed(message) : message));
}

function withoutText(message: Message, by: Removal): Message {
  const nickname = by === "erased" ? "" : message.nickname;
  return { ...message, body: "", nickname, editedMs: null, removed: by };
}

export function messageOf(wire: WireMessage): Message {
  const message: Message = {
    id: wire.id,
    offset: wire.offset,
    clientMessageId: wire.client_message_id,
    body: wire.body,
    nickname: wire.author.nickname,
    tag: wire.author.tag,
    sentMs: Date.parse(wire.sent_at),
    editedMs: wire.edited_at ? Date.parse(wire.edited_at) : null,
    removed: null,
  };
  return wire.removed ? withoutText(message, wire.removed) : message;
}

/** Put an older page above what is held; events that came after it was read are applied to it. */
export function prependPage(state: RoomState, page: MessagePage): RoomState {
  const first = state.messages[0]?.offset ?? Number.POSITIVE_INFINITY;
  const read = page.messages.map(messageOf).filter((message) => message.offset < first);
  const older = state.later.reduce(amend, read);
  return { ...state, messages: [...older, ...state.messages], more: page.more };
}

/** Drop what is older than the room keeps. `nowMs` is the server's time. */
export function dropExpired(state: RoomState, nowMs: number): RoomState {
  const oldest = nowMs - state.keepSeconds * 1_000;
  if (state.keepSeconds === 0 || !state.messages.some((message) => message.sentMs < oldest)) return state;
  return { ...state, messages: state.messages.filter((message) => message.sentMs >= oldest) };
}
