/** The outbox: what was written and is not yet known to be in the room, in the order it was written. */
import { type HeldMessage, RESEND_WITHIN_SECONDS } from "../protocol/protocol.gen";
import type { Message } from "./room";

export type EntryStatus =
  | "queued"
  | "sending"
  /** Acknowledged; shown from here until its event arrives. */
  | "sent"
  /** Too old, or of another session: only the guest may decide to send it. */
  | "asking"
  /** Kept by the server until a person of the team has read it. */
  | "held";

export interface Entry {
  readonly clientMessageId: string;
  readonly body: string;
  /** The message it answers. */
  readonly replyTo: string | null;
  readonly writtenMs: number;
  /** The session it was written under; null when it is what opens the session. */
  readonly session: string | null;
  readonly status: EntryStatus;
  /** Its place in the room, once acknowledged. */
  readonly offset: number | null;
}

export type Outbox = readonly Entry[];

export function write(
  outbox: Outbox,
  written: Pick<Entry, "clientMessageId" | "body" | "replyTo" | "writtenMs" | "session">,
): Outbox {
  return [...outbox, { ...written, status: "queued", offset: null }];
}

/** The entry to send now: the oldest waiting one, and only when none is on its way (order is kept). */
export function next(outbox: Outbox): Entry | null {
  if (outbox.some((entry) => entry.status === "sending")) return null;
  return outbox.find((entry) => entry.status === "queued") ?? null;
}

/** What will leave by itself: an entry that asks waits for nobody but the guest. */
export function waiting(outbox: Outbox): Outbox {
  return outbox.filter((entry) => entry.status === "queued" || entry.status === "sending");
}

export function markSending(outbox: Outbox, id: string): Outbox {
  return update(outbox, id, { status: "sending" });
}

/** `offset` is null for what is held: it has no place in the room yet. */
export function markSent(outbox: Outbox, id: string, offset: number | null): Outbox {
  return update(outbox, id, { status: offset === null ? "held" : "sent", offset });
}

/** What became of it is not known, or not yet wanted: it waits again, unless something else was decided meanwhile. */
export function requeue(outbox: Outbox, id: string): Outbox {
  return outbox.map((entry) => (entry.clientMessageId === id ? queuedIfSending(entry) : entry));
}

/** The guest decided: it leaves under the session of now, and its ten minutes start again. */
export function resend(outbox: Outbox, id: string, nowMs: number, session: string | null): Outbox {
  return update(outbox, id, { status: "queued", writtenMs: nowMs, session });
}

export function drop(outbox: Outbox, id: string): Outbox {
  return outbox.filter((entry) => entry.clientMessageId !== id);
}

/** The connection is gone: nobody knows what became of what was on its way. */
export function interrupt(outbox: Outbox): Outbox {
  return outbox.map(queuedIfSending);
}

function queuedIfSending(entry: Entry): Entry {
  return entry.status === "sending" ? { ...entry, status: "queued" } : entry;
}

/** A session was opened by the first message: what waited for it belongs to it. */
export function bind(outbox: Outbox, session: string): Outbox {
  return outbox.map((entry) => (entry.session === null ? { ...entry, session } : entry));
}

/** Before resending by itself: only what is recent and of the same session; the rest asks. */
export function review(outbox: Outbox, nowMs: number, session: string | null): Outbox {
  const oldest = nowMs - RESEND_WITHIN_SECONDS * 1_000;
  return outbox.map((entry) =>
    entry.status === "queued" && (entry.writtenMs < oldest || entry.session !== session)
      ? { ...entry, status: "asking" }
      : entry,
  );
}

/** Forget what the room now shows itself, by its `client_message_id`. `offset` is the room's position. */
export function settle(outbox: Outbox, shown: readonly string[], offset: number): Outbox {
  if (outbox.length === 0) return outbox;
  const known = new Set(shown);
  return outbox.filter(
    (entry) => !known.has(entry.clientMessageId) && (entry.offset === null || entry.offset > offset),
  );
}

/** What is held, to be shown after what the room has. */
export function entryOfHeld(held: HeldMessage): Entry {
  return {
    clientMessageId: held.client_message_id,
    body: held.body,
    replyTo: held.reply_to ?? null,
    writtenMs: Date.parse(held.held_at),
    session: null,
    status: "held",
    offset: null,
  };
}

/** What is being sent, as the room will show it: it has no id yet. */
export function messageOfEntry(entry: Entry, author: Pick<Message, "nickname" | "tag">): Message {
  return {
    ...author,
    id: "",
    offset: entry.offset ?? 0,
    clientMessageId: entry.clientMessageId,
    body: entry.body,
    sentMs: entry.writtenMs,
    editedMs: null,
    removed: null,
    replyTo: entry.replyTo,
    announcement: false,
  };
}

function update(outbox: Outbox, id: string, change: Partial<Entry>): Outbox {
  return outbox.map((entry) => (entry.clientMessageId === id ? { ...entry, ...change } : entry));
}
