/** One message of the timeline. */
import { Component } from "preact";
import { clockTime, fullMoment, relativeTime, texts } from "../i18n/texts";
import { tick } from "../platform/page";
import type { Locale } from "../protocol/protocol.gen";
import { Glyph, TagLetters } from "./glyph";
import { Icon } from "./icons";
import { MessageMenu } from "./message_menu";
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

  override render({ row, desk, isActive }: Props) {
    const name = row.nickname || texts.value.someone;
    const textId = `text ${row.key}`.replaceAll(" ", "-");
    return (
      <article
        class={classOf(row)}
        data-key={row.key}
        tabIndex={isActive ? 0 : -1}
        aria-label={`${name}, ${clockTime(row.sentMs)}`}
        aria-describedby={textId}
      >
        {row.isFirst ? <Glyph tag={row.tag} /> : <GutterTime ms={row.sentMs} />}
        <div class="msg-body">
          {row.isFirst && <Head row={row} name={name} desk={desk} />}
          <Text row={row} id={textId} />
          <State row={row} desk={desk} />
        </div>
        {row.id !== null && row.removed === null && (
          <MessageMenu row={row} id={row.id} name={name} desk={desk} isActive={isActive} />
        )}
      </article>
    );
  }
}

function isSame(a: MessageRow, b: MessageRow): boolean {
  return (Object.keys(a) as (keyof MessageRow)[]).every((field) => a[field] === b[field]);
}

function classOf(row: MessageRow): string {
  const first = row.isFirst ? " msg-first" : "";
  return `msg${first}${row.status === "queued" || row.status === "sending" ? " msg-sending" : ""}`;
}

function Head({ row, name, desk }: { row: MessageRow; name: string; desk: RoomDesk }) {
  return (
    <header class="msg-head">
      <span class="name">
        <bdi>{name}</bdi>
      </span>
      <TagLetters tag={row.tag} />
      {row.isOwn && <span class="count">{texts.value.you}</span>}
      <Time ms={row.sentMs} desk={desk} />
    </header>
  );
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

function Text({ row, id }: { row: MessageRow; id: string }) {
  const t = texts.value;
  if (row.removed !== null) {
    return (
      <p class="msg-text veil" id={id}>
        <Icon name="undo" size="s" />
        {t.removed[row.removed]}
      </p>
    );
  }
  return (
    <p class="msg-text" id={id} dir="auto">
      {row.body}
      {row.editedMs !== null && (
        <span class="edited" title={fullMoment(row.editedMs)}>
          {" "}
          ({t.edited})
        </span>
      )}
    </p>
  );
}

function State({ row, desk }: { row: MessageRow; desk: RoomDesk }) {
  const t = texts.value;
  if (row.status === "sent") return null;
  if (row.status !== "asking") {
    return (
      <p class="msg-state" role="status">
        <Icon name="clock" size="s" />
        {t.sending}
      </p>
    );
  }
  const { posting } = desk.live;
  return (
    <div class="msg-state msg-asking" role="status">
      <Icon name="clock" size="s" />
      <span>{t.unsent}</span>
      <button type="button" class="link-btn" onClick={() => posting.resend(row.clientMessageId)}>
        {t.resend}
      </button>
      <button type="button" class="link-btn" onClick={() => posting.discard(row.clientMessageId)}>
        {t.discard}
      </button>
    </div>
  );
}
