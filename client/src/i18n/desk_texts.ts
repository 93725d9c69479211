/** The texts of the desk, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { DeskTexts } from "./desk_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly desk: DeskTexts }>({
  fr: () => import("./desk_fr"),
  en: () => import("./desk_en"),
});

export const deskTexts = computed<DeskTexts>(() => words.now.value.desk);

export function loadDeskTexts(): Promise<void> {
  return words.load(locale.peek());
}
