/** The timeline until its window is here: the last rows are on the page, the end is followed, what is read is held. */
import { type Signal, signal } from "@preact/signals";
import type { RoomDesk } from "./room_desk";
import type { Row } from "./timeline_rows";
import { articleIn, followScroll, OLDER_WITHIN_PX, type Sought, type TimelineView } from "./timeline_view";
import type { Span } from "./window";

/** Rows drawn at once, about what a phone shows; a screen above them comes a few in each task, so that none is long. */
const AT_ONCE = 12;
const AT_A_TIME = 4;

export class FirstView implements TimelineView {
  readonly version: Signal<number> = signal(0);
  rows: readonly Row[] = [];
  /** The rows on the page: the last ones, and more as one scrolls up. */
  span: Span = { from: 0, to: 0 };
  log: HTMLElement | null = null;
  inner: HTMLElement | null = null;
  focused: string | null = null;
  /** A row asked for before it was on the page. */
  sought: Sought | null = null;
  /** Keys the window will answer. */
  readonly pressed: string[] = [];
  readonly #desk: RoomDesk;
  /** How many rows above to draw the next time. */
  #more = 0;
  /** Rows were drawn outside a frame: the next one lays them out, so that it is no part of this task. */
  #isFresh = true;
  #coming: ReturnType<typeof setTimeout> | undefined;
  #scrollTop = 0;
  /** The first message in view, and its place in the log's box, in pixels. */
  #held: { readonly article: Element; readonly top: number } | undefined;

  constructor(desk: RoomDesk) {
    this.#desk = desk;
  }

  stretches(rows: readonly Row[]): readonly Span[] {
    const to = rows.length;
    const from = Math.max(0, Math.min(this.#firstDrawn(rows), to - AT_ONCE) - this.#more);
    this.#more = 0;
    this.rows = rows;
    this.span = { from, to };
    return [this.span];
  }

  /** Where the rows on the page begin among others; after the last when none of them is there. */
  #firstDrawn(rows: readonly Row[]): number {
    const { from } = this.span;
    if (rows === this.rows) return from;
    const first = this.rows.slice(from).find(({ kind }) => kind === "message");
    let at = rows.findIndex(({ key }) => key === first?.key);
    if (at < 0) return rows.length;
    while (at > 0 && rows[at - 1]?.kind !== "message") at -= 1;
    return at;
  }

  attach(log: HTMLElement, inner: HTMLElement): () => void {
    this.log = log;
    this.inner = inner;
    const scrolled = () => this.#scrolled(log);
    const resized = new ResizeObserver(() => this.settle());
    log.addEventListener("scroll", scrolled, { passive: true });
    resized.observe(log);
    resized.observe(inner);
    return () => {
      clearTimeout(this.#coming);
      log.removeEventListener("scroll", scrolled);
      resized.disconnect();
    };
  }

  focusOn(key: string | null): void {
    this.focused = key;
  }

  show(key: string, then: (article: HTMLElement) => void): void {
    const { log } = this;
    if (!log) return;
    const article = articleIn(this.inner, key);
    const isTopmost = article !== null && topOf(article, log) + log.scrollTop < log.clientHeight;
    // With a screen above it, it can be shown in the middle.
    const hasMore = this.span.from > 0;
    if (article === null || (hasMore && isTopmost)) {
      this.sought = { key, then };
      if (hasMore) this.#drawMore();
    } else {
      then(article);
      // Before anything is drawn again: it would follow the end.
      this.#scrolled(log);
    }
  }

  move(_: string, pressed: string): boolean {
    this.pressed.push(pressed);
    return false;
  }

  toEnd(): void {
    this.#desk.isAtEnd.value = true;
    this.settle();
  }

  settle(): void {
    const { log } = this;
    if (!log || this.rows.length === 0) return;
    if (this.#isFresh && this.#desk.isAtEnd.peek()) requestAnimationFrame(() => this.#settle(log));
    else this.#settle(log);
    this.#isFresh = false;
  }

  #settle(log: HTMLElement): void {
    if (this.#desk.isAtEnd.peek()) log.scrollTop = log.scrollHeight;
    else if (this.#held?.article.isConnected)
      log.scrollTop += topOf(this.#held.article, log) - this.#held.top;
    const { sought } = this;
    this.sought = null;
    if (sought) this.show(sought.key, sought.then);
    this.#look(log);
  }

  #drawMore(): void {
    this.#coming ??= setTimeout(() => {
      this.#coming = undefined;
      this.#more = AT_A_TIME;
      this.#isFresh = true;
      this.version.value += 1;
    });
  }

  #scrolled(log: HTMLElement): void {
    followScroll(this.#desk, log, this.#scrollTop, true);
    this.#look(log);
  }

  #look(log: HTMLElement): void {
    const { isAtEnd, live } = this.#desk;
    this.#scrollTop = log.scrollTop;
    if (this.span.from > 0 && log.scrollTop < log.clientHeight) this.#drawMore();
    if (isAtEnd.peek() && log.scrollHeight > log.clientHeight) return;
    const article = [...log.querySelectorAll("article")].find(
      (each) => topOf(each, log) + each.clientHeight > 0,
    );
    this.#held = article && { article, top: topOf(article, log) };
    if (this.span.from === 0 && log.scrollTop < OLDER_WITHIN_PX && live.older.refused.peek() === null)
      void live.older.load();
  }
}

function topOf(element: Element, log: HTMLElement): number {
  return element.getBoundingClientRect().top - log.getBoundingClientRect().top;
}
