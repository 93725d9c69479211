/** The texts of what stands beside a room, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { SideTexts } from "./side_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly side: SideTexts }>({
  fr: () => import("./side_fr"),
  en: () => import("./side_en"),
});

export const sideTexts = computed<SideTexts>(() => words.now.value.side);

export function loadSideTexts(): Promise<void> {
  return words.load(locale.peek());
}
