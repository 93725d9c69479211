/** The rows of a timeline: messages and what is being sent, grouped, with day and unread lines between. */
import type { Entry, EntryStatus } from "../core/outbox";
import type { Message, RoomState } from "../core/room";
import type { Removal } from "../protocol/protocol.gen";

const GROUP_WITHIN_MS = 5 * 60_000;

export interface MessageRow {
  readonly kind: "message";
  readonly key: string;
  /** null while the server has not told it. */
  readonly id: string | null;
  readonly clientMessageId: string;
  readonly nickname: string;
  readonly tag: string;
  readonly body: string;
  readonly sentMs: number;
  readonly editedMs: number | null;
  readonly removed: Removal | null;
  readonly isOwn: boolean;
  readonly isFirst: boolean;
  readonly status: EntryStatus;
}

export type Row =
  | MessageRow
  | { readonly kind: "day"; readonly key: string; readonly ms: number }
  | { readonly kind: "unread"; readonly key: string };

export interface Shown {
  readonly room: RoomState;
  readonly outbox: readonly Entry[];
  readonly ownTags: ReadonlySet<string>;
  /** Shown on what is being sent. */
  readonly nickname: string;
  readonly unreadFrom: number | null;
  readonly dayKey: (ms: number) => string;
}

export function rowsOf(shown: Shown): readonly Row[] {
  const rows: Row[] = [];
  let before: MessageRow | null = null;
  for (const { row, offset } of messageRows(shown)) {
    const isNewDay: boolean = before === null || shown.dayKey(before.sentMs) !== shown.dayKey(row.sentMs);
    const isUnread = offset !== null && offset === shown.unreadFrom;
    if (isNewDay) rows.push({ kind: "day", key: `day ${row.key}`, ms: row.sentMs });
    if (isUnread) rows.push({ kind: "unread", key: "unread" });
    const isFirst: boolean = isNewDay || isUnread || before === null || !isOneGroup(before, row);
    before = { ...row, isFirst };
    rows.push(before);
  }
  return rows;
}

function isOneGroup(before: MessageRow, row: MessageRow): boolean {
  return (
    before.tag === row.tag && before.nickname === row.nickname && row.sentMs - before.sentMs < GROUP_WITHIN_MS
  );
}

interface Placed {
  readonly row: MessageRow;
  readonly offset: number | null;
}

function* messageRows(shown: Shown): Generator<Placed> {
  for (const message of shown.room.messages) yield { row: sentRow(shown, message), offset: message.offset };
  for (const entry of shown.outbox) yield { row: writtenRow(shown, entry), offset: null };
}

/** One's own rows keep their key when the server's message takes the place of what was being sent. */
function sentRow(shown: Shown, message: Message): MessageRow {
  const { id, clientMessageId, nickname, tag, body, sentMs, editedMs, removed } = message;
  const isOwn = shown.ownTags.has(tag);
  const key = isOwn ? `own ${clientMessageId}` : id;
  const told = { id, clientMessageId, nickname, tag, body, sentMs, editedMs, removed };
  return { kind: "message", key, ...told, isOwn, isFirst: true, status: "sent" };
}

function writtenRow(shown: Shown, entry: Entry): MessageRow {
  return {
    kind: "message",
    key: `own ${entry.clientMessageId}`,
    id: null,
    clientMessageId: entry.clientMessageId,
    nickname: shown.room.you?.nickname ?? shown.nickname,
    tag: shown.room.you?.tag ?? "",
    body: entry.body,
    sentMs: entry.writtenMs,
    editedMs: null,
    removed: null,
    isOwn: true,
    isFirst: true,
    status: entry.status,
  };
}
