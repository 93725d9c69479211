/** The timeline until its window is here: all its rows are on the page, the end is followed, what is read is held. */
import type { RoomDesk } from "./room_desk";
import type { Row } from "./timeline_rows";
import { articleIn, followScroll, OLDER_WITHIN_PX, type TimelineView } from "./timeline_view";
import type { Span } from "./window";

export class FirstView implements TimelineView {
  rows: readonly Row[] = [];
  log: HTMLElement | null = null;
  inner: HTMLElement | null = null;
  focused: string | null = null;
  /** Keys the window will answer. */
  readonly pressed: string[] = [];
  readonly #desk: RoomDesk;
  #scrollTop = 0;
  /** The first message in view, and its place in the log's box, in pixels. */
  #held: { readonly article: Element; readonly top: number } | undefined;

  constructor(desk: RoomDesk) {
    this.#desk = desk;
  }

  stretches(rows: readonly Row[]): readonly Span[] {
    this.rows = rows;
    return [{ from: 0, to: rows.length }];
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
      log.removeEventListener("scroll", scrolled);
      resized.disconnect();
    };
  }

  focusOn(key: string | null): void {
    this.focused = key;
  }

  show(key: string, then: (article: HTMLElement) => void): void {
    const article = articleIn(this.inner, key);
    if (!article || !this.log) return;
    then(article);
    // Before anything is drawn again: it would follow the end.
    this.#scrolled(this.log);
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
    if (!log) return;
    if (this.#desk.isAtEnd.peek()) log.scrollTop = log.scrollHeight;
    else if (this.#held?.article.isConnected)
      log.scrollTop += topOf(this.#held.article, log) - this.#held.top;
    this.#look(log);
  }

  #scrolled(log: HTMLElement): void {
    followScroll(this.#desk, log, this.#scrollTop, true);
    this.#look(log);
  }

  #look(log: HTMLElement): void {
    const { isAtEnd, live } = this.#desk;
    this.#scrollTop = log.scrollTop;
    if (isAtEnd.peek() && log.scrollHeight > log.clientHeight) return;
    const article = [...log.querySelectorAll("article")].find(
      (each) => topOf(each, log) + each.clientHeight > 0,
    );
    this.#held = article && { article, top: topOf(article, log) };
    if (log.scrollTop < OLDER_WITHIN_PX && live.olderRefused.peek() === null) void live.loadOlder();
  }
}

function topOf(element: Element, log: HTMLElement): number {
  return element.getBoundingClientRect().top - log.getBoundingClientRect().top;
}
