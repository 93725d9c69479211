/** The keyboard in the timeline: one message in the tab order, arrows between them, Escape back to writing. */
import type { TargetedFocusEvent, TargetedKeyboardEvent } from "preact";
import { useState } from "preact/hooks";
import type { Row } from "./timeline_rows";

interface ArticleKeys {
  /** Key of the message that is in the tab order. */
  readonly active: string | undefined;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
  readonly onFocusIn: (event: TargetedFocusEvent<HTMLElement>) => void;
}

export function useArticleKeys(rows: readonly Row[]): ArticleKeys {
  const [chosen, choose] = useState<string | undefined>(undefined);
  const isThere = chosen !== undefined && rows.some((row) => row.key === chosen);
  const last = rows.findLast((row) => row.kind === "message")?.key;
  return {
    active: isThere ? chosen : last,
    onKeyDown: move,
    onFocusIn: (event) => {
      const article = event.target instanceof Element ? event.target.closest("article") : null;
      const key = article?.dataset["key"];
      if (key !== undefined && key !== chosen) choose(key === last ? undefined : key);
    },
  };
}

function move(event: TargetedKeyboardEvent<HTMLElement>): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || target.tagName !== "ARTICLE") return;
  if (key === "Escape") {
    document.getElementById("message")?.focus();
    return;
  }
  const next = neighbour(event.currentTarget, target, key);
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function neighbour(log: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const articles = [...log.querySelectorAll("article")];
  switch (key) {
    case "ArrowUp":
      return articles[articles.indexOf(from) - 1];
    case "ArrowDown":
      return articles[articles.indexOf(from) + 1];
    case "Home":
      return articles[0];
    case "End":
      return articles.at(-1);
    default:
      return undefined;
  }
}
