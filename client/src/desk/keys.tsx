/** The keys of the desk: one table for what they do, what lists them, and what answers to them. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import { singleKeys } from "../platform/preferences";
import { TitledDialog } from "../views/dialog";
import type { Desk } from "./desk";
import { KeyCap } from "./key_cap";
import { show } from "./route";

type Act =
  | "next"
  | "previous"
  | "release"
  | "refuse"
  | "refuseWhy"
  | "undo"
  | "held"
  | "rules"
  | "events"
  | "list";

const KEYS: readonly (readonly [key: string, act: Act])[] = [
  ["j", "next"],
  ["k", "previous"],
  ["l", "release"],
  ["r", "refuse"],
  ["m", "refuseWhy"],
  ["u", "undo"],
  ["1", "held"],
  ["2", "rules"],
  ["3", "events"],
  ["?", "list"],
];
/** Those the foot of the page shows. */
const HINTED: readonly Act[] = ["next", "previous", "release", "refuse", "undo"];

const isListed = signal(false);

export function useKeys(desk: Desk): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = actOf(event);
      if (act === undefined) return;
      event.preventDefault();
      carryOut(act, desk);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [desk]);
}

function actOf(event: KeyboardEvent): Act | undefined {
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat);
  if (!isPlain || singleKeys.value.peek() === "off" || isTyping(event.target)) return undefined;
  if (document.querySelector("dialog[open]")) return undefined;
  return KEYS.find(([key]) => key === event.key.toLowerCase())?.[1];
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");
}

function carryOut(act: Act, desk: Desk): void {
  if (act === "undo") desk.undo();
  else if (act === "list") isListed.value = true;
  else if (act === "held" || act === "rules" || act === "events") show(act);
  else if (act === "next" || act === "previous") step(desk, act === "next" ? 1 : -1);
  else press(desk, act === "refuseWhy" ? "ask" : act);
}

function step(desk: Desk, by: 1 | -1): void {
  const held = desk.held.value;
  const at = held.findIndex(({ message_id }) => message_id === desk.selected.value);
  const next = held[Math.max(0, Math.min(held.length - 1, at + by))];
  if (!next) return;
  desk.selected.value = next.message_id;
  cardOf(next.message_id)?.focus();
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
  return (
    <footer class="desk-keys">
      {KEYS.filter(([, act]) => HINTED.includes(act)).map(([key, act]) => (
        <span key={key}>
          <kbd>{key.toUpperCase()}</kbd> {d.keys[act]}
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

/** The list, where it was asked for. */
export function ListedKeys() {
  return isListed.value ? <KeysDialog /> : null;
}

function KeysDialog() {
  const d = deskTexts.value;
  const close = () => {
    isListed.value = false;
  };
  return (
    <TitledDialog label={d.keysOfDesk} onClose={close}>
      <table class="keys-table">
        <tbody>
          {KEYS.map(([key, act]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key.toUpperCase()}</kbd>
              </th>
              <td>{d.keys[act]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TitledDialog>
  );
}
