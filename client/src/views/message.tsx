/** One message of the timeline. */
import { computed } from "@preact/signals";
import { Component, type TargetedKeyboardEvent, type TargetedMouseEvent } from "preact";
import { useMemo } from "preact/hooks";
import type { Message } from "../core/room";
import { clockTime, fullMoment, relativeTime, texts } from "../i18n/texts";
import { tick } from "../platform/page";
import type { Locale } from "../protocol/protocol.gen";
import { Glyph, TagLetters } from "./glyph";
import { Icon, Tree } from "./icons";
import { MessageMenu } from "./message_menu";
import { MessageQuote } from "./message_quote";
import { MessageReactions } from "./message_reactions";
import { MessageText } from "./message_text";
import { AskingState, withPart } from "./on_demand";
import type { RoomDesk } from "./room_desk";
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
  const isForMe = useMemo(() => computed(() => desk.talk.isForMe(message)), [message, desk]).value;
  const isThere = row.entry === null && message.removed === null;
  return (
    <article
      class={`${classOf(row)}${isForMe ? " msg-mentions" : ""}`}
      data-key={row.key}
      tabIndex={isActive ? 0 : -1}
      aria-label={`${name}, ${clockTime(message.sentMs)}`}
      aria-describedby={textId}
      onKeyDown={(event) => pressedOn(event, row, desk)}
      onContextMenu={(event) => pressedLong(event, row, desk)}
    >
      {row.isFirst ? <Mark message={message} /> : <GutterTime ms={message.sentMs} />}
      <div class="msg-body">
        {row.isFirst && <Head row={row} name={name} desk={desk} isActive={isActive} />}
        {message.replyTo !== null && message.removed === null && (
          <MessageQuote messageId={message.replyTo} desk={desk} isActive={isActive} />
        )}
        <MessageText message={message} id={textId} desk={desk} />
        {row.status !== "sent" && <State row={row} desk={desk} />}
        {isThere && <MessageReactions messageId={message.id} desk={desk} isActive={isActive} />}
      </div>
      {isThere && <MessageMenu row={row} name={name} desk={desk} isActive={isActive} />}
    </article>
  );
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
  return `msg${first}${told}${row.status === "queued" || row.status === "sending" ? " msg-sending" : ""}`;
}

function Mark({ message }: { message: Message }) {
  if (!message.announcement) return <Glyph tag={message.tag} />;
  return (
    <span class="glyph glyph-tree">
      <Tree />
    </span>
  );
}

interface HeadProps {
  readonly row: MessageRow;
  readonly name: string;
  readonly desk: RoomDesk;
  readonly isActive: boolean;
}

function Head({ row, name, desk, isActive }: HeadProps) {
  const { message, isOwn } = row;
  return (
    <header class="msg-head">
      {message.announcement || message.removed === "erased" || row.entry !== null ? (
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
      {message.announcement ? <Announced /> : <TagLetters tag={message.tag} />}
      {isOwn && <span class="count">{texts.value.you}</span>}
      <Time ms={message.sentMs} desk={desk} />
    </header>
  );
}

function Announced() {
  return <span class="badge badge-green badge-in">{texts.value.announcement}</span>;
}

/** Relative to read, exact under the pointer or the focus. */
function Time({ ms, desk }: { ms: number; desk: RoomDesk }) {
  void tick.value;
  return (
    <time dateTime={new Date(ms).toISOString()} title={fullMoment(ms)}>
      <span class="rel">{relativeTime(ms, desk.live.tab.outside.clock.now())}</span>
      <span class="abs">{clockTime(ms)}</span>
    </time>
  );
}

function GutterTime({ ms }: { ms: number }) {
  return (
    <time class="msg-time" dateTime={new Date(ms).toISOString()} title={fullMoment(ms)}>
      {clockTime(ms)}
    </time>
  );
}

function State({ row, desk }: { row: MessageRow; desk: RoomDesk }) {
  if (row.status === "asking") return <AskingState message={row.message} desk={desk} />;
  return (
    <p class="msg-state" role="status">
      <Icon name="clock" size="s" />
      {texts.value.sending}
    </p>
  );
}
