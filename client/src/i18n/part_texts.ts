/** The texts of what only those who take part use, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { PartTexts } from "./part_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly part: PartTexts }>({
  fr: () => import("./part_fr"),
  en: () => import("./part_en"),
});

export const partTexts = computed<PartTexts>(() => words.now.value.part);

export function loadPartTexts(): Promise<void> {
  return words.load(locale.peek());
}
