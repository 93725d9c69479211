/** One message of the timeline. */
import { computed } from "@preact/signals";
import { Component, type TargetedKeyboardEvent, type TargetedMouseEvent, type VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Message } from "../core/room";
import { clockTime, relativeTime, texts } from "../i18n/texts";
import { tick } from "../platform/page";
import type { Locale } from "../protocol/protocol.gen";
import { Glyph, TagLetters } from "./glyph";
import { Icon, Tree } from "./icons";
import { menuButton } from "./message_menu";
import { MessageQuote } from "./message_quote";
import { MessageReactions } from "./message_reactions";
import { textOf } from "./message_text";
import { WaitingState, withPart } from "./on_demand";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";
import type { MessageRow } from "./timeline_rows";

interface Props {
  readonly row: MessageRow;
  readonly desk: RoomDesk;
  readonly isActive: boolean;
  readonly language: Locale;
}

/** Drawn again only when something in it changed: a long timeline must not cost on every key. */
export class MessageItem extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { row, isActive, language } = this.props;
    return next.isActive !== isActive || next.language !== language || !isSame(next.row, row);
  }

  override render(props: Props) {
    return <Article {...props} />;
  }
}

function isSame(a: MessageRow, b: MessageRow): boolean {
  return (Object.keys(a) as (keyof MessageRow)[]).every((field) => a[field] === b[field]);
}

function Article({ row, desk, isActive }: Props) {
  const { message } = row;
  const name = message.nickname || texts.value.someone;
  const textId = `text ${row.key}`.replaceAll(" ", "-");
  const forMe = useMemo(
    () => (isAddressed(message) ? computed(() => desk.talk.isForMe(message)) : null),
    [message, desk],
  );
  const reacted = useMemo(() => computed(() => desk.live.reactedTo(message.id)), [message.id, desk]).value;
  const isThere = row.entry === null && message.removed === null;
  return (
    <article
      class={`${classOf(row)}${forMe?.value ? " msg-mentions" : ""}`}
      data-key={row.key}
      tabIndex={isActive ? 0 : -1}
      aria-label={`${name}, ${clockTime(message.sentMs)}`}
      aria-describedby={textId}
      onKeyDown={(event) => pressedOn(event, row, desk)}
      onContextMenu={(event) => pressedLong(event, row, desk)}
    >
      {row.isFirst ? markOf(message) : gutterTime(message.sentMs)}
      <div class="msg-body">
        {row.isFirst && headOf(row, name, desk, isActive)}
        {message.replyTo !== null && message.removed === null && (
          <MessageQuote messageId={message.replyTo} desk={desk} isActive={isActive} />
        )}
        {textOf(message, textId, desk)}
        {row.status !== "sent" && <State row={row} desk={desk} />}
        {isThere && reacted && (
          <MessageReactions messageId={message.id} reacted={reacted} desk={desk} isActive={isActive} />
        )}
      </div>
      {isThere && menuButton(row, name, desk, isActive)}
    </article>
  );
}

/** Whether it can be for anyone in particular; most are not, and need not be followed. */
function isAddressed({ body, replyTo }: Message): boolean {
  return replyTo !== null || body.includes("@");
}

// What follows is called, not mounted: a row has few components of its own, for a slow phone draws many rows.

function markOf(message: Message): VNode {
  if (!message.announcement) return Glyph({ tag: message.tag });
  return <span class="glyph glyph-tree">{Tree()}</span>;
}

function gutterTime(ms: number): VNode {
  return (
    <time class="msg-time" dateTime={new Date(ms).toISOString()}>
      {clockTime(ms)}
    </time>
  );
}

function headOf(
  { message, isOwn, entry }: MessageRow,
  name: string,
  desk: RoomDesk,
  isActive: boolean,
): VNode {
  return (
    <header class="msg-head">
      {message.announcement || message.removed === "erased" || entry !== null ? (
        <span class="name">
          <bdi>{name}</bdi>
        </span>
      ) : (
        <button
          type="button"
          class="name"
          tabIndex={isActive ? 0 : -1}
          aria-haspopup="dialog"
          onClick={(event) => {
            desk.talk.card.value = {
              person: { nickname: name, tag: message.tag },
              opener: event.currentTarget,
            };
          }}
        >
          <bdi>{name}</bdi>
        </button>
      )}
      {message.announcement ? announced() : TagLetters({ tag: message.tag })}
      {isOwn && <span class="count">{texts.value.you}</span>}
      <Time ms={message.sentMs} desk={desk} />
    </header>
  );
}

function announced(): VNode {
  return <span class="badge badge-green badge-in">{texts.value.announcement}</span>;
}

/** A long press on a touch screen opens the menu; a right click elsewhere stays the browser's own. */
function pressedLong(event: TargetedMouseEvent<HTMLElement>, row: MessageRow, desk: RoomDesk): void {
  if (!(event instanceof PointerEvent) || event.pointerType !== "touch") return;
  if (row.entry !== null || row.message.removed !== null) return;
  event.preventDefault();
  desk.talk.menu.value = { row, opener: event.currentTarget };
}

const ACTING = /^(?:[acer+]|Enter|Delete|ContextMenu|F10)$/iu;

function pressedOn(event: TargetedKeyboardEvent<HTMLElement>, row: MessageRow, desk: RoomDesk): void {
  const { target, currentTarget, key, shiftKey } = event;
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey);
  if (target !== currentTarget || !isPlain || !ACTING.test(key)) return;
  if (row.entry !== null || row.message.removed !== null) return;
  event.preventDefault();
  withPart(({ actionOn }) => actionOn({ key, shiftKey }, row, desk, currentTarget)?.());
}

function classOf(row: MessageRow): string {
  const first = row.isFirst ? " msg-first" : "";
  const told = row.message.announcement ? " msg-announced" : "";
  return `msg${first}${told}${isSending(row) ? " msg-sending" : ` msg-${row.status}`}`;
}

function isSending({ status }: MessageRow): boolean {
  return status === "queued" || status === "sending";
}

/** Relative to read, exact under the pointer or the focus. */
function Time({ ms, desk }: { ms: number; desk: RoomDesk }) {
  void tick.value;
  return (
    <time dateTime={new Date(ms).toISOString()}>
      <span class="rel">{relativeTime(ms, desk.live.tab.outside.clock.now())}</span>
      <span class="abs">{clockTime(ms)}</span>
    </time>
  );
}

function State({ row, desk }: { row: MessageRow; desk: RoomDesk }) {
  const { visit } = useScene();
  if (!isSending(row)) return <WaitingState row={row} desk={desk} />;
  return (
    <p class="msg-state" role="status">
      <Icon name="clock" size="s" />
      {visit.lost.value === null ? texts.value.sending : texts.value.queued}
    </p>
  );
}
