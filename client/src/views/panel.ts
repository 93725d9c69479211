/** The panels any page may open over itself: the settings and the list of keys. */
import { type Signal, signal } from "@preact/signals";

export type PanelName = "settings" | "keys";

export interface Panel {
  readonly shown: Signal<PanelName | null>;
  open(name: PanelName): void;
  close(): void;
  /** To what it was opened from; called once it is gone, for until then the page is inert. */
  returnFocus(): void;
}

export const panel: Panel = makePanel();

function makePanel(): Panel {
  const shown = signal<PanelName | null>(null);
  let opener: Element | null = null;
  return {
    shown,
    open(name) {
      if (shown.peek() === null) opener = document.activeElement;
      shown.value = name;
    },
    close() {
      shown.value = null;
    },
    returnFocus() {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
      opener = null;
    },
  };
}
