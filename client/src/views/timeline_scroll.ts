/** Scrolling: the end is followed only while it is on screen, and what is read never moves. */
import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { RoomDesk } from "./room_desk";

const END_WITHIN_PX = 48;
const OLDER_WITHIN_PX = 400;

type Box = RefObject<HTMLDivElement | null>;

interface Scrolling {
  readonly log: Box;
  readonly inner: Box;
  readonly goToEnd: () => void;
}

/** `firstKey` names the first row, so that older ones put above it can be told from newer ones below. */
export function useScrolling(desk: RoomDesk, firstKey: string | undefined): Scrolling {
  const log = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const goToEnd = useCallback(() => toEnd(log.current), []);
  useOlderAbove(log, firstKey);
  useFollowing(desk, log);
  useEffect(() => watch(desk, log.current, inner.current), [desk]);
  return { log, inner, goToEnd };
}

function toEnd(log: HTMLElement | null): void {
  if (log) log.scrollTop = log.scrollHeight;
}

/** Rows put above what is read push it down: scroll by as much. */
function useOlderAbove(log: Box, firstKey: string | undefined): void {
  const before = useRef({ firstKey, height: 0 });
  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    const { firstKey: was, height } = before.current;
    if (was !== undefined && was !== firstKey) element.scrollTop += element.scrollHeight - height;
    before.current = { firstKey, height: element.scrollHeight };
  });
}

function useFollowing(desk: RoomDesk, log: Box): void {
  const asked = desk.toEnd.value;
  useLayoutEffect(() => toEnd(log.current), [asked, log]);
  useLayoutEffect(() => {
    if (desk.isAtEnd.peek()) toEnd(log.current);
  });
}

function watch(desk: RoomDesk, log: HTMLElement | null, inner: HTMLElement | null): () => void {
  if (!log || !inner) return () => undefined;
  const scrolled = () => {
    const below = log.scrollHeight - log.clientHeight - log.scrollTop;
    desk.isAtEnd.value = below <= END_WITHIN_PX;
    desk.isFarFromEnd.value = below > log.clientHeight;
    if (log.scrollTop < OLDER_WITHIN_PX && log.scrollHeight > log.clientHeight) void desk.live.loadOlder();
  };
  // A keyboard that opens, a field that grows, a font that arrives: the end stays the end.
  const resized = new ResizeObserver(() => {
    if (desk.isAtEnd.peek()) toEnd(log);
  });
  log.addEventListener("scroll", scrolled, { passive: true });
  resized.observe(log);
  resized.observe(inner);
  return () => {
    log.removeEventListener("scroll", scrolled);
    resized.disconnect();
  };
}
