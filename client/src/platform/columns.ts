/** Whether the page has room for what stands beside the room; the widths are those of room.css. */
import { type Signal, signal } from "@preact/signals";

export const hasLeft: Signal<boolean> = signal(false);
export const hasRight: Signal<boolean> = signal(false);

/** Not before what is read was drawn: what stands beside it comes after it, and on a phone never. */
export function startColumns(): void {
  follow(hasLeft, "50rem");
  follow(hasRight, "68.75rem");
}

function follow(isWider: Signal<boolean>, width: string): void {
  const narrow = matchMedia(`(max-width: ${width})`);
  const look = () => {
    isWider.value = !narrow.matches;
  };
  narrow.addEventListener("change", look);
  look();
}
