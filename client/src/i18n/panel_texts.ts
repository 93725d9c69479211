/** The texts of what opens over the page or stands in its place, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { PanelTexts } from "./panels_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly panels: PanelTexts }>({
  fr: () => import("./panels_fr"),
  en: () => import("./panels_en"),
});

export const panelTexts = computed<PanelTexts>(() => words.now.value.panels);

export function loadPanelTexts(): Promise<void> {
  return words.load(locale.peek());
}
