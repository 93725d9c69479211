/** The texts of cases at the desk, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { CasesTexts } from "./cases_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly cases: CasesTexts }>({
  fr: () => import("./cases_fr"),
  en: () => import("./cases_en"),
});

export const casesTexts = computed<CasesTexts>(() => words.now.value.cases);

export function loadCasesTexts(): Promise<void> {
  return words.load(locale.peek());
}
