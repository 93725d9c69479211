/** Icons: one set, 20 px, drawn with strokes; never alone without a name. */
import type { MoreIconName } from "./more_icons";

/** Those a room shows at once; the others are in `more_icons`. */
const PATHS = {
  arm: "M12 20.5c-5 0-8-3-8-7 0-2.5 1.5-4 3.5-4S11 11 11 13M12 20.5c5 0 8-3 8-7 0-2.5-1.5-4-3.5-4S13 11 13 13M14.2 5a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0z",
  arrowDown: "M12 5v14M6 13l6 6 6-6",
  bulb: "M9 17.5c-2-1.3-3.5-3.3-3.5-6a6.5 6.5 0 0 1 13 0c0 2.7-1.5 4.7-3.5 6zM9.5 21h5",
  clock: "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM12 7.5V12l3 2",
  down: "M6 9l6 6 6-6",
  hands:
    "M12 20.5V9.5L9.8 4.7a1.3 1.3 0 0 0-2.4.5L7 12l-3 4 4 4.5M12 9.5l2.2-4.8a1.3 1.3 0 0 1 2.4.5L17 12l3 4-4 4.5",
  heart: "M12 20S3.5 15 3.5 9.2A4.6 4.6 0 0 1 12 6.8a4.6 4.6 0 0 1 8.5 2.4C20.5 15 12 20 12 20z",
  gear: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  menu: "M4 7h16M4 12h16M4 17h16",
  offline:
    "M4 4l16 16M2.5 9.5A14 14 0 0 1 7 6.6M21.5 9.5a14 14 0 0 0-9-4M5.8 13.2a9.5 9.5 0 0 1 4-2.2M18.2 13.2a9.5 9.5 0 0 0-2.4-1.6M9 16.5a4.5 4.5 0 0 1 6 0M12 20v.01",
  pin: "M9 4h6l-.7 6 3.2 3.5v1.5h-11V13.5L9.7 10zM12 15v5.5",
  refresh: "M19.5 8.5A8 8 0 0 0 5 8M4.5 4v4.5H9M4.5 15.5A8 8 0 0 0 19 16M19.5 20v-4.5H15",
  reply: "M9 6L4 11l5 5M4 11h9a7 7 0 0 1 7 7",
  send: "M12 19V5M6 11l6-6 6 6",
  smile:
    "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM8.5 14c.8 1.5 2 2.2 3.5 2.2s2.7-.7 3.5-2.2M9 9.5v.01M15 9.5v.01",
  thumb:
    "M7 11v9H4v-9zM7 11l4-7.5c1.7 0 2.6 1.2 2.3 2.8L12.7 10H18a2 2 0 0 1 2 2.4l-1.2 6A2 2 0 0 1 16.8 20H7",
  undo: "M8 5L3.5 9.5 8 14M3.5 9.5H14a6 6 0 0 1 0 12h-3",
  users:
    "M12.5 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM2.5 20c.6-3.6 3.2-5.5 6.5-5.5s5.9 1.9 6.5 5.5M16 4.8a3.5 3.5 0 0 1 0 6.4M18.5 15c1.7.8 2.7 2.5 3 5",
} as const;

export type IconName = keyof typeof PATHS | MoreIconName;

const drawn: Partial<Record<IconName, string>> = { ...PATHS };

/** What is fetched on demand brings its icons along. */
export function addIcons(paths: Partial<Record<IconName, string>>): void {
  Object.assign(drawn, paths);
}

export function Icon({ name, size = "" }: { name: IconName; size?: "" | "s" | "l" }) {
  return (
    <svg class={size === "" ? "i" : `i i-${size}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawn[name]} />
    </svg>
  );
}

/** The tree under which one talks. */
export function Tree() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path class="trunk" d="M16 27V16M16 20l4-3.5M8 28h16" />
      <path
        class="crown"
        d="M8.5 17A5.5 5.5 0 0 1 7 6.8 6 6 0 0 1 12 4.6a6.5 6.5 0 0 1 9 .4 5.8 5.8 0 0 1 6.5 5.5c0 3.7-2.7 6.5-6 6.5-1.6 0-2.7-.5-3.7-1.3-1 .9-2.3 1.3-3.8 1.3-1.3 0-2.3-.3-3.2-.8-.7.5-1.5.8-2.3.8z"
      />
    </svg>
  );
}
