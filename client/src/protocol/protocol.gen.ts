/** The wire, generated from src/palabre/protocol by `python -m palabre.protocol.export`: do not edit. */

export const SUBPROTOCOL = "palabre.v1";
export const MAX_FRAME_BYTES = 32768;
export const MAX_BODY_CODE_POINTS = 2000;
export const MAX_NICKNAME = 24;
export const MIN_NICKNAME = 2;
export const MAX_EPOCH = 64;
export const SNAPSHOT_MESSAGES = 50;
export const SNAPSHOT_BYTES = 25000;
export const RESUME_EVENTS = 500;
export const PAGE_MESSAGES = 50;
export const CLIENT_MESSAGE_ID = "^[A-Za-z0-9_+/=.:-]{1,64}$";
export const EDIT_WITHIN_SECONDS = 300;
export const RESEND_WITHIN_SECONDS = 600;
export const CROWDED = 200;
export const MAX_NUMBER = 9007199254740991;

export const CloseCode = {
  STOPPING: 4001,
  TOO_SLOW: 4008,
  FLOODING: 4029,
  SESSION_ENDED: 4501,
} as const;

export type Locale = "fr" | "en";

export type Readers = "everyone" | "guests";

export type Removal = "author" | "moderation" | "erased";

export type Mode = "snapshot" | "resumed";

export type FailureCode =
  | "body_empty"
  | "body_too_long"
  | "body_unprintable"
  | "conflict"
  | "edit_too_late"
  | "nickname_changed_too_often"
  | "nickname_invalid"
  | "nickname_reserved"
  | "nickname_taken"
  | "not_entered"
  | "not_found"
  | "not_yours"
  | "room_closed"
  | "room_full"
  | "screened"
  | "session_required"
  | "slowed"
  | "too_many_rooms"
  | "unavailable"
  | "malformed"
  | "unknown_command"
  | "invalid"
  | "flooding";

/** Someone listed: who posted in the room and is still there. */
export interface Person {
  nickname: string;
  tag: string;
}

/** Who wrote a message. `tag` is opaque, unique per room and day. */
export interface WireAuthor {
  nickname: string;
  tag: string;
}

/** A message. Times are RFC 3339 in UTC. */
export interface WireMessage {
  id: string;
  offset: number;
  client_message_id: string;
  body: string;
  author: WireAuthor;
  sent_at: string;
  reply_to?: string | null;
  edited_at?: string | null;
  removed?: Removal | null;
}

/** A room as its readers see it. `slow_mode` and `keep_seconds` are in seconds. */
export interface RoomInfo {
  slug: string;
  name: string;
  topic: string;
  rules: string;
  language: Locale;
  capacity: number;
  slow_mode: number;
  readers: Readers;
  closed: boolean;
  keep_seconds: number;
}

/** A room as the lobby lists it. `present` posted there and are here; `spectators` only read. */
export interface RoomCard {
  slug: string;
  name: string;
  topic: string;
  language: Locale;
  readers: Readers;
  present: number;
  spectators: number;
}

/** `GET /api/rooms`. */
export interface RoomList {
  rooms: RoomCard[];
}

/** `GET /api/rooms/{slug}/messages`: oldest first; `more` says whether an older page exists. */
export interface MessagePage {
  messages: WireMessage[];
  more: boolean;
}

/** Who is here. `people` is null for a spectator and above 200 present: counts only. */
export interface Roster {
  present: number;
  spectators: number;
  people?: Person[] | null;
}

/** The reader themself. `nickname` is the one they have, or would post under, in this room. */
export interface You {
  nickname: string;
  tag: string;
  named: boolean;
}

/** `POST /api/sessions`. With `room`, the nickname is checked against who is there before anything is made. */
export interface SessionRequest {
  nickname: string;
  locale?: Locale;
  room?: string | null;
}

/** One's own session. Times are RFC 3339 in UTC. */
export interface SessionInfo {
  nickname: string;
  locale: Locale;
  created_at: string;
  ends_at: string;
}

/** An error of a JSON route (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  retry_after?: number | null;
  limit?: number | null;
  rule?: string | null;
  words?: string[];
}

/** The last position a client has seen in a room. */
export interface Since {
  epoch: string;
  offset: number;
}

/** Read a room from now on. Answered by `ok`, then by one `room.entered`. */
export interface RoomEnter {
  type: "room.enter";
  ref: number;
  room: string;
  since?: Since | null;
}

/** Stop reading a room. */
export interface RoomLeave {
  type: "room.leave";
  ref: number;
  room: string;
}

/** Post a message in a room one has entered. Retrying with the same `client_message_id` is safe. */
export interface MessagePost {
  type: "message.post";
  ref: number;
  room: string;
  body: string;
  client_message_id: string;
  reply_to?: string | null;
}

/** Change the text of one's own message, within five minutes. */
export interface MessageEdit {
  type: "message.edit";
  ref: number;
  room: string;
  message_id: string;
  body: string;
}

/** Remove one's own message. */
export interface MessageRemove {
  type: "message.remove";
  ref: number;
  room: string;
  message_id: string;
}

/** Take another nickname in one room, from now on. */
export interface NicknameChange {
  type: "nickname.change";
  ref: number;
  room: string;
  nickname: string;
}

export type Command = RoomEnter | RoomLeave | MessagePost | MessageEdit | MessageRemove | NicknameChange;

/** The command was carried out. */
export interface Ok {
  type: "ok";
  ref: number;
}

/** `message.post`: the message is on disk, at this offset. */
export interface OkPosted {
  type: "ok";
  ref: number;
  message_id: string;
  offset: number;
}

/** `nickname.change`: the nickname as it is shown from now on. */
export interface OkNamed {
  type: "ok";
  ref: number;
  nickname: string;
}

/** The command was not carried out. */
export interface Failed {
  type: "failed";
  ref: number | null;
  code: FailureCode;
  message: string;
  retry_after?: number | null;
  limit?: number | null;
  rule?: string | null;
  words?: string[];
  field?: string | null;
}

export type Reply = Ok | OkPosted | OkNamed | Failed;

/** A message was posted. */
export interface MessagePostedEvent {
  type: "message.posted";
  room: string;
  epoch: string;
  offset: number;
  message: WireMessage;
}

/** An author changed a message; `body` is its text now. */
export interface MessageEditedEvent {
  type: "message.edited";
  room: string;
  epoch: string;
  offset: number;
  message_id: string;
  body: string;
  edited_at: string;
}

/** A message lost its text. */
export interface MessageRemovedEvent {
  type: "message.removed";
  room: string;
  epoch: string;
  offset: number;
  message_id: string;
  by: Removal;
}

/** A guest erased everything they wrote here: every message under these tags. */
export interface GuestErasedEvent {
  type: "guest.erased";
  room: string;
  epoch: string;
  offset: number;
  tags: string[];
}

/** The operator changed the room, or closed it. */
export interface RoomChangedEvent {
  type: "room.changed";
  room: string;
  epoch: string;
  offset: number;
  info: RoomInfo;
}

/** Holds the place of an event with nothing left to show to this reader. */
export interface MessageHiddenEvent {
  type: "message.hidden";
  room: string;
  epoch: string;
  offset: number;
}

export type LogFrame =
  | MessagePostedEvent
  | MessageEditedEvent
  | MessageRemovedEvent
  | GuestErasedEvent
  | RoomChangedEvent
  | MessageHiddenEvent;

/** The net change of who is here. Spectators get the counts only, and so does everyone above 200 present. */
export interface PresenceChangedEvent {
  type: "presence.changed";
  room: string;
  present: number;
  spectators: number;
  joined?: Person[];
  left?: string[];
  people?: Person[] | null;
}

/** The state of a room at `offset`, once per `room.enter`; again, with `gap`, after a connection lagged. */
export interface RoomEntered {
  type: "room.entered";
  room: string;
  mode: Mode;
  epoch: string;
  offset: number;
  keep_seconds: number;
  info: RoomInfo;
  roster: Roster;
  messages?: WireMessage[] | null;
  events?: LogFrame[] | null;
  more?: boolean;
  you?: You | null;
  gap?: boolean;
}

export type PassingFrame = PresenceChangedEvent | RoomEntered;

export type AnyEvent = LogFrame | PassingFrame;
