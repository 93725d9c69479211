/** The texts of vouching for an age, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { VouchTexts } from "./vouch_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly vouch: VouchTexts }>({
  fr: () => import("./vouch_fr"),
  en: () => import("./vouch_en"),
});

export const vouchTexts = computed<VouchTexts>(() => words.now.value.vouch);

export function loadVouchTexts(): Promise<void> {
  return words.load(locale.peek());
}
