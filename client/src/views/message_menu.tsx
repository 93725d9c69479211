/** The menu of one message: only what exists is offered. */
import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { texts } from "../i18n/texts";
import { Icon, type IconName } from "./icons";
import type { RoomDesk } from "./room_desk";
import type { MessageRow } from "./timeline_rows";

interface Props {
  readonly row: MessageRow;
  readonly id: string;
  readonly name: string;
  readonly desk: RoomDesk;
  readonly isActive: boolean;
}

export function MessageMenu(props: Props) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useLongPress(button, () => setOpen(true));
  const close = () => {
    setOpen(false);
    button.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon-btn icon-btn-s msg-menu"
        tabIndex={props.isActive ? 0 : -1}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={texts.value.actionsOn(props.name)}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="dots" />
      </button>
      {isOpen && <Menu {...props} onClose={close} onLeave={() => setOpen(false)} />}
    </>
  );
}

/** A long press on a touch screen opens the menu; a right click elsewhere stays the browser's own. */
function useLongPress(button: { readonly current: HTMLElement | null }, open: () => void): void {
  useEffect(() => {
    const article = button.current?.closest("article");
    const pressed = (event: Event) => {
      if (!(event instanceof PointerEvent) || event.pointerType !== "touch") return;
      event.preventDefault();
      open();
    };
    article?.addEventListener("contextmenu", pressed);
    return () => article?.removeEventListener("contextmenu", pressed);
  }, []);
}

interface Action {
  readonly icon: IconName;
  readonly label: string;
  readonly act: () => void;
}

function Menu({ onClose, onLeave, ...props }: Props & { onClose: () => void; onLeave: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place(box.current), []);
  useEffect(() => {
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.parentElement?.contains(event.target)) onLeave();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  return (
    <div
      ref={box}
      class="menu msg-actions"
      role="menu"
      aria-label={texts.value.actionsOn(props.name)}
      onKeyDown={(event) => moveInMenu(event, onClose)}
    >
      {actionsOf(props).map(({ icon, label, act }) => (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          key={label}
          onClick={() => {
            onClose();
            act();
          }}
        >
          <Icon name={icon} />
          {label}
        </button>
      ))}
    </div>
  );
}

function actionsOf({ row, id, desk }: Props): readonly Action[] {
  const t = texts.value;
  const copy: Action = { icon: "copy", label: t.copyText, act: () => void copyText(desk, row.body) };
  const edit: Action = {
    icon: "pencil",
    label: t.edit,
    act: () => desk.live.posting.drafting.edit(id, row.body),
  };
  const remove: Action = {
    icon: "eraser",
    label: t.remove,
    act: () => desk.open({ kind: "remove", messageId: id }),
  };
  if (!row.isOwn) return [copy];
  return desk.canEdit(row) ? [edit, copy, remove] : [copy, remove];
}

async function copyText(desk: RoomDesk, text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  desk.say(texts.value.copied);
}

/** Below the button when there is room for it, above it otherwise. */
function place(menu: HTMLElement | null): void {
  const log = menu?.closest(".log");
  if (!menu || !log) return;
  const isTooLow = menu.getBoundingClientRect().bottom > log.getBoundingClientRect().bottom;
  menu.classList.toggle("msg-actions-up", isTooLow);
  menu.querySelector("button")?.focus({ preventScroll: true });
}

function moveInMenu(event: TargetedKeyboardEvent<HTMLElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  const steps: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const step = steps[event.key];
  if (step !== undefined) items[step]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}
