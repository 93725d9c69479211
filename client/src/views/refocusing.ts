/** Where the focus goes when what one did takes away what had it. */

const LATEST_MS = 2_000;
const ACTIVE_MESSAGE = "article[tabindex='0']";

/** To what took its place in the timeline, however late that is drawn; else to the message in the tab order. */
export function refocusOn(selector: string): void {
  follow((log) => {
    const { activeElement } = document;
    if (isLost() || log.contains(activeElement)) return lastOf(log, selector);
    return undefined;
  });
}

/** To the message in the tab order, once what had the focus is gone. */
export function refocusOnMessage(): void {
  follow((log) => (isLost() ? lastOf(log, ACTIVE_MESSAGE) : undefined));
}

/** Until the reader does something else: from then on the focus is theirs. */
function follow(find: (log: Element) => HTMLElement | undefined): void {
  const log = document.querySelector("[role=log]");
  if (!log) return;
  const over = new AbortController();
  const { signal } = over;
  const look = () => find(log)?.focus({ preventScroll: true });
  const drawn = new MutationObserver(look);
  signal.addEventListener("abort", () => drawn.disconnect());
  for (const input of ["keydown", "pointerdown"])
    addEventListener(input, () => over.abort(), { capture: true, signal });
  drawn.observe(log, { childList: true, subtree: true });
  setTimeout(() => {
    if (!signal.aborted && isLost()) lastOf(log, ACTIVE_MESSAGE)?.focus({ preventScroll: true });
    over.abort();
  }, LATEST_MS);
  look();
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function lastOf(log: Element, selector: string): HTMLElement | undefined {
  return [...log.querySelectorAll<HTMLElement>(selector)].at(-1);
}
