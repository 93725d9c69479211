/** The keys that work in the messages of a room, for the list of keys. */
import type { KeyLine } from "./keys";

export const KEYS: readonly KeyLine[] = [
  { keys: ["ArrowUp", "ArrowDown"], does: (t) => t.messageKeys.move },
  { keys: ["Enter", "Shift+F10"], does: (t) => t.messageKeys.menu },
  { keys: ["R"], does: (t) => t.messageKeys.reply },
  { keys: ["A"], does: (t) => t.messageKeys.react },
  { keys: ["C"], does: (t) => t.messageKeys.copy },
  { keys: ["E"], does: (t) => t.messageKeys.edit },
  { keys: ["Delete"], does: (t) => t.messageKeys.remove },
  { keys: ["Escape"], does: (t) => t.messageKeys.back },
  { keys: ["ArrowUp"], does: (t) => t.messageKeys.last },
];
