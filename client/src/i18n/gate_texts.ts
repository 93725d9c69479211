/** The texts of the door of a room for adults, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { GateTexts } from "./gate_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly gate: GateTexts }>({
  fr: () => import("./gate_fr"),
  en: () => import("./gate_en"),
});

export const gateTexts = computed<GateTexts>(() => words.now.value.gate);

export function loadGateTexts(): Promise<void> {
  return words.load(locale.peek());
}
