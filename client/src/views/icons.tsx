/** Icons: one set, 20 px, drawn with strokes; never alone without a name. */
import { signal } from "@preact/signals";
import type { MoreIconName } from "./more_icons";

/** Those a room shows at once; the others are in `more_icons`. */
const PATHS = {
  clock: "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM12 7.5V12l3 2",
  down: "M6 9l6 6 6-6",
  menu: "M4 7h16M4 12h16M4 17h16",
  pin: "M9 4h6l-.7 6 3.2 3.5v1.5h-11V13.5L9.7 10zM12 15v5.5",
  refresh: "M19.5 8.5A8 8 0 0 0 5 8M4.5 4v4.5H9M4.5 15.5A8 8 0 0 0 19 16M19.5 20v-4.5H15",
  reply: "M9 6L4 11l5 5M4 11h9a7 7 0 0 1 7 7",
  send: "M12 19V5M6 11l6-6 6 6",
  undo: "M8 5L3.5 9.5 8 14M3.5 9.5H14a6 6 0 0 1 0 12h-3",
  users:
    "M12.5 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM2.5 20c.6-3.6 3.2-5.5 6.5-5.5s5.9 1.9 6.5 5.5M16 4.8a3.5 3.5 0 0 1 0 6.4M18.5 15c1.7.8 2.7 2.5 3 5",
} as const;

export type IconName = keyof typeof PATHS | MoreIconName;

const drawn: Partial<Record<IconName, string>> = { ...PATHS };
const added = signal(0);

/** What is fetched on demand brings its icons along. */
export function addIcons(paths: Partial<Record<IconName, string>>): void {
  Object.assign(drawn, paths);
  added.value += 1;
}

/** Its room is kept meanwhile; and a word stands beside every icon. */
function fetchIcon(): undefined {
  if (added.value === 0) import("./more_icons").catch(() => undefined);
}

export function Icon({ name, size = "" }: { name: IconName; size?: "" | "s" | "l" }) {
  return (
    <svg class={size === "" ? "i" : `i i-${size}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawn[name] ?? fetchIcon()} />
    </svg>
  );
}

/** The tree under which one talks. */
export function Tree() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path class="trunk" d="M16 27V16M16 20l4-3.5M8 28h16" />
      <path class="crown" d={drawn.crown ?? fetchIcon()} />
    </svg>
  );
}
