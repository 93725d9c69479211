/** The page's title: where one is, and a mark when something came unseen; never who, never what. */
import { type Signal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Whether something waits elsewhere than on the page; and whether nothing is to be marked. */
export const isWaited: Signal<boolean> = signal(false);
export const isUndisturbed: Signal<boolean> = signal(false);
/** Whether the tab bears the mark. */
export const isMarked: Signal<boolean> = signal(false);

export function titleOf(name: string, hasUnseen: boolean): string {
  return hasUnseen ? `• ${name}` : name;
}

export function usePageTitle(name: string, hasUnseen: boolean): void {
  const hasMark = (hasUnseen || isWaited.value) && !isUndisturbed.value;
  useEffect(() => {
    document.title = titleOf(name, hasMark);
    isMarked.value = hasMark;
  }, [name, hasMark]);
}
