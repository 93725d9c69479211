/** The part of the timeline that is on the page: it follows the end, or holds what is read where it is. */
import { type Signal, signal } from "@preact/signals";
import type { FirstView } from "./first_view";
import type { RoomDesk } from "./room_desk";
import { neighbour, reach } from "./timeline_moves";
import type { Row } from "./timeline_rows";
import { articleIn, followScroll, OLDER_WITHIN_PX, type Sought, type TimelineView } from "./timeline_view";
import {
  contains,
  heightOf,
  type Known,
  type Span,
  shifted,
  spanAtEnd,
  spanOver,
  stretchesOf,
  typicalOf,
} from "./window";

/** Rows kept ready beyond what is seen, and how near their edge may come before others are made: a few each time. */
const READY_PX = 900;
const NEAR_PX = 700;
/** Where the end is followed, as many as a first turn of the wheel shows. */
const READY_AT_END_PX = 500;
/** Room left above for an older page: when it comes, nothing has to move. */
const AHEAD_PX = 320;
const FIRST_HEIGHT_PX = 900;
/** What a row not yet measured is taken to be. */
const TYPICAL_PX = 44;
const STILL_MS = 150;
/** What of the screen a page is: the rest is seen twice. */
const PAGE = 0.8;
/** Beyond so many screens one leaps. */
const FAR_SCREENS = 3;

/** A row on the page, as it lay when the page was last settled: pixels from the top of the log's content. */
interface Place {
  readonly key: string;
  readonly top: number;
}

export class TimelineWindow implements TimelineView {
  readonly version: Signal<number> = signal(0);
  readonly #desk: RoomDesk;
  #log: HTMLElement | null = null;
  #inner: HTMLElement | null = null;
  #rows: readonly Row[] = [];
  #span: Span = { from: 0, to: 0 };
  /** The span the page shows, until it is drawn again. */
  #drawn: Span = this.#span;
  #stretches: readonly Span[] = [this.#span];
  #places: readonly Place[] = [];
  /** By how much the space above the rows differs from what is reckoned, so that they stay where they are. */
  #drift = 0;
  #typical = TYPICAL_PX;
  #width = 0;
  #scrollTop = 0;
  #sought: Sought | null = null;
  #focused: string | null = null;
  #still: ReturnType<typeof setTimeout> | undefined;
  /** Keys pressed before this view was here. */
  #pressed: readonly string[] = [];
  readonly #resized = new ResizeObserver(() => this.settle());
  readonly #observed = new WeakSet<Element>();

  constructor(desk: RoomDesk, first: FirstView | null = null) {
    this.#desk = desk;
    if (first?.log && first.inner) this.#adopt(first, first.log, first.inner);
  }

  /** What is on the page stays there: measured before anything is put above it. */
  #adopt({ rows, span, focused, pressed, sought }: FirstView, log: HTMLElement, inner: HTMLElement): void {
    this.#log = log;
    this.#inner = inner;
    this.#focused = focused;
    this.#pressed = pressed;
    this.#rows = rows;
    this.#span = span;
    this.#drawn = span;
    this.#stretches = [span];
    this.#scrollTop = log.scrollTop;
    this.#places = this.#measure(log);
    if (sought) this.show(sought.key, sought.then);
  }

  // --- for the view that draws the rows

  stretches(rows: readonly Row[]): readonly Span[] {
    if (rows !== this.#rows) {
      const span = this.#carried(rows);
      this.#rows = rows;
      this.#span = span;
    }
    this.#drawn = this.#span;
    this.#stretches = stretchesOf(this.#span, this.#focused === null ? -1 : this.#indexOf(this.#focused));
    return this.#stretches;
  }

  attach(log: HTMLElement, inner: HTMLElement): () => void {
    this.#log = log;
    this.#inner = inner;
    const scrolled = () => this.#scrolled(log);
    log.addEventListener("scroll", scrolled, { passive: true });
    this.#resized.observe(log);
    return () => {
      clearTimeout(this.#still);
      log.removeEventListener("scroll", scrolled);
      this.#resized.disconnect();
    };
  }

  focusOn(key: string | null): void {
    if (key === this.#focused) return;
    this.#focused = key;
    this.version.value += 1;
  }

  #indexOf(key: string): number {
    return this.#rows.findIndex((row) => row.key === key);
  }

  show(key: string, then: (article: HTMLElement) => void): void {
    const index = this.#indexOf(key);
    this.#sought = { key, then };
    if (index < 0) return;
    if (index >= this.#drawn.from && index < this.#drawn.to) {
      this.#find();
      return;
    }
    this.#desk.isAtEnd.value = false;
    this.#reach(index);
    this.version.value += 1;
  }

  /** From what is read to a row not far from it, or around a row that is. */
  #reach(index: number): void {
    const { from } = this.#drawn;
    const height = this.#height;
    const start = this.#places[0]?.top ?? 0;
    const way = this.#heightOf(Math.min(from, index), Math.max(from, index));
    const top = start + (index < from ? -way : way);
    const view = { top: this.#scrollTop, bottom: this.#scrollTop + height };
    if (Math.abs(top - view.top) > FAR_SCREENS * height)
      this.#choose({ index, top }, { top, bottom: top + height });
    else
      this.#choose(
        { index: from, top: start },
        { top: Math.min(view.top, top), bottom: Math.max(view.bottom, top + height) },
      );
  }

  move(key: string, pressed: string): boolean {
    const next = neighbour(this.#rows, this.#indexOf(key), pressed, this.#height * PAGE, this.#typical);
    if (next) this.show(next.key, reach);
    return next !== undefined;
  }

  toEnd(): void {
    this.#desk.isAtEnd.value = true;
    this.#span = this.#end(this.#rows);
    this.version.value += 1;
  }

  settle(): void {
    const log = this.#log;
    if (!log || !this.#inner) return;
    this.#reckon();
    const places = this.#measure(log);
    if (this.#desk.isAtEnd.peek()) {
      log.scrollTop = log.scrollHeight;
      this.#places = places;
    } else this.#places = this.#held(log, places);
    this.#scrollTop = log.scrollTop;
    this.#find();
    // Rows that came meanwhile, or a late scroll to the end, chose others: it is still to be shown.
    if (this.#sought) this.show(this.#sought.key, this.#sought.then);
    this.#keepFocus();
    if (log.scrollHeight <= log.clientHeight) this.#askOlder(log);
    this.#look(log);
    const pressed = this.#pressed;
    this.#pressed = [];
    for (const key of pressed) if (this.#focused !== null) this.move(this.#focused, key);
  }

  // --- the rows on the page

  get #height(): number {
    return this.#log?.clientHeight || FIRST_HEIGHT_PX;
  }

  #end(rows: readonly Row[]): Span {
    return spanAtEnd(rows, this.#height + READY_AT_END_PX, this.#typical);
  }

  /** The same rows among others: what is read stays on the page. */
  #carried(rows: readonly Row[]): Span {
    if (this.#desk.isAtEnd.peek() || this.#rows.length === 0) return this.#end(rows);
    for (const { key } of this.#inView()) {
      const before = this.#indexOf(key);
      const now = rows.findIndex((row) => row.key === key);
      if (now >= 0) return shifted(this.#span, now - before, rows.length);
    }
    return shifted(this.#span, 0, rows.length);
  }

  /** What was in view when the page was last settled, from the top; then what was above. */
  #inView(): readonly Place[] {
    const first = this.#places.findIndex((_, at) => this.#bottomOf(at) > this.#scrollTop);
    if (first < 0) return this.#places;
    return [...this.#places.slice(first), ...this.#places.slice(0, first).reverse()];
  }

  #bottomOf(at: number): number {
    return this.#places[at + 1]?.top ?? Number.POSITIVE_INFINITY;
  }

  #choose(known: Known, view: { top: number; bottom: number }): void {
    const ready = { top: view.top - READY_PX, bottom: view.bottom + READY_PX };
    this.#span = spanOver(this.#rows, known, ready, this.#typical);
  }

  /** Other rows, when those on the page no longer reach far enough around what is seen. */
  #look(log: HTMLElement): void {
    const [first] = this.#places;
    if (!first || this.#desk.isAtEnd.peek()) return;
    const known = { index: this.#drawn.from, top: first.top };
    const view = { top: log.scrollTop, bottom: log.scrollTop + log.clientHeight };
    const near = { top: view.top - NEAR_PX, bottom: view.bottom + NEAR_PX };
    if (contains(this.#span, spanOver(this.#rows, known, near, this.#typical))) return;
    this.#choose(known, view);
    this.version.value += 1;
  }

  // --- heights

  /** Give what is not on the page the height it is reckoned to have. */
  #reckon(): void {
    const pads = this.#pads;
    let from = 0;
    let ahead = this.#ahead;
    this.#stretches.forEach((stretch, at) => {
      const drift = stretch === this.#drawn ? this.#drift : 0;
      setHeight(pads[at], this.#heightOf(from, stretch.from) + ahead + drift);
      from = stretch.to;
      ahead = 0;
    });
    setHeight(pads.at(-1), this.#heightOf(from, this.#rows.length));
  }

  #heightOf(from: number, to: number): number {
    return heightOf(this.#rows, { from, to }, this.#typical);
  }

  get #ahead(): number {
    return this.#desk.live.state.peek().more && this.#desk.live.tab.sessionKey() !== null ? AHEAD_PX : 0;
  }

  get #pads(): readonly HTMLElement[] {
    return [...(this.#inner?.querySelectorAll<HTMLElement>(":scope > .log-pad") ?? [])];
  }

  /** The space just above the rows. */
  get #above(): HTMLElement | undefined {
    return this.#pads[this.#stretches.indexOf(this.#drawn)];
  }

  /** Called after all that is written: from here on the browser has to lay the page out. */
  #measure(log: HTMLElement): readonly Place[] {
    this.#forgetAtOtherWidth(log.clientWidth);
    const origin = log.getBoundingClientRect().top - log.scrollTop;
    const places: Place[] = [];
    let element = this.#above?.nextElementSibling ?? null;
    if (element?.hasAttribute("data-edge")) element = element.nextElementSibling;
    let last: Row | undefined;
    for (const row of this.#rows.slice(this.#drawn.from, this.#drawn.to)) {
      if (!element) break;
      const top = this.#topOf(element, origin);
      if (last) last.extent = top - (places.at(-1)?.top ?? top);
      places.push({ key: row.key, top });
      last = row;
      element = element.nextElementSibling;
    }
    if (last && element)
      last.extent = element.getBoundingClientRect().top - origin - (places.at(-1)?.top ?? 0);
    return places;
  }

  #forgetAtOtherWidth(width: number): void {
    if (width === this.#width) return;
    this.#width = width;
    for (const row of this.#rows) row.extent = 0;
  }

  #topOf(element: Element, origin: number): number {
    if (!this.#observed.has(element)) {
      this.#observed.add(element);
      this.#resized.observe(element);
    }
    return element.getBoundingClientRect().top - origin;
  }

  /** What is read stays where it is: the space above gives or takes, and only when it cannot, the page scrolls. */
  #held(log: HTMLElement, places: readonly Place[]): readonly Place[] {
    const now = new Map(places.map(({ key, top }) => [key, top]));
    const anchor = this.#inView().find(({ key }) => now.has(key));
    const moved = anchor === undefined ? 0 : (now.get(anchor.key) ?? 0) - anchor.top;
    const above = this.#above;
    if (anchor === undefined || !above) {
      this.#drift = 0;
      return places;
    }
    const height = above.getBoundingClientRect().height;
    // A page scrolls by whole pixels only.
    const scrolled = Math.ceil(Math.max(0, moved - height));
    const given = scrolled - moved;
    if (given !== 0) setHeight(above, height + given);
    if (scrolled !== 0) log.scrollTop += scrolled;
    this.#drift += given;
    const held = places.map(({ key, top }) => ({ key, top: top + given }));
    return log.scrollTop < log.clientHeight ? this.#levelled(log, held) : held;
  }

  /** Give the space above the rows its reckoned height, and scroll by as much: nothing is seen of it. */
  #levelled(log: HTMLElement, places: readonly Place[]): readonly Place[] {
    const by = Math.round(-this.#drift);
    const above = this.#above;
    if (by === 0 || !above || log.scrollTop + by < 0) return places;
    setHeight(above, above.getBoundingClientRect().height + by);
    log.scrollTop += by;
    this.#drift += by;
    return places.map(({ key, top }) => ({ key, top: top + by }));
  }

  // --- scrolling

  #scrolled(log: HTMLElement): void {
    const { scrollTop, clientHeight } = log;
    followScroll(this.#desk, log, this.#scrollTop, this.#drawn.to === this.#rows.length);
    this.#scrollTop = scrollTop;
    if (scrollTop < clientHeight) this.#level(log);
    this.#askOlder(log);
    this.#look(log);
    clearTimeout(this.#still);
    this.#still = setTimeout(() => this.#stopped(log), STILL_MS);
  }

  #stopped(log: HTMLElement): void {
    this.#typical = typicalOf(this.#rows, this.#typical);
    this.#level(log);
  }

  #level(log: HTMLElement): void {
    if (this.#desk.isAtEnd.peek()) return;
    this.#places = this.#levelled(log, this.#places);
    this.#scrollTop = log.scrollTop;
  }

  #askOlder(log: HTMLElement): void {
    if (this.#desk.isAtEnd.peek() && log.scrollHeight > log.clientHeight) return;
    const [first] = this.#places;
    const above = this.#heightOf(0, this.#drawn.from);
    const isNear = first !== undefined && log.scrollTop - first.top + above < OLDER_WITHIN_PX;
    const { live } = this.#desk;
    if (isNear && live.older.refused.peek() === null) void live.older.load();
  }

  // --- one row

  #find(): void {
    const sought = this.#sought;
    const article = sought && articleIn(this.#inner, sought.key);
    if (!sought || !article) return;
    this.#sought = null;
    sought.then(article);
    // Before anything is drawn again: it would follow the end.
    if (this.#log) this.#scrolled(this.#log);
  }

  /** The message under the focus is gone for good: its neighbourhood takes the focus. */
  #keepFocus(): void {
    if (this.#focused === null || articleIn(this.#inner, this.#focused)) return;
    this.#focused = null;
    if (document.activeElement === document.body)
      this.#inner?.querySelector<HTMLElement>("article[tabindex='0']")?.focus({ preventScroll: true });
  }
}

function setHeight(element: HTMLElement | undefined, px: number): void {
  if (element) element.style.height = `${Math.max(0, px)}px`;
}
