/** The back button closes what is open over the page before it leaves the page. */

export interface Over {
  readonly close: () => void;
}

export const OVER = "palabre-over";
/** What is open, the last on top. */
export const open: Over[] = [];

/** Whether the history's entry is that of something open: a link followed now takes its place. */
export function isOver(): boolean {
  return history.state === OVER;
}

export function startBack(): void {
  // After a reload nothing is open, whatever the entry says.
  if (isOver()) history.replaceState(null, "");
  addEventListener("popstate", () => {
    if (!isOver()) open.at(-1)?.close();
  });
}

/** Resolves once the history no longer holds an entry for what was open. */
export function backAtPage(): Promise<void> {
  if (!isOver()) return Promise.resolve();
  return new Promise((resolve) => {
    addEventListener("popstate", () => resolve(), { once: true });
    history.back();
  });
}
