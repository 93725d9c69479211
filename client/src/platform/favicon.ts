/** The tab's icon: the place's own, or one with a mark when something came. */
import marked from "./marked_icon.svg?no-inline";

let own: string | null = null;

export function showMark(isMarked: boolean): void {
  const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (link === null) return;
  own ??= link.getAttribute("href");
  const wanted = isMarked ? marked : (own ?? "");
  if (link.getAttribute("href") !== wanted) link.setAttribute("href", wanted);
}
