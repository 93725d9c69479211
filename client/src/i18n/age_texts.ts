/** The texts of the page where one proves one's age, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { AgeTexts } from "./age_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly age: AgeTexts }>({
  fr: () => import("./age_fr"),
  en: () => import("./age_en"),
});

export const ageTexts = computed<AgeTexts>(() => words.now.value.age);

export function loadAgeTexts(): Promise<void> {
  return words.load(locale.peek());
}
