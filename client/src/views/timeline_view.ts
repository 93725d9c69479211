/** What draws a timeline needs of what decides which of its rows are on the page, and where one is in it. */
import type { Signal } from "@preact/signals";
import type { RoomDesk } from "./room_desk";
import type { Row } from "./timeline_rows";
import type { Span } from "./window";

export interface TimelineView {
  /** Grows when other rows must be put on the page. */
  readonly version?: Signal<number>;
  /** What to put on the page of these rows. */
  stretches(rows: readonly Row[]): readonly Span[];
  /** Returns what to call once another takes its place, or the log is gone. */
  attach(log: HTMLElement, inner: HTMLElement): () => void;
  /** The row under the focus stays on the page, wherever one scrolls. */
  focusOn(key: string | null): void;
  /** Bring a row to the page, then act on its element. */
  show(key: string, then: (article: HTMLElement) => void): void;
  /** From a message to where a key leads, if it leads to another. */
  move(key: string, pressed: string): boolean;
  toEnd(): void;
  /** After the rows were drawn, or took another height. */
  settle(): void;
}

/** A row to be brought to the page, and what to do with it there. */
export interface Sought {
  readonly key: string;
  readonly then: (article: HTMLElement) => void;
}

export const OLDER_WITHIN_PX = 2_000;
const END_WITHIN_PX = 24;

/** The log scrolled from `before`: whether its end is followed. `isWhole`: the last row is on the page. */
export function followScroll(desk: RoomDesk, log: HTMLElement, before: number, isWhole: boolean): void {
  const { scrollTop, clientHeight } = log;
  const below = log.scrollHeight - clientHeight - scrollTop;
  const { isAtEnd, isFarFromEnd } = desk;
  // Whoever moves up, be it by a pixel, no longer follows: a flood must not pull them back.
  if (below <= 1) isAtEnd.value = isWhole;
  else if (scrollTop < before - 1) isAtEnd.value = false;
  else if (scrollTop > before + 1) isAtEnd.value = below <= END_WITHIN_PX;
  isFarFromEnd.value = below > clientHeight;
}

export function articleIn(inner: HTMLElement | null, key: string): HTMLElement | null {
  return inner?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;
}
