/** What opens over the page has an entry in the history, so that going back closes it. */
import { isOver, OVER, type Over, open } from "./back";

/** Something opens over the page; `close` is called when the guest goes back. Returns what to call once it is gone. */
export function openOver(close: () => void): () => void {
  const over: Over = { close };
  open.push(over);
  if (!isOver()) history.pushState(OVER, "");
  return () => {
    open.splice(open.indexOf(over), 1);
    // One dialog may give way to the next: both share the entry.
    queueMicrotask(() => {
      if (open.length === 0 && isOver()) history.back();
    });
  };
}
