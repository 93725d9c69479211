/** The texts of private rooms and conversations, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { ApartTexts } from "./apart_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly apart: ApartTexts }>({
  fr: () => import("./apart_fr"),
  en: () => import("./apart_en"),
});

export const apartTexts = computed<ApartTexts>(() => words.now.value.apart);

export function loadApartTexts(): Promise<void> {
  return words.load(locale.peek());
}
