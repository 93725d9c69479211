/** The keyboard in the timeline: one message in the tab order, arrows between them, Escape back to writing. */
import type { TargetedFocusEvent, TargetedKeyboardEvent } from "preact";
import { useState } from "preact/hooks";
import type { Row } from "./timeline_rows";
import type { TimelineView } from "./timeline_view";
import type { Span } from "./window";

interface ArticleKeys {
  /** Key of the message that is in the tab order. */
  readonly active: string | undefined;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
  readonly onFocusIn: (event: TargetedFocusEvent<HTMLElement>) => void;
  readonly onFocusOut: () => void;
}

/** `drawn` are the rows on the page; the message in the tab order is always one of them. */
export function useArticleKeys(
  rows: readonly Row[],
  drawn: readonly Span[],
  view: TimelineView,
  isAtEnd: boolean,
): ArticleKeys {
  const [chosen, choose] = useState<string | undefined>(undefined);
  const here = drawn.flatMap(({ from, to }) => rows.slice(from, to)).filter((row) => row.kind === "message");
  const isThere = chosen !== undefined && here.some((row) => row.key === chosen);
  const nearest = isAtEnd ? here.at(-1) : here[here.length >> 1];
  return {
    active: isThere ? chosen : nearest?.key,
    onKeyDown: (event) => pressed(event, view),
    onFocusIn: (event) => {
      const key = keyOf(event.target);
      view.focusOn(key ?? null);
      if (key !== undefined) choose(key === rows.at(-1)?.key ? undefined : key);
    },
    onFocusOut: () => view.focusOn(null),
  };
}

function keyOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest("article")?.dataset["key"] : undefined;
}

function pressed(event: TargetedKeyboardEvent<HTMLElement>, view: TimelineView): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || target.tagName !== "ARTICLE") return;
  if (key === "Escape") document.getElementById("message")?.focus();
  else if (view.move(keyOf(target) ?? "", key)) event.preventDefault();
}
