/** The timeline: the room's log, of which the page holds what is read and a little around it. */
import { computed } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { loadPartTexts } from "../i18n/part_texts";
import { dayKey } from "../i18n/texts";
import { onFirstSign } from "../platform/first_sign";
import { locale } from "../platform/locale";
import { Cover } from "./covers";
import { FirstView } from "./first_view";
import { lazy } from "./lazy";
import { MessageItem } from "./message";
import { HiddenLine } from "./message_hidden";
import type { RoomDesk } from "./room_desk";
import { useArticleKeys } from "./timeline_keys";
import { DayLine, Edge, Empty, UnreadLine } from "./timeline_lines";
import { useLinks } from "./timeline_links";
import { type Row, RowMaker } from "./timeline_rows";
import type { TimelineView } from "./timeline_view";

const Seeker = lazy(async () => {
  const [{ Seeker: view }] = await Promise.all([import("./timeline_seek"), loadPartTexts()]);
  return view;
});

export function Timeline({ desk, name }: { desk: RoomDesk; name: string }) {
  const rows = useRows(desk);
  const { view, log, inner } = useView(desk, rows);
  const stretches = view.stretches(rows);
  const keys = useArticleKeys(rows, stretches, view, desk.isAtEnd.value);
  useLinks(desk);
  const { cover, more, you } = desk.live.state.value;
  const children: VNode[] = [];
  stretches.forEach(({ from, to }, at) => {
    children.push(
      <div
        key={at === 0 ? "above" : "between"}
        class={from > 0 || (more && you) ? "log-pad" : "log-pad log-start"}
      />,
    );
    if (from === 0 && rows.length > 0) children.push(<Edge key="edge" desk={desk} />);
    for (const row of rows.slice(from, to)) children.push(viewOf(row, desk, row.key === keys.active));
  });
  return (
    <div class="log-wrap">
      {desk.seek.value !== null && <Seeker desk={desk} view={view} rows={rows} />}
      {cover && (
        <Cover
          told={cover}
          as="bar"
          isPaceTold={desk.live.named.value}
          isForAdults={desk.info.value?.kind === "adult"}
        />
      )}
      <div
        ref={log}
        class="log"
        role="log"
        aria-label={name}
        aria-relevant="additions"
        aria-live="off"
        aria-busy={desk.live.older.isLoading.value}
        // Without a message to reach, it is scrolled by keyboard itself.
        tabIndex={rows.length === 0 ? 0 : undefined}
        onKeyDown={keys.onKeyDown}
        onFocusIn={keys.onFocusIn}
        onFocusOut={keys.onFocusOut}
      >
        <div ref={inner} class="log-inner">
          {rows.length === 0 && <Empty desk={desk} />}
          {children}
          <div class="log-pad" />
        </div>
      </div>
      {Late && !desk.isAtEnd.value && <Late.Jump desk={desk} rows={rows} view={view} />}
    </div>
  );
}

function useRows(desk: RoomDesk): readonly Row[] {
  const { live } = desk;
  const rows = useMemo(() => {
    const maker = new RowMaker();
    const hidden = computed(() => live.state.value.hidden);
    const hiddenTags = computed(() => new Set(hidden.value.map(({ tag }) => tag)));
    const line = computed(() => desk.reading.value.line);
    return computed(() =>
      maker.rowsOf({
        room: live.state.value,
        outbox: live.waiting.value,
        ownTags: live.ownTags.value,
        hiddenTags: hiddenTags.value,
        nickname: desk.nickname.value,
        unreadFrom: line.value,
        dayKey,
      }),
    );
  }, [live, desk]);
  return rows.value;
}

/** After every drawing the view looks at what was drawn. */
function useView(desk: RoomDesk, rows: readonly Row[]) {
  const log = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const view = useWindow(desk, rows);
  void view.version?.value;
  useLayoutEffect(() => {
    if (log.current && inner.current) return view.attach(log.current, inner.current);
    return undefined;
  }, [view]);
  const asked = desk.toEnd.value;
  const answered = useRef(asked);
  useLayoutEffect(() => {
    if (answered.current !== asked) view.toEnd();
    answered.current = asked;
    view.settle();
  });
  return { view, log, inner };
}

/** More are not put on the page all together, unless the window cannot be had. */
const FEW_ROWS = 100;

let Late: typeof import("./timeline_late") | undefined;

/** The first view, until the reader gives a sign of life or the room grows long; then the window. */
function useWindow(desk: RoomDesk, rows: readonly Row[]): TimelineView {
  const [first] = useState(() => new FirstView(desk));
  const [view, setView] = useState<TimelineView>(() => (Late ? new Late.TimelineWindow(desk) : first));
  const [isAlive, setAlive] = useState(false);
  useEffect(() => onFirstSign(() => setAlive(true)), []);
  const { older, standing } = desk.live;
  const isWanted = isAlive || rows.length > FEW_ROWS || !desk.isAtEnd.value || older.isLoading.value;
  const standingNow = standing.value;
  useEffect(() => {
    // When it cannot be had, what was wanted anew or a new connection is the next occasion.
    if (isWanted && view === first)
      import("./timeline_late").then(
        (late) => {
          Late = late;
          setView((now) => (now === first ? new late.TimelineWindow(desk, first) : now));
        },
        () => {
          first.pressed.length = 0;
        },
      );
  }, [isWanted, standingNow, view, first, desk]);
  return view;
}

function viewOf(row: Row, desk: RoomDesk, isActive: boolean): VNode {
  const { key } = row;
  switch (row.kind) {
    case "message":
      return <MessageItem key={key} row={row} desk={desk} isActive={isActive} language={locale.value} />;
    case "hidden":
      return <HiddenLine key={key} row={row} desk={desk} />;
    case "day":
      return <DayLine key={key} ms={row.ms} desk={desk} />;
    case "unread":
      return <UnreadLine key={key} />;
  }
}
