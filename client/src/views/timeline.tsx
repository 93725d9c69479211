/** The timeline: the room's log, kept at its end unless the guest reads further up. */
import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { dayKey, dayName, texts } from "../i18n/texts";
import { locale } from "../platform/preferences";
import { Icon } from "./icons";
import { MessageItem } from "./message";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";
import { useArticleKeys } from "./timeline_keys";
import { type Row, rowsOf } from "./timeline_rows";
import { useScrolling } from "./timeline_scroll";

export function Timeline({ desk, name }: { desk: RoomDesk; name: string }) {
  const rows = useRows(desk);
  const { log, inner, goToEnd } = useScrolling(desk, rows[0]?.key);
  const keys = useArticleKeys(rows);
  const isEmpty = rows.length === 0;
  return (
    <div class="log-wrap">
      <div
        ref={log}
        class="log"
        role="log"
        aria-label={name}
        aria-relevant="additions"
        aria-live="off"
        aria-busy={desk.live.isLoadingOlder.value}
        onKeyDown={keys.onKeyDown}
        onFocusIn={keys.onFocusIn}
      >
        <div ref={inner} class="log-inner">
          {isEmpty ? <Empty desk={desk} /> : <Top desk={desk} />}
          {rows.map((row) => (
            <RowView key={row.key} row={row} desk={desk} isActive={row.key === keys.active} />
          ))}
        </div>
      </div>
      <Jump desk={desk} onClick={goToEnd} />
    </div>
  );
}

function useRows(desk: RoomDesk): readonly Row[] {
  const { live } = desk;
  const rows = useMemo(
    () =>
      computed(() =>
        rowsOf({
          room: live.state.value,
          outbox: live.posting.outbox.value,
          ownTags: live.ownTags.value,
          nickname: desk.nickname.value,
          unreadFrom: desk.reading.value.line,
          dayKey,
        }),
      ),
    [live, desk],
  );
  return rows.value;
}

function RowView({ row, desk, isActive }: { row: Row; desk: RoomDesk; isActive: boolean }) {
  switch (row.kind) {
    case "message":
      return <MessageItem row={row} desk={desk} isActive={isActive} language={locale.value} />;
    case "day":
      return <DayLine ms={row.ms} desk={desk} />;
    case "unread":
      return (
        <div class="unread" role="separator" aria-label={texts.value.unread}>
          <span>{texts.value.unread}</span>
        </div>
      );
  }
}

function DayLine({ ms, desk }: { ms: number; desk: RoomDesk }) {
  const name = dayName(ms, desk.live.tab.outside.clock.now());
  return (
    <div class="day" role="separator" aria-label={name}>
      <span>{name}</span>
    </div>
  );
}

/** What stands above the first message shown. */
function Top({ desk }: { desk: RoomDesk }) {
  const { boot, visit } = useScene();
  const t = texts.value;
  const { more } = desk.live.state.value;
  if (!more) return <p class="log-top">{t.beginning(boot.retention.messages_h)}</p>;
  return <p class="log-top">{visit.session.value === null ? t.olderForGuests : t.loadingOlder}</p>;
}

function Empty({ desk }: { desk: RoomDesk }) {
  const t = texts.value;
  if (desk.live.state.value.epoch === "") {
    return (
      <p class="log-empty" role="status">
        {t.connecting}
      </p>
    );
  }
  return (
    <div class="log-empty">
      <p>
        <b>{t.emptyRoom}</b>
      </p>
      <p>{t.emptyRoomLead}</p>
    </div>
  );
}

function Jump({ desk, onClick }: { desk: RoomDesk; onClick: () => void }) {
  const { unseen } = desk.reading.value;
  if (desk.isAtEnd.value || (unseen === 0 && !desk.isFarFromEnd.value)) return null;
  return (
    <button type="button" class="jump" onClick={onClick}>
      <Icon name="arrowDown" size="s" />
      {unseen > 0 ? texts.value.newMessages(unseen) : texts.value.toTheEnd}
    </button>
  );
}
