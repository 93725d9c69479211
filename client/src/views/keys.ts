/** The keys that work everywhere on the page; fetched at the first sign of life. */
import type { Texts } from "../i18n/fr";
import type { PanelTexts } from "../i18n/panels_fr";
import { route, visitAddress } from "../platform/page";
import { singleKeys } from "../platform/preferences";
import { panel } from "./panel";
import type { Scene } from "./scene";

export interface KeyLine {
  /** Other ways to the same; the keys of one chord are joined by `+`. */
  readonly keys: readonly string[];
  readonly does: (t: Texts & PanelTexts) => string;
}

export const KEYS: readonly KeyLine[] = [
  { keys: ["?"], does: (t) => t.keyDoes.list },
  { keys: ["F6", "Shift+F6"], does: (t) => t.keyDoes.region },
  { keys: ["Alt+ArrowUp", "Alt+ArrowDown"], does: (t) => t.keyDoes.room },
  { keys: ["Escape"], does: (t) => t.keyDoes.close },
];

const REGIONS = "#rooms, .room-page > nav, [role=log], .place, .composer, .room-page > .roster, main";
const ENTRY = "[aria-current], [tabindex='0'], textarea, input, a[href], button";

/** `pressed` are those that came while this was fetched. */
export function startKeys(scene: Scene, pressed: readonly KeyboardEvent[]): void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const act = actionFor(event, scene);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  addEventListener("keydown", press);
  for (const event of pressed) press(event);
}

function actionFor(event: KeyboardEvent, scene: Scene): (() => void) | undefined {
  const { key } = event;
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey);
  const isAlt = event.altKey && !(event.ctrlKey || event.metaKey || event.shiftKey);
  if (key === "F6" && isPlain) return () => nextRegion(event.shiftKey ? -1 : 1);
  if (isAlt && (key === "ArrowUp" || key === "ArrowDown") && route.peek().page === "room") {
    return () => nextRoom(scene, key === "ArrowUp" ? -1 : 1);
  }
  if (key === "?" && isPlain && singleKeys.value.peek() === "on" && !isTyping(event.target)) {
    return () => panel.open("keys");
  }
  return undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** In the order of the list, round and round. */
function nextRoom(scene: Scene, step: 1 | -1): void {
  const addresses = scene.rooms.peek().map((room) => `/r/${room.slug}`);
  const at = addresses.indexOf(location.pathname);
  const next = addresses.at((at + step) % addresses.length);
  if (next !== undefined) visitAddress(next);
}

function nextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(isShown).filter(isInnermost);
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  for (let count = 1; count <= regions.length; count += 1) {
    const next = regions.at((at + step * count) % regions.length);
    const entry = [...(next?.querySelectorAll<HTMLElement>(ENTRY) ?? [])].find(isShown);
    entry?.focus();
    if (entry !== undefined && document.activeElement === entry) return;
  }
}

function isShown(element: HTMLElement): boolean {
  return element.offsetParent !== null;
}

function isInnermost(element: HTMLElement, _: number, all: readonly HTMLElement[]): boolean {
  return !all.some((other) => other !== element && element.contains(other));
}
