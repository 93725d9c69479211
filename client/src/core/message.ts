/** Messages as they are held, and what later events of the log make of them. */
import type { LogFrame, Removal, WireMessage } from "../protocol/protocol.gen";

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
  /** The message it answers, which may be gone or not held. */
  readonly replyTo: string | null;
  readonly announcement: boolean;
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
    replyTo: wire.reply_to ?? null,
    announcement: wire.announcement ?? false,
  };
  return wire.removed ? withoutText(message, wire.removed) : message;
}

export function amend(messages: readonly Message[], frame: LogFrame): readonly Message[] {
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

/** The place of an offset among messages in order of offset: where it is, or would be. */
export function placeOf(messages: readonly Message[], offset: number): number {
  let from = 0;
  let to = messages.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((messages[middle]?.offset ?? 0) < offset) from = middle + 1;
    else to = middle;
  }
  return from;
}
