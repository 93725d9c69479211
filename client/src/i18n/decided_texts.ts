/** The texts of what was decided about the reader, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { DecidedTexts } from "./decided_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly decided: DecidedTexts }>({
  fr: () => import("./decided_fr"),
  en: () => import("./decided_en"),
});

export const decidedTexts = computed<DecidedTexts>(() => words.now.value.decided);

export function loadDecidedTexts(): Promise<void> {
  return words.load(locale.peek());
}
