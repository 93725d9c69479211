/** The rows of a timeline: messages and what is being sent, grouped, with day, unread and hidden lines between. */
import { type Entry, type EntryStatus, messageOfEntry } from "../core/outbox";
import type { Message, RoomState } from "../core/room";

const GROUP_WITHIN_MS = 5 * 60_000;

interface Sized {
  readonly key: string;
  /** CSS pixels from its top to the next row's; 0 until the page has measured it, which the page does. */
  extent: number;
}

export interface MessageRow extends Sized {
  readonly kind: "message";
  /** The same object for as long as nothing in it changes. */
  readonly message: Message;
  readonly isOwn: boolean;
  readonly isFirst: boolean;
  readonly status: EntryStatus;
  /** What is being sent, while the room does not show it itself: until then the message has no id. */
  readonly entry: Entry | null;
}

/** A run of messages of guests one no longer wants to see: none of their text is on the page. */
export interface HiddenRow extends Sized {
  readonly kind: "hidden";
  readonly messages: readonly Message[];
}

export interface LineRow extends Sized {
  readonly kind: "day" | "unread";
  readonly ms: number;
}

export type Row = MessageRow | HiddenRow | LineRow;

export interface Shown {
  readonly room: RoomState;
  readonly outbox: readonly Entry[];
  readonly ownTags: ReadonlySet<string>;
  /** Of the guests whose messages are folded away. */
  readonly hiddenTags: ReadonlySet<string>;
  /** Shown on what is being sent. */
  readonly nickname: string;
  /** The unread line stands above the first message from this offset on. */
  readonly unreadFrom: number | null;
  readonly dayKey: (ms: number) => string;
}

export function rowsOf(shown: Shown): readonly Row[] {
  return new RowMaker().rowsOf(shown);
}

/** What was made last: the rows, and how many there were after each message. */
interface Made {
  readonly shown: Shown;
  readonly rows: readonly Row[];
  readonly ends: readonly number[];
}

/** Makes again only the rows a change concerns; a row keeps its identity while nothing in it changes. */
export class RowMaker {
  #last: Made | null = null;
  readonly #rows = new WeakMap<Message, MessageRow>();
  readonly #entries = new WeakMap<Entry, Message>();

  rowsOf(shown: Shown): readonly Row[] {
    const made = this.#sentRows(shown);
    this.#last = made;
    if (shown.outbox.length === 0) return made.rows;
    const rows = [...made.rows];
    for (const entry of shown.outbox) this.#add(rows, shown, this.#written(shown, entry), entry);
    return rows;
  }

  #sentRows(shown: Shown): Made {
    const { messages } = shown.room;
    const last = this.#last !== null && isAlike(this.#last.shown, shown) ? this.#last : NOTHING;
    const before = last.shown?.room.messages ?? [];
    if (before === messages && last.shown) return { ...last, shown };
    const head = beforeRun(shown, messages, commonStart(before, messages));
    const tail = commonEnd(before, messages, head);
    const rows = last.rows.slice(0, last.ends[head - 1] ?? 0);
    const ends = last.ends.slice(0, head);
    for (let at = head; at < messages.length; at += 1) {
      this.#add(rows, shown, messages[at] as Message, null, messages[at - 1]);
      ends.push(rows.length);
      const then = at - messages.length + before.length;
      if (at >= messages.length - tail && isJoined(rows, last.rows, last.ends[then]))
        return { shown, ...joined(rows, ends, last, then) };
    }
    return { shown, rows, ends };
  }

  #add(rows: Row[], shown: Shown, message: Message, entry: Entry | null, previous = lastMessage(rows)): void {
    const isNewDay = previous === undefined || shown.dayKey(previous.sentMs) !== shown.dayKey(message.sentMs);
    const isUnread = entry === null && startsUnread(shown, previous, message);
    const key = keyOf(shown, message, entry);
    const { sentMs: ms } = message;
    if (isNewDay) rows.push({ kind: "day", key: `day ${key}`, ms, extent: 0 });
    if (isUnread) rows.push({ kind: "unread", key: "unread", ms, extent: 0 });
    if (shown.hiddenTags.has(message.tag)) {
      hide(rows, message);
      return;
    }
    const isFirst = rows.at(-1)?.kind !== "message" || !isOneGroup(previous, message);
    rows.push(this.#row(message, key, isFirst, entry));
  }

  #row(message: Message, key: string, isFirst: boolean, entry: Entry | null): MessageRow {
    const known = this.#rows.get(message);
    if (known && known.key === key && known.isFirst === isFirst) return known;
    const isOwn = key.startsWith(OWN);
    const status = entry?.status ?? "sent";
    const row: MessageRow = { kind: "message", key, message, isOwn, isFirst, status, entry, extent: 0 };
    this.#rows.set(message, row);
    return row;
  }

  #written(shown: Shown, entry: Entry): Message {
    const { you } = shown.room;
    const author = { nickname: you?.nickname ?? shown.nickname, tag: you?.tag ?? "" };
    const known = this.#entries.get(entry);
    if (known && known.nickname === author.nickname && known.tag === author.tag) return known;
    const message = messageOfEntry(entry, author);
    this.#entries.set(entry, message);
    return message;
  }
}

const OWN = "own ";
const NOTHING = { shown: null, rows: [], ends: [] };

/** One's own rows keep their key when the server's message takes the place of what was being sent. */
function keyOf(shown: Shown, message: Message, entry: Entry | null): string {
  const isOwn = entry !== null || shown.ownTags.has(message.tag);
  return isOwn ? OWN + message.clientMessageId : message.id;
}

function isAlike(a: Shown, b: Shown): boolean {
  return (
    a.ownTags === b.ownTags &&
    a.hiddenTags === b.hiddenTags &&
    a.unreadFrom === b.unreadFrom &&
    a.dayKey === b.dayKey &&
    a.room.more === b.room.more
  );
}

function commonStart(a: readonly Message[], b: readonly Message[]): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[count] === b[count]) count += 1;
  return count;
}

function commonEnd(a: readonly Message[], b: readonly Message[], from: number): number {
  const most = Math.min(a.length, b.length) - from;
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1;
  return count;
}

/** A run of hidden messages is one row: it is made again as a whole. */
function beforeRun({ hiddenTags }: Shown, messages: readonly Message[], from: number): number {
  let head = from;
  while (head > 0 && hiddenTags.has(messages[head - 1]?.tag ?? "")) head -= 1;
  return head;
}

/** What follows a message depends on its row only, unless it is folded away with others. */
function isJoined(rows: readonly Row[], before: readonly Row[], end: number | undefined): boolean {
  const row = rows.at(-1);
  return row?.kind === "message" && end !== undefined && before[end - 1] === row;
}

function joined(rows: readonly Row[], ends: readonly number[], last: Omit<Made, "shown">, then: number) {
  const end = last.ends[then] ?? 0;
  const shift = rows.length - end;
  return {
    rows: rows.concat(last.rows.slice(end)),
    ends: ends.concat(last.ends.slice(then + 1).map((each) => each + shift)),
  };
}

function lastMessage(rows: readonly Row[]): Message | undefined {
  const row = rows.at(-1);
  if (row?.kind === "message") return row.message;
  return row?.kind === "hidden" ? row.messages.at(-1) : undefined;
}

/** When what came before is not held, nobody knows where the line stands. */
function startsUnread({ unreadFrom, room }: Shown, previous: Message | undefined, message: Message): boolean {
  if (unreadFrom === null || message.offset < unreadFrom) return false;
  return previous === undefined ? !room.more : previous.offset < unreadFrom;
}

function hide(rows: Row[], message: Message): void {
  const last = rows.at(-1);
  if (last?.kind === "hidden")
    rows[rows.length - 1] = { ...last, messages: [...last.messages, message], extent: last.extent };
  else rows.push({ kind: "hidden", key: `hidden ${message.id}`, messages: [message], extent: 0 });
}

/** An announcement stands alone, whoever speaks before and after. */
function isOneGroup(before: Message | undefined, message: Message): boolean {
  return (
    before !== undefined &&
    before.tag === message.tag &&
    before.nickname === message.nickname &&
    !before.announcement &&
    !message.announcement &&
    message.sentMs - before.sentMs < GROUP_WITHIN_MS
  );
}
