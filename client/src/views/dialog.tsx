/** Dialogs and sheets: modal, closed by Escape or beside them, focus kept inside. */
import type { ComponentChildren, TargetedKeyboardEvent, TargetedMouseEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { texts } from "../i18n/texts";
import { openOver } from "../platform/opening";
import { Icon } from "./icons";
import "./more_icons";

interface Modal {
  readonly label: string;
  /** `dialog-tall`: a sheet from the right edge on a phone. */
  readonly shape:
    | "dialog"
    | "dialog dialog-tall"
    | "dialog dialog-card"
    | "sheet sheet-left"
    | "sheet sheet-right";
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

const FOCUSABLE = "a[href], button, input, textarea, select, [tabindex='0']";

export function ModalBox({ label, shape, onClose, children }: Modal) {
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    box.current?.showModal();
    box.current?.querySelector<HTMLElement>("[data-first-focus]")?.focus();
  }, []);
  useOver(onClose);
  return (
    <dialog
      ref={box}
      class={shape}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event: TargetedMouseEvent<HTMLDialogElement>) => {
        if (event.target === event.currentTarget) onClose();
      }}
      onKeyDown={keepFocusInside}
    >
      <div class="modal-inside">{children}</div>
    </dialog>
  );
}

function useOver(onClose: () => void): void {
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => openOver(() => close.current()), []);
}

interface Titled extends Omit<Modal, "shape"> {
  readonly isTall?: boolean;
}

export function TitledDialog({ label, onClose, isTall = false, children }: Titled) {
  return (
    <ModalBox label={label} shape={isTall ? "dialog dialog-tall" : "dialog"} onClose={onClose}>
      <header class="dialog-head">
        <h2>{label}</h2>
        <CloseButton onClose={onClose} />
      </header>
      <div class="dialog-body">{children}</div>
    </ModalBox>
  );
}

export function CloseButton({ onClose }: { onClose: () => void }) {
  return (
    <button type="button" class="icon-btn" aria-label={texts.value.close} onClick={onClose}>
      <Icon name="x" />
    </button>
  );
}

/** The browser keeps focus out of the page behind; this also keeps it from leaving by the last control. */
function keepFocusInside(event: TargetedKeyboardEvent<HTMLDialogElement>): void {
  if (event.key !== "Tab") return;
  const inside = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.offsetParent !== null && element.tabIndex >= 0,
  );
  const edge = event.shiftKey ? inside[0] : inside.at(-1);
  if (edge === undefined || document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? inside.at(-1) : inside[0])?.focus();
}
