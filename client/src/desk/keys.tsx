/** The keys of the desk: one table for what they do, and what answers to them. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import { deskTexts } from "../i18n/desk_texts";
import { singleKeys } from "../platform/preferences";
import type { Desk } from "./desk";
import { KeyCap } from "./key_cap";
import { rowsShown } from "./queue";
import { show, type View } from "./route";

export type Act =
  | "next"
  | "previous"
  | "release"
  | "refuse"
  | "refuseWhy"
  | "undo"
  | "unveil"
  | "handOver"
  | "closeCase"
  | View
  | "list";

export const KEYS: readonly (readonly [key: string, act: Act])[] = [
  ["j", "next"],
  ["k", "previous"],
  ["l", "release"],
  ["r", "refuse"],
  ["m", "refuseWhy"],
  ["v", "unveil"],
  ["x", "handOver"],
  ["f", "closeCase"],
  ["u", "undo"],
  ["d", "cases"],
  ["g", "rules"],
  ["c", "appeals"],
  ["n", "events"],
  ["a", "vouches"],
  ["e", "people"],
  ["o", "orders"],
  ["?", "list"],
];
/** Those the foot of the page shows after what decides. */
const HINTED: readonly Act[] = ["release", "refuse", "unveil", "undo"];
const RUNG_KEY = /^Digit([1-5])$/;

/** Whether the list of keys is asked for. */
export const isListed = signal(false);
let isSpaceHeld = false;

export function useKeys(desk: Desk): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      leaveText(event);
      if (!isOurs(event)) return;
      if (answered(event, desk)) event.preventDefault();
    };
    const release = (event: KeyboardEvent) => {
      if (event.key === " ") letGo(desk);
    };
    const left = () => letGo(desk);
    addEventListener("keydown", press);
    addEventListener("keyup", release);
    addEventListener("blur", left);
    return () => {
      removeEventListener("keydown", press);
      removeEventListener("keyup", release);
      removeEventListener("blur", left);
    };
  }, [desk]);
}

/** Out of a text one writes at the desk: Escape leaves it as it is, Ctrl+Enter applies what is chosen. */
function leaveText(event: KeyboardEvent): void {
  const { target } = event;
  if (!(target instanceof HTMLTextAreaElement) || target.closest("dialog") || event.isComposing) return;
  if (event.key === "Escape") target.blur();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) target.form?.requestSubmit();
}

function isOurs(event: KeyboardEvent): boolean {
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
  const isElsewhere = isTyping(event.target) || document.querySelector("dialog[open]") !== null;
  return isPlain && singleKeys.value.peek() !== "off" && !isElsewhere;
}

/** True when the key did something, or is held and did. */
function answered(event: KeyboardEvent, desk: Desk): boolean {
  if (event.key === " ") return freeze(event, desk);
  if (event.repeat) return false;
  // The row of figures needs no other key on any keyboard, though its signs differ.
  const rung = RUNG_KEY.exec(event.code)?.[1];
  if (rung !== undefined) return choose(rung);
  const act = KEYS.find(([key]) => key === event.key.toLowerCase())?.[1];
  if (act !== undefined) carryOut(act, desk);
  return act !== undefined;
}

/** Space presses what has the focus; elsewhere it holds the rooms still. */
function freeze(event: KeyboardEvent, desk: Desk): boolean {
  const { target } = event;
  if (target instanceof HTMLElement && target.closest("button, input, summary, label")) return false;
  if (!desk.streaming.isFrozen.value) {
    isSpaceHeld = true;
    desk.streaming.freeze(true);
  }
  return true;
}

/** What the button holds still stays so. */
function letGo(desk: Desk): void {
  if (isSpaceHeld) desk.streaming.freeze(false);
  isSpaceHeld = false;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches("input:not([type=checkbox], [type=radio]), textarea, select")
  );
}

/** Choosing moves the focus there, where Enter applies what is chosen. */
function choose(rung: string): boolean {
  const radio = document.querySelector<HTMLInputElement>(`input[data-rung="${rung}"]:not(:disabled)`);
  radio?.focus();
  radio?.click();
  return radio !== null;
}

function carryOut(act: Act, desk: Desk): void {
  switch (act) {
    case "undo":
      desk.undo();
      break;
    case "list":
      isListed.value = true;
      break;
    case "handOver":
      void desk.work.handOver();
      break;
    case "unveil":
      document.querySelector<HTMLButtonElement>("[data-unveil]")?.click();
      break;
    case "closeCase":
      document.querySelector<HTMLButtonElement>("[data-close-case]")?.click();
      break;
    case "next":
    case "previous":
      step(desk, act === "next" ? 1 : -1);
      break;
    case "release":
    case "refuse":
    case "refuseWhy":
      press(desk, act === "refuseWhy" ? "ask" : act);
      break;
    default:
      show(act);
  }
}

/** Among what must be read while one is there, then from case to case. */
function step(desk: Desk, by: 1 | -1): void {
  const isAmongHeld = document.activeElement?.closest(".held-list") !== null;
  if (!(isAmongHeld && stepHeld(desk, by))) stepCase(desk, by);
}

function stepHeld(desk: Desk, by: 1 | -1): boolean {
  const held = desk.held.value;
  const at = held.findIndex(({ message_id }) => message_id === desk.selected.value);
  const next = held[at + by];
  if (next === undefined) return false;
  desk.selected.value = next.message_id;
  cardOf(next.message_id)?.focus();
  return true;
}

function stepCase(desk: Desk, by: 1 | -1): void {
  const rows = rowsShown(desk);
  const at = rows.findIndex(({ id }) => id === desk.work.opened.value?.id);
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  if (next === undefined) return;
  void desk.work.open(next.id);
  document.querySelector<HTMLElement>(`[data-case="${CSS.escape(next.id)}"]`)?.focus();
}

/** As if its button were pressed: a card that asks why has no such button, and is left alone. */
function press(desk: Desk, act: string): void {
  const card = cardOf(desk.selected.value ?? "");
  card?.querySelector<HTMLButtonElement>(`[data-act="${act}"]`)?.click();
}

function cardOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
}

export function KeysHint() {
  const d = deskTexts.value;
  const c = casesTexts.value;
  return (
    <footer class="desk-keys">
      <span>
        <kbd>J</kbd>
        <kbd>K</kbd> {c.casesHint}
      </span>
      <span>
        <kbd>1</kbd>–<kbd>5</kbd> {c.digitsHint}
      </span>
      <span>
        <kbd>↵</kbd> {c.applyHint}
      </span>
      {KEYS.filter(([, act]) => HINTED.includes(act)).map(([key, act]) => (
        <span key={key}>
          <kbd>{key.toUpperCase()}</kbd> {c.hintOf[act]}
        </span>
      ))}
      <button
        type="button"
        class="link-btn end"
        aria-haspopup="dialog"
        onClick={() => {
          isListed.value = true;
        }}
      >
        <KeyCap name="?" /> {d.allKeys}
      </button>
    </footer>
  );
}
