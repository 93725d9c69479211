/** From one message to another by a key: which row an arrow, a page or an end leads to. */
import type { Row } from "./timeline_rows";

export function neighbour(
  rows: readonly Row[],
  at: number,
  key: string,
  page: number,
  typical: number,
): Row | undefined {
  switch (key) {
    case "ArrowUp":
      return messageFrom(rows, at - 1, -1);
    case "ArrowDown":
      return messageFrom(rows, at + 1, 1);
    case "PageUp":
      return messageFrom(rows, away(rows, at, -1, page, typical), 1);
    case "PageDown":
      return messageFrom(rows, away(rows, at, 1, page, typical), -1);
    case "Home":
      return messageFrom(rows, 0, 1);
    case "End":
      return messageFrom(rows, rows.length - 1, -1);
    default:
      return undefined;
  }
}

function messageFrom(rows: readonly Row[], from: number, step: 1 | -1): Row | undefined {
  for (let at = from; at >= 0 && at < rows.length; at += step) {
    if (rows[at]?.kind === "message") return rows[at];
  }
  return undefined;
}

/** The row one page away. */
function away(rows: readonly Row[], from: number, step: 1 | -1, page: number, typical: number): number {
  let at = from;
  for (let left = page; left > 0 && rows[at + step]; at += step) left -= rows[at]?.extent || typical;
  return at;
}

/** A browser that scrolls to the focus puts it in the middle: a page further would be more than a page. */
export function reach(article: HTMLElement): void {
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "nearest" });
}
